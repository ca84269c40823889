import { isPersonctlError } from '../http/errors/index.ts'
import type { ReceivedAnswer } from '../http/receivedAnswer.ts'
import type { AccessToken } from './accessToken.ts'
import type { AccessTokenSource, Authentication, ClientAuthentication } from './authentication.ts'
import { checkClientAuthentication, optionalAddress, requiredAddress, requireText } from './checks.ts'
import { type DeviceFlow, type DevicePrompt, runDeviceFlow } from './deviceFlow.ts'
import { TokenKeeper } from './tokenKeeper.ts'
import { askTokenEndpoint, readTokenAnswer } from './tokenRequest.ts'

export interface DeviceCodeOptions {
  clientId: string
  /** Shows the person where to go and which code to enter. Awaited before the service is asked whether it happened. */
  onPrompt(prompt: DevicePrompt): void | Promise<void>
  /** A public client has none. @default none */
  clientSecret?: string
  /** Where the id and the secret are put: in the `body`, or in the header by HTTP `basic`. @default 'body' */
  clientAuthentication?: ClientAuthentication
  /** The scopes to ask for, separated by spaces. @default what the service gives */
  scope?: string
  /** Whom the token is for, where the service takes that. @default not sent: for the client itself */
  audience?: string
  /** Where the code comes from. @default that of the client's environment */
  deviceAuthorizationUrl?: string
  /** The token endpoint. @default that for people of the client's environment */
  tokenUrl?: string
}

/**
 * The OAuth device flow, RFC 8628, with PKCE: a person confirms in a browser that a program without one may act for
 * them. It begins when the first token is needed, and again when the token has ended and cannot be refreshed.
 *
 * The first call of a client waits for the person: give the client a `deadlineMs` that is long enough. The flow goes on
 * when a call gives up, and the next call takes its token. Where the token is for the program itself and the service
 * wants its own, put `tokenExchange({ subjectToken: deviceCode(…) })` in between.
 *
 * Calls throw AuthenticationError with the code `expired_token` where nobody confirms, and `access_denied` where the
 * person refuses.
 *
 * @throws InvalidRequestError where the client's id is empty, or a URL is none
 * @see https://auth.docs.cern.ch
 * @example
 * const auth = deviceCode({
 *   clientId: 'my-tool',
 *   onPrompt: ({ verificationUri, userCode }) => console.error(`Go to ${verificationUri} and enter ${userCode}.`),
 * })
 * const cern = createCernClient({ auth: tokenExchange({ subjectToken: auth, clientId: 'my-tool' }), deadlineMs: 600_000 })
 */
export function deviceCode(options: DeviceCodeOptions): Authentication<AccessTokenSource> {
  const { clientId, clientSecret, clientAuthentication = 'body', scope, audience } = options
  requireText('clientId', clientId)
  if (clientSecret !== undefined) requireText('clientSecret', clientSecret)
  checkClientAuthentication(clientAuthentication)
  const givenTokenUrl = optionalAddress('tokenUrl', options.tokenUrl)
  const givenDeviceUrl = optionalAddress('deviceAuthorizationUrl', options.deviceAuthorizationUrl)
  const keepers = new Map<string, TokenKeeper>()

  return {
    connect(context) {
      const tokenUrl = requiredAddress('tokenUrl', givenTokenUrl, context.userTokens?.tokenUrl)
      const flow: DeviceFlow = {
        grant: { tokenUrl, clientId, audience, scope },
        deviceAuthorizationUrl: requiredAddress(
          'deviceAuthorizationUrl',
          givenDeviceUrl,
          context.userTokens?.deviceAuthorizationUrl,
        ),
        client: { clientId, clientSecret, clientAuthentication, format: 'form' },
        context,
        prompt: (details) => options.onPrompt(details),
      }
      const keeper = keepers.get(tokenUrl) ?? keeperOf(flow)
      keepers.set(tokenUrl, keeper)
      return keeper
    },
  }
}

/** Refreshes as long as it may, and asks the person only where it must. */
function keeperOf(flow: DeviceFlow): TokenKeeper {
  let refreshToken: string | undefined
  const taken = async (answer: ReceivedAnswer): Promise<AccessToken> => {
    const { refresh_token } = (await answer.json()) as { refresh_token?: unknown }
    refreshToken = typeof refresh_token === 'string' ? refresh_token : refreshToken
    return readTokenAnswer(answer, flow.grant, flow.context.service, Date.now())
  }
  const refreshed = async (refresh_token: string): Promise<AccessToken | undefined> => {
    const fields = { grant_type: 'refresh_token', refresh_token }
    const hiding = { ...flow.context, secrets: [refresh_token] }
    try {
      return await taken(await askTokenEndpoint(flow.grant, fields, flow.client, hiding))
    } catch (error) {
      if (!isPersonctlError(error) || error.code !== 'token_refused') throw error
      refreshToken = undefined
      return undefined
    }
  }
  const request = async () =>
    (refreshToken === undefined ? undefined : await refreshed(refreshToken)) ??
    (await taken(await runDeviceFlow(flow)))
  // A person is not to be asked while the token is still good.
  return new TokenKeeper(flow.grant.tokenUrl, request, undefined, () => refreshToken !== undefined)
}
