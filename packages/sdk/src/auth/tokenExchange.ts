import { checkCredential, checkObject, type OptionNames } from '../arguments.ts'
import type { TokenSource } from '../http/request.ts'
import type {
  AccessTokenSource,
  Authentication,
  AuthenticationContext,
  ClientAuthentication,
} from './authentication.ts'
import { TokenManager } from './tokenManager.ts'
import {
  callForCredential,
  checkClientAuthentication,
  parseOptionalUrl,
  readAccessToken,
  requireUrl,
  sendTokenRequest,
  type TokenGrant,
  type TokenRequest,
} from './tokenRequest.ts'

/** Options of `tokenExchange`. */
export interface TokenExchangeOptions {
  /**
   * The token that is exchanged: a string, a function that returns the token of the current user, or an authentication such
   * as `deviceCode(…)`. A function is called for every call of the client, and has ten seconds, or less if the client has a
   * shorter deadline. Each subject has a token of its own, so one client can serve all users of a web application.
   */
  subjectToken: string | undefined | (() => string | Promise<string>) | Authentication
  /** The id of the client. */
  clientId: string
  /**
   * The secret of the client. A public client has none.
   *
   * @default none
   */
  clientSecret?: string | undefined
  /**
   * The part of the request that carries id and secret: its `body`, or its header with HTTP `basic` authentication.
   *
   * @default 'body'
   */
  clientAuthentication?: ClientAuthentication | undefined
  /**
   * The audience of the new token.
   *
   * @default that of the client's environment
   */
  audience?: string | undefined
  /**
   * The requested scopes, separated by spaces.
   *
   * @default those that the token endpoint grants by itself
   */
  scope?: string | undefined
  /**
   * The token endpoint.
   *
   * @default the token endpoint for people of the client's environment
   */
  tokenUrl?: string | undefined
}

/**
 * Returns an authentication with OAuth token exchange, RFC 8693. An application exchanges the token of its user for one
 * with which it calls another service on behalf of that user. The new tokens are cached in memory, each for its subject
 * alone, and refreshed like others. Those of the 1,000 subjects that were used last are remembered.
 *
 * @throws {InvalidRequestError} if the client's id or the subject token is empty, or the token URL is invalid
 * @see https://auth.docs.cern.ch for the guide to token exchange
 * @example
 * const users = new AsyncLocalStorage<{ token: string }>()
 * const auth = tokenExchange({ subjectToken: () => users.getStore()?.token ?? '', clientId: 'my-app', clientSecret })
 * const cern = createCernClient({ auth })
 * const me = await users.run({ token: userToken }, () => cern.identities.me())
 */
export function tokenExchange(options: TokenExchangeOptions): Authentication<AccessTokenSource> {
  checkObject(undefined, options, optionNames)
  const { subjectToken, clientId, clientSecret, clientAuthentication = 'body', scope } = options
  checkCredential('clientId', clientId)
  if (clientSecret !== undefined) checkCredential('clientSecret', clientSecret)
  checkClientAuthentication(clientAuthentication)
  if (typeof subjectToken !== 'function' && (typeof subjectToken !== 'object' || subjectToken === null))
    checkCredential('subjectToken', subjectToken)
  const tokenUrl = parseOptionalUrl('tokenUrl', options.tokenUrl)
  const client = { clientId, clientSecret, clientAuthentication, format: 'form' as const }
  const managersOfGrants = new Map<string, SubjectManagers>()

  return {
    connect(context) {
      const grant: TokenGrant = {
        tokenUrl: requireUrl('tokenUrl', tokenUrl, context.userTokens?.tokenUrl),
        clientId,
        audience: options.audience ?? context.audience,
        scope,
      }
      const key = JSON.stringify([grant.tokenUrl, grant.audience])
      const managers = managersOfGrants.get(key) ?? new SubjectManagers(grant, client)
      managersOfGrants.set(key, managers)
      const subject = connectSubject(subjectToken, context)

      const accessToken: AccessTokenSource['accessToken'] = async (signal) =>
        managers.select(await subject.token(signal)).accessToken(context, signal)
      return {
        // Another authentication has an endpoint of its own, for which the call may be waiting.
        url: typeof subjectToken === 'object' ? undefined : grant.tokenUrl,
        accessToken,
        token: async (signal) => (await accessToken(signal)).accessToken,
        current() {
          const token = subject.current?.()
          return token === undefined ? undefined : managers.select(token).current(context)?.accessToken
        },
        // Without a manager, the token has been replaced already.
        reject: (token, isLastResort) => managers.find(token)?.reject(token, isLastResort) ?? 'replaced',
        accept: (token) => managers.find(token)?.accept(token),
        close() {
          for (const manager of managers) manager.close(context)
          subject.close?.()
        },
      }
    },
  }
}

/** Returns the source of the tokens that are exchanged. */
function connectSubject(
  subjectToken: Exclude<TokenExchangeOptions['subjectToken'], undefined>,
  context: AuthenticationContext,
): Pick<TokenSource, 'token' | 'current' | 'close'> {
  if (typeof subjectToken === 'string')
    return { token: async () => subjectToken, current: () => subjectToken }
  if (typeof subjectToken === 'object') return subjectToken.connect(context)
  return { token: (signal) => callForCredential('subjectToken', subjectToken, { context, signal }) }
}

const longestMemory = 1_000

/** The managers of the tokens of one grant: one for each subject, so that nobody gets the token of somebody else. */
class SubjectManagers {
  readonly #grant: TokenGrant
  readonly #client: TokenRequest['client']
  /** By the subject's token, in the order of their last use. */
  readonly #managers = new Map<string, TokenManager>()

  constructor(grant: TokenGrant, client: TokenRequest['client']) {
    this.#grant = grant
    this.#client = client
  }

  [Symbol.iterator](): IterableIterator<TokenManager> {
    return this.#managers.values()
  }

  /** Returns the manager of a subject. The one that was used longest ago may be forgotten for it. */
  select(subject: string): TokenManager {
    const manager = this.#managers.get(subject) ?? this.#create(subject)
    this.#managers.delete(subject)
    this.#managers.set(subject, manager)
    if (this.#managers.size > longestMemory) {
      const [oldest = ''] = this.#managers.keys()
      this.#managers.delete(oldest)
    }
    return manager
  }

  /** Returns the manager that gives out a token. */
  find(token: string): TokenManager | undefined {
    for (const manager of this) if (manager.has(token)) return manager
    return undefined
  }

  #create(subject: string): TokenManager {
    const { audience, scope } = this.#grant
    const request: TokenRequest = {
      grant: this.#grant,
      client: this.#client,
      fields: {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token: subject,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        audience,
        scope,
      },
      secrets: [subject],
      adviseOn: (error) => (subjectErrors.includes(error) ? checkSubject : undefined),
    }
    return new TokenManager({
      tokenUrl: this.#grant.tokenUrl,
      canRenew: () => true,
      prepare: (need) => ({
        cacheKey: undefined,
        request: async () => readAccessToken(await sendTokenRequest(request, need)),
      }),
    })
  }
}

// RFC 8693 has `invalid_request` for a subject token that is not accepted; Keycloak has `invalid_token`, others `invalid_grant`.
const subjectErrors = ['invalid_request', 'invalid_token', 'invalid_grant']
const checkSubject =
  'Check the subject token: that it has not expired, and that it was issued for a client whose tokens may be exchanged.'

const optionNames: OptionNames<TokenExchangeOptions> = {
  subjectToken: 1,
  clientId: 1,
  clientSecret: 1,
  clientAuthentication: 1,
  audience: 1,
  scope: 1,
  tokenUrl: 1,
}
