import { isTokenString } from '@personctl/shared/guards'
import { InvalidRequestError } from '../errors.ts'
import type { ExchangeSettings, TokenSource } from '../http/request.ts'
import { checkedAddress } from '../http/url.ts'

/** A token and how long it may be used. Both times are milliseconds since the epoch. */
export interface AccessToken {
  accessToken: string
  issuedAt: number
  expiresAt: number
  /** The scopes it has, separated by spaces; undefined where the token endpoint does not say. */
  scope?: string
}

const renewalWindowMs = 5 * 60 * 1000
const safetyMarginMs = 10 * 1000

/** Whether the token can no longer be counted on to be good when it reaches the service. */
export function isSpent(token: AccessToken, now: number): boolean {
  return now >= token.expiresAt - Math.min(safetyMarginMs, lifetime(token) * 0.1)
}

/** Whether the token is still good, but near enough to its end that a new one should be fetched meanwhile. */
export function wantsRenewal(token: AccessToken, now: number): boolean {
  return now >= token.expiresAt - Math.min(renewalWindowMs, lifetime(token) * 0.25)
}

// The margins shrink with the lifetime, or a token of a few seconds would be spent as soon as it came.
function lifetime(token: AccessToken): number {
  return Math.max(token.expiresAt - token.issuedAt, 0)
}

/** Throws InvalidRequestError unless the value is a text that is not blank. */
export function requireText(name: string, value: unknown): void {
  if (typeof value === 'string' && value.trim() !== '') return
  throw new InvalidRequestError(`${name} is ${value === undefined ? 'missing' : 'empty'}.`, {
    hint: 'Is the environment variable it comes from set?',
  })
}

/** Throws InvalidRequestError unless the value is a way for a client to name itself. */
export function checkClientAuthentication(value: unknown): void {
  if (value === 'body' || value === 'basic') return
  throw new InvalidRequestError(`clientAuthentication is ${JSON.stringify(value)}; it takes body or basic.`)
}

/** The address, if there is one. Throws InvalidRequestError where it is none. */
export function optionalAddress(option: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : checkedAddress(option, value)
}

/** The address. Throws InvalidRequestError where neither the option nor the client's environment has it. */
export function requiredAddress(
  option: string,
  given: string | undefined,
  ofEnvironment: string | undefined,
): string {
  const address = given ?? ofEnvironment
  if (address !== undefined) return address
  throw new InvalidRequestError(`${option} is missing, and the client's environment has none.`)
}

/** How a token endpoint wants its requests written. */
export type TokenRequestFormat = 'json' | 'form'

/**
 * How a client names itself to a token endpoint: in the `body` of the request, or in its header by HTTP `basic`
 * authentication.
 */
export type ClientAuthentication = 'body' | 'basic'

/** What a client knows that its authentication may need. */
export interface AuthenticationContext
  extends Pick<
    ExchangeSettings,
    'service' | 'fetch' | 'retry' | 'timeoutMs' | 'deadlineMs' | 'hooks' | 'userAgent'
  > {
  /** The token endpoint of the client's environment. */
  tokenUrl: string
  /** Where tokens for a person come from, where the environment has such: its token endpoint and that for devices. */
  userTokens?: { readonly tokenUrl: string; readonly deviceAuthorizationUrl: string } | undefined
  /** The audience of the client's environment. */
  audience: string | undefined
  /** The format of the environment's token endpoint. */
  tokenRequestFormat: TokenRequestFormat
  /** How the environment's token endpoint has clients name themselves, where it prefers one way. */
  clientAuthentication?: ClientAuthentication | undefined
  /** The scope without which a token is of no use, where there is one. */
  scope?: string | undefined
}

/** A source that knows more of its tokens than the text alone. */
export interface AccessTokenSource extends TokenSource {
  /** The same token as `token` gives, with how long it may be used. */
  accessToken(signal?: AbortSignal): Promise<AccessToken>
}

/**
 * A way to get tokens, for the `auth` option of a client: `clientCredentials(…)`, `staticToken(…)`, or your own.
 *
 * One may serve several clients; they share its tokens where endpoint, client, audience and scope are the same.
 */
export interface Authentication<Source extends TokenSource = TokenSource> {
  connect(context: AuthenticationContext): Source
}

/**
 * A token that was got elsewhere. It is used as it is, and not replaced when it expires.
 *
 * @param token the access token alone, without `Bearer`
 * @throws InvalidRequestError where it is empty, or has characters that no header may have
 * @example
 * const cis = createCisClient({ environment: 'production', auth: staticToken(process.env.CIS_TOKEN) })
 */
export function staticToken(token: string): Authentication {
  if (typeof token !== 'string' || !isTokenString(token)) {
    throw new InvalidRequestError('The token is empty, or has characters that no token has.', {
      hint: 'Give the token alone: without "Bearer", spaces and line ends.',
    })
  }
  const source = { token: async () => token, reject: () => false }
  return { connect: () => source }
}
