import { isObject } from '@personctl/shared/guards'
import * as oauth from 'oauth4webapi'
import { checkCredential } from '../arguments.ts'
import { AuthenticationError, InvalidResponseError, isPersonctlError } from '../errors.ts'
import { sleep } from '../http/abort.ts'
import type { BufferedResponse } from '../http/response.ts'
import type {
  AccessToken,
  AccessTokenSource,
  Authentication,
  AuthenticationContext,
  ClientAuthentication,
} from './authentication.ts'
import { TokenManager } from './tokenManager.ts'
import {
  type ClientIdentity,
  checkClientAuthentication,
  parseOptionalUrl,
  readTokenResponse,
  requestToken,
  requireUrl,
  type TokenGrant,
} from './tokenRequest.ts'

/** Options of `deviceCode`. */
export interface DeviceCodeOptions {
  /** The id of the client. */
  clientId: string
  /**
   * Shows the person the URL to visit and the code to enter. It is awaited before the service is asked whether the person
   * has confirmed.
   */
  onPrompt(prompt: DevicePrompt): void | Promise<void>
  /**
   * The secret of the client. A public client has none.
   *
   * @default none
   */
  clientSecret?: string
  /**
   * The part of the request that carries id and secret: its `body`, or its header with HTTP `basic` authentication.
   *
   * @default 'body'
   */
  clientAuthentication?: ClientAuthentication
  /**
   * The requested scopes, separated by spaces.
   *
   * @default those that the service grants by itself
   */
  scope?: string
  /**
   * The audience of the token, for services that accept one.
   *
   * @default none: the token is for the client itself
   */
  audience?: string
  /**
   * The device authorization endpoint.
   *
   * @default that of the client's environment
   */
  deviceAuthorizationUrl?: string
  /**
   * The token endpoint.
   *
   * @default the token endpoint for people of the client's environment
   */
  tokenUrl?: string
}

/** The instructions for a person who is to confirm a device. */
export interface DevicePrompt {
  /** The URL to visit in a browser. */
  readonly verificationUri: string
  /** The same URL with the code in it, if the service provides one. */
  readonly verificationUriComplete: string | undefined
  /** The code to enter there. */
  readonly userCode: string
  /** The time at which the code expires, in milliseconds since the epoch. */
  readonly expiresAt: number
}

/**
 * Returns an authentication with the OAuth device flow, RFC 8628, with PKCE. A person confirms in a browser that a program
 * without a browser may act for them. The flow starts when the first token is needed, and again when the token has
 * expired and cannot be refreshed.
 *
 * The first call of a client waits for the person, so give the client a sufficient `deadlineMs`. The flow continues when
 * a call gives up, and the next call uses its token. If the token is for the program itself and the service needs one of
 * its own, use `tokenExchange({ subjectToken: deviceCode(…) })`.
 *
 * Calls throw an AuthenticationError with the code `expired_token` if nobody confirms in time, and `access_denied` if
 * the person refuses.
 *
 * @throws {InvalidRequestError} if the client's id is empty, or a URL is invalid
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
  checkCredential('clientId', clientId)
  if (clientSecret !== undefined) checkCredential('clientSecret', clientSecret)
  checkClientAuthentication(clientAuthentication)
  const givenTokenUrl = parseOptionalUrl('tokenUrl', options.tokenUrl)
  const givenDeviceUrl = parseOptionalUrl('deviceAuthorizationUrl', options.deviceAuthorizationUrl)
  const managers = new Map<string, TokenManager>()

  return {
    connect(context) {
      const tokenUrl = requireUrl('tokenUrl', givenTokenUrl, context.userTokens?.tokenUrl)
      const deviceAuthorizationUrl = requireUrl(
        'deviceAuthorizationUrl',
        givenDeviceUrl,
        context.userTokens?.deviceAuthorizationUrl,
      )
      const manager =
        managers.get(tokenUrl) ??
        createTokenManager({
          grant: { tokenUrl, clientId, audience, scope },
          deviceAuthorizationUrl,
          client: { clientId, clientSecret, clientAuthentication, format: 'form' },
          context,
          prompt: (details) => options.onPrompt(details),
        })
      managers.set(tokenUrl, manager)
      return manager
    },
  }
}

/** Settings of one device flow. */
interface DeviceFlow {
  grant: TokenGrant
  deviceAuthorizationUrl: string
  client: ClientIdentity
  context: AuthenticationContext
  prompt(details: DevicePrompt): void | Promise<void>
}

