import * as oauth from 'oauth4webapi'
import { AuthenticationError, InvalidResponseError, isPersonctlError } from '../errors.ts'
import { sleep } from '../http/abort.ts'
import type { ReceivedAnswer } from '../http/response.ts'
import {
  type AccessToken,
  type AccessTokenSource,
  type Authentication,
  type AuthenticationContext,
  type ClientAuthentication,
  checkClientAuthentication,
  optionalAddress,
  requiredAddress,
  requireText,
} from './authentication.ts'
import { TokenKeeper } from './tokenManager.ts'
import { askTokenEndpoint, type ClientIdentity, readTokenAnswer, type TokenGrant } from './tokenRequest.ts'

/** What a person needs to know to confirm a device. */
export interface DevicePrompt {
  /** Where to go in a browser. */
  readonly verificationUri: string
  /** The same with the code in it, where the service gives it. */
  readonly verificationUriComplete: string | undefined
  /** The code to enter there. */
  readonly userCode: string
  /** Until when, in milliseconds since the epoch. */
  readonly expiresAt: number
}

/** Who asks for a device's token, where, and how the person is told. */
interface DeviceFlow {
  grant: TokenGrant
  deviceAuthorizationUrl: string
  client: ClientIdentity
  context: AuthenticationContext
  prompt(details: DevicePrompt): void | Promise<void>
}

const defaultIntervalS = 5
const slowDownS = 5

/** Has a person confirm the device: gives the answer of the token endpoint that has the token in it. */
async function runDeviceFlow(flow: DeviceFlow): Promise<ReceivedAnswer> {
  const verifier = oauth.generateRandomCodeVerifier()
  const begun = Date.now()
  const device = await requestDeviceCode(flow, verifier)
  const expiresAt = begun + device.expires_in * 1000
  await flow.prompt({
    verificationUri: device.verification_uri,
    verificationUriComplete: device.verification_uri_complete,
    userCode: device.user_code,
    expiresAt,
  })
  const fields = {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    device_code: device.device_code,
    code_verifier: verifier,
  }
  const hiding = { ...flow.context, secrets: [device.device_code, verifier] }
  for (let intervalS = device.interval ?? defaultIntervalS; ; ) {
    await sleep(intervalS * 1000, undefined)
    if (Date.now() >= expiresAt) throw notConfirmed('expired_token')
    try {
      return await askTokenEndpoint(flow.grant, fields, flow.client, hiding)
    } catch (error) {
      const code = isPersonctlError(error) ? error.code : undefined
      if (code === 'slow_down') intervalS += slowDownS
      else if (code === 'expired_token' || code === 'access_denied') throw notConfirmed(code)
      else if (code !== 'authorization_pending') throw error
    }
  }
}

async function requestDeviceCode(
  { grant, deviceAuthorizationUrl, client, context }: DeviceFlow,
  verifier: string,
): Promise<oauth.DeviceAuthorizationResponse> {
  const fields = {
    scope: grant.scope,
    audience: grant.audience,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }
  const answer = await askTokenEndpoint(
    { ...grant, tokenUrl: deviceAuthorizationUrl },
    fields,
    client,
    context,
  )
  try {
    return await oauth.processDeviceAuthorizationResponse(
      { issuer: deviceAuthorizationUrl },
      { client_id: grant.clientId },
      Response.json(await answer.json(), { status: 200 }),
    )
  } catch (error) {
    // Its cause may hold the answer's body, and that the device code: only the sentence is taken over.
    const reason = error instanceof Error ? error.message : String(error)
    throw new InvalidResponseError(`${deviceAuthorizationUrl} gave no usable device code: ${reason}.`, {
      service: context.service,
      attempts: 1,
      hint: 'Check the device authorization URL.',
    })
  }
}

function notConfirmed(code: 'expired_token' | 'access_denied'): AuthenticationError {
  return new AuthenticationError(
    code === 'expired_token'
      ? 'The device was not confirmed in time.'
      : 'The device was refused in the browser.',
    { code, hint: 'Begin again, and confirm the code that is shown.' },
  )
}

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
