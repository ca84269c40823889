import type { ExchangeSettings, TokenSource } from '../http/exchangeSettings.ts'
import type { AccessToken } from './accessToken.ts'

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