/** Creates a manager that refreshes the token as long as it can, and involves the person only when it must. */
function createTokenManager(flow: DeviceFlow): TokenManager {
  const { grant, client, context } = flow
  let refreshToken: string | undefined

  const read = (response: BufferedResponse): Promise<AccessToken> => {
    const body = response.parse()
    if (isObject(body) && typeof body['refresh_token'] === 'string') refreshToken = body['refresh_token']
    return readTokenResponse(response, grant, context.service, Date.now())
  }
  const refresh = async (refresh_token: string): Promise<AccessToken | undefined> => {
    const fields = { grant_type: 'refresh_token', refresh_token }
    try {
      return await read(await requestToken(grant, fields, client, { ...context, secrets: [refresh_token] }))
    } catch (error) {
      if (!isPersonctlError(error) || error.code !== 'token_refused') throw error
      refreshToken = undefined
      return undefined
    }
  }
  const request = async () =>
    (refreshToken === undefined ? undefined : await refresh(refreshToken)) ??
    (await read(await runDeviceFlow(flow)))
  // Without a refresh token, the person would be asked while the token is still valid.
  return new TokenManager(grant.tokenUrl, request, undefined, () => refreshToken !== undefined)
}

/** Lets the person confirm the device. Returns the response of the token endpoint that contains the token. */
async function runDeviceFlow(flow: DeviceFlow): Promise<BufferedResponse> {
  const { grant, client, context } = flow
  const verifier = oauth.generateRandomCodeVerifier()
  const startedAt = Date.now()
  const device = await requestDeviceCode(flow, verifier)
  const expiresAt = startedAt + device.expires_in * 1000
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
  const secrets = [device.device_code, verifier]
  for (let intervalS = device.interval ?? defaultIntervalS; ; ) {
    await sleep(intervalS * 1000, undefined)
    if (Date.now() >= expiresAt) throw confirmationError('expired_token')
    try {
      return await requestToken(grant, fields, client, { ...context, secrets })
    } catch (error) {
      const code = isPersonctlError(error) ? error.code : undefined
      if (code === 'slow_down') intervalS += slowDownS
      else if (code === 'expired_token' || code === 'access_denied') throw confirmationError(code)
      else if (code !== 'authorization_pending') throw error
    }
  }
}

const defaultIntervalS = 5
const slowDownS = 5

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
  const deviceGrant = { ...grant, tokenUrl: deviceAuthorizationUrl }
  const response = await requestToken(deviceGrant, fields, client, context)
  try {
    return await oauth.processDeviceAuthorizationResponse(
      { issuer: deviceAuthorizationUrl },
      { client_id: grant.clientId },
      Response.json(response.parse(), { status: 200 }),
    )
  } catch (error) {
    // The cause may hold the body of the response, and that the device code: only the sentence is used.
    const reason = error instanceof Error ? error.message : String(error)
    throw new InvalidResponseError(`${deviceAuthorizationUrl} sent no usable device code: ${reason}.`, {
      service: context.service,
      ...response.details,
      hint: 'Check the device authorization URL.',
    })
  }
}

function confirmationError(code: 'expired_token' | 'access_denied'): AuthenticationError {
  return new AuthenticationError(
    code === 'expired_token'
      ? 'The device was not confirmed in time.'
      : 'The device was refused in the browser.',
    { code, hint: 'Start again, and confirm the code that is shown.' },
  )
}
