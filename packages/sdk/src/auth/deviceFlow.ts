import * as oauth from 'oauth4webapi'
import { sleep } from '../http/cancellation.ts'
import { AuthenticationError, InvalidResponseError, isPersonctlError } from '../http/errors/index.ts'
import type { ReceivedAnswer } from '../http/receivedAnswer.ts'
import type { AuthenticationContext } from './authentication.ts'
import type { ClientIdentity } from './clientRequest.ts'
import { askTokenEndpoint, type TokenGrant } from './tokenRequest.ts'

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
export interface DeviceFlow {
  grant: TokenGrant
  deviceAuthorizationUrl: string
  client: ClientIdentity
  context: AuthenticationContext
  prompt(details: DevicePrompt): void | Promise<void>
}

const defaultIntervalS = 5
const slowDownS = 5

/** Has a person confirm the device: gives the answer of the token endpoint that has the token in it. */
export async function runDeviceFlow(flow: DeviceFlow): Promise<ReceivedAnswer> {
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
