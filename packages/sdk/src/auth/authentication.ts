import { isTokenString } from '@personctl/shared/guards'
import { checkCredential } from '../arguments.ts'
import { InvalidRequestError } from '../errors.ts'
import type { HttpSettings, TokenSource } from '../http/request.ts'

/**
 * A way to get tokens, for the `auth` option of a client: `clientCredentials(…)`, `staticToken(…)`, or your own.
 *
 * One instance can serve several clients. They share its tokens if token endpoint, client, audience and scope are the
 * same.
 */
export interface Authentication<Source extends TokenSource = TokenSource> {
  /** Returns the source of tokens for one client. Called once, when the client is created. */
  connect(context: AuthenticationContext): Source
}

/** Settings of a client that its authentication may need. */
export interface AuthenticationContext
  extends Pick<
    HttpSettings,
    'service' | 'fetch' | 'retry' | 'timeoutMs' | 'deadlineMs' | 'hooks' | 'userAgent' | 'maxBodyBytes'
  > {
  /** The token endpoint of the client's environment. */
  tokenUrl: string
  /** The endpoints of the environment that issue tokens for people: for tokens and for devices. Undefined without any. */
  userTokens?: { readonly tokenUrl: string; readonly deviceAuthorizationUrl: string } | undefined
  /** The audience of the client's environment. */
  audience: string | undefined
  /** The request format of the environment's token endpoint. */
  tokenRequestFormat: TokenRequestFormat
  /** The client authentication that the environment's token endpoint prefers, if any. */
  clientAuthentication?: ClientAuthentication | undefined
  /** The scope that every token of the service needs, if any. */
  scope?: string | undefined
}

/** The format of requests to a token endpoint. */
export type TokenRequestFormat = 'json' | 'form'

/**
 * The way in which a client identifies itself to a token endpoint: in the `body` of the request, or in its header with
 * HTTP `basic` authentication.
 */
export type ClientAuthentication = 'body' | 'basic'

/** A source of tokens that also knows their lifetimes and scopes. */
export interface AccessTokenSource extends TokenSource {
  /** Returns the token that `token` returns, with its lifetime. */
  accessToken(signal?: AbortSignal): Promise<AccessToken>
}

/** A token and its lifetime. Both times are in milliseconds since the epoch. */
export interface AccessToken {
  accessToken: string
  issuedAt: number
  expiresAt: number
  /** The scopes of the token, separated by spaces; undefined if the token endpoint does not report them. */
  scope?: string
}

/**
 * Returns an authentication that always uses the given token. The token is not replaced when it expires.
 *
 * @param token the access token alone, without `Bearer`
 * @throws {InvalidRequestError} if the token is empty or contains characters that a header cannot carry
 * @example
 * const cis = createCisClient({ environment: 'production', auth: staticToken(process.env.CIS_TOKEN) })
 */
export function staticToken(token: string | undefined): Authentication {
  if (token === undefined) checkCredential('token', token)
  if (typeof token !== 'string' || !isTokenString(token)) {
    throw new InvalidRequestError('The token is empty, or contains characters that a token cannot have.', {
      param: 'token',
      hint: 'Pass the token alone, without "Bearer", spaces and line breaks.',
    })
  }
  const source: TokenSource = { token: async () => token, current: () => token, reject: () => 'fixed' }
  return { connect: () => source }
}
