import type { DeviceCode } from '@personctl/generated/cern'
import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import { baseUrlOf, queryOf } from '../../http/request.ts'
import type { ServiceCall } from '../../routing/router.ts'
import { setBounded } from '../../text/boundedMap.ts'
import type { ClientRegistry } from '../clients.ts'
import { OAuthError, parseCodeChallenge, readTokenParameters, type TokenParameters } from '../endpoints.ts'
import { assertionFailure, authenticateByAssertion } from '../signIn/clientAssertion.ts'
import type { SignInDeps } from '../signIn/signInServer.ts'
import type { SignInState } from '../signIn/signInState.ts'
import type { VerifiedClaims } from '../verify.ts'
import { openIdPath, type RealmDirectory, realmPath, realmScopes } from './realm.ts'

/** The dependencies of the realm. */
export interface KeycloakDeps extends Omit<SignInDeps, 'people' | 'state'> {
  readonly people: RealmDirectory
  readonly state: KeycloakState
  readonly tokenTtlSeconds: number
  /** Verifies a token of the realm for any audience. Rejects with InvalidTokenError. */
  readonly verify: (token: string) => Promise<VerifiedClaims>
}

/** The state of the realm between requests. */
export interface KeycloakState extends SignInState {
  readonly devices: Devices
}

/** Waiting devices by device code. */
type Devices = Map<string, Device>

/** A device that waits for confirmation. */
export interface Device {
  /** In milliseconds since 1970. */
  readonly expiresAt: number
  readonly userCode: string
  readonly clientId: string
  readonly audience: string
  readonly scope: string
  readonly codeChallenge: string | undefined
  readonly session: string
  /** The login of the person who confirmed the device, or `denied`. */
  readonly decision: { readonly upn: string } | 'denied' | undefined
  readonly intervalSeconds: number
  /** The time of the latest poll, in milliseconds since 1970. */
  readonly polledAt: number | undefined
}

const pagePath = `${realmPath}/device`

/** Serves the page on which a person confirms a device. */
export function confirmDevice({ request }: ServiceCall, deps: KeycloakDeps): Response {
  const { responses } = deps
  const query = queryOf(request.url)
  const userCode = query.get('user_code')
  if (userCode === null) return responses.html(devicePages.enterCode)
  const [page, status] = decideDevice(userCode, query, deps)
  return responses.html(devicePages[page], status)
}

/** The time a person has to confirm a device, in seconds. */
const deviceLifetimeSeconds = 600
const pollIntervalSeconds = 5
const slowDownSeconds = 5

/** Starts the flow: issues the codes for a device. */
export async function startDeviceFlow(request: Request, deps: KeycloakDeps): Promise<DeviceCode> {
  const { clients, clock, identifiers, state } = deps
  const parameters = await readTokenParameters(request, ['form'])
  const client = await authenticateClient(request, parameters, deps)
  grantRealmScopes(client, parameters.scope, clients)
  const codeChallenge = parseCodeChallenge(parameters)
  const deviceCode = identifiers.hexadecimal(64)
  const userCode = `${identifiers.letters(4)}-${identifiers.letters(4)}`
  setBounded(state.devices, deviceCode, {
    userCode,
    clientId: client.id,
    audience: parameters.audience ?? client.id,
    scope: parameters.scope ?? '',
    codeChallenge,
    session: identifiers.uuid(),
    decision: undefined,
    intervalSeconds: pollIntervalSeconds,
    polledAt: undefined,
    expiresAt: clock.now() + deviceLifetimeSeconds * 1000,
  })
  const page = `${baseUrlOf(request.url)}${pagePath}`
  return {
    device_code: deviceCode,
    user_code: userCode,
    verification_uri: page,
    verification_uri_complete: `${page}?user_code=${userCode}`,
    expires_in: deviceLifetimeSeconds,
    interval: pollIntervalSeconds,
  }
}

/** Opening the page with a code is the decision: one click for a person, one request for a test. */
function decideDevice(
  userCode: string,
  query: URLSearchParams,
  { clock, people, state }: KeycloakDeps,
): [page: DevicePage, status: number] {
  const [code, device] = findWaitingDevice(state.devices, userCode, clock.now()) ?? []
  if (code === undefined || device === undefined) return ['unknownCode', 400]
  if (query.has('deny')) {
    state.devices.set(code, { ...device, decision: 'denied' })
    return ['denied', 200]
  }
  const login = query.get('login_hint')
  const person = login ? people.find(login) : people.first
  if (person === undefined) return ['unknownPerson', 404]
  state.devices.set(code, { ...device, decision: { upn: person.login } })
  return ['confirmed', 200]
}

/** Returns the waiting device with this user code, and its device code. Case and hyphens are ignored. */
function findWaitingDevice(
  devices: Devices,
  enteredCode: string,
  now: number,
): readonly [deviceCode: string, device: Device] | undefined {
  const userCode = normalizeUserCode(enteredCode)
  for (const [code, device] of devices)
    if (
      normalizeUserCode(device.userCode) === userCode &&
      device.expiresAt > now &&
      device.decision === undefined
    )
      return [code, device]
  return undefined
}

const normalizeUserCode = (code: string): string => code.toUpperCase().replaceAll(/[^A-Z]/g, '')

// A timer may fire slightly early.
const earlyMs = 100

/** Returns the device after another poll. After a poll that came too early, it has to wait five seconds longer. */
export function recordPoll(device: Device, now: number): { device: Device; tooEarly: boolean } {
  const { polledAt, intervalSeconds } = device
  const tooEarly = polledAt !== undefined && now - polledAt < intervalSeconds * 1000 - earlyMs
  return {
    tooEarly,
    device: {
      ...device,
      polledAt: now,
      intervalSeconds: tooEarly ? intervalSeconds + slowDownSeconds : intervalSeconds,
    },
  }
}

/**
 * Returns the client that sent a request.
 *
 * @throws {OAuthError} `invalid_client` for an unknown id, `unauthorized_client` for a wrong secret, as in Keycloak
 */
export async function authenticateClient(
  request: Request,
  parameters: TokenParameters,
  deps: KeycloakDeps,
): Promise<ClientRegistration> {
  if (parameters.client_assertion !== undefined) {
    const origin = baseUrlOf(request.url)
    const audiences = [realmPath, ...assertionEndpoints].map((path) => `${origin}${path}`)
    const client = await authenticateByAssertion(parameters, audiences, deps)
    if (client !== undefined) return client
    throw new OAuthError(
      401,
      'invalid_client',
      'Invalid client or Invalid client credentials',
      {},
      assertionFailure,
    )
  }
  const { client, isKnown, failure } = deps.clients.authenticate(
    request.headers.get('authorization'),
    parameters,
  )
  if (client !== undefined) return client
  throw new OAuthError(
    401,
    isKnown ? 'unauthorized_client' : 'invalid_client',
    'Invalid client or Invalid client credentials',
    {},
    failure,
  )
}

/** The endpoints that a client assertion may name as its audience, beside the issuer. */
const assertionEndpoints = [
  `${openIdPath}/token`,
  `${openIdPath}/token/introspect`,
  `${openIdPath}/auth/device`,
  `${realmPath}/api-access/token`,
]

/**
 * Returns the scopes of a request: those that it names. The realm adds none that are visible.
 *
 * @throws {OAuthError} for a scope that the realm does not have
 */
export function grantRealmScopes(
  client: ClientRegistration,
  requested: string | undefined,
  clients: ClientRegistry,
): readonly string[] {
  const allowed = client.scopes && { ...client, scopes: [...client.scopes, ...realmScopes] }
  const { granted, rejected } = clients.grantScopes(allowed ?? client, requested ?? '', realmScopes)
  if (rejected.length > 0) throw new OAuthError(400, 'invalid_scope', `Invalid scopes: ${requested}`)
  return granted
}

type DevicePage = 'enterCode' | 'unknownCode' | 'unknownPerson' | 'confirmed' | 'denied'

/** The pages on which a person confirms a device. Plain ASCII without a script. */
const devicePages: Readonly<Record<DevicePage, string>> = {
  enterCode: devicePage(
    'Device login',
    `<form>
<p><label>Code <input name="user_code" required autofocus></label></p>
<p><label>Sign in as <input name="login_hint" placeholder="the first person"></label></p>
<p><button>Confirm</button> <button name="deny" value="true">Refuse</button></p>
</form>`,
  ),
  unknownCode: devicePage(
    'Device login',
    '<p>No device waits for this code. Codes are good for ten minutes, and once.</p>',
  ),
  unknownPerson: devicePage(
    'Device login',
    '<p>Nobody who may sign in has this login or e-mail address.</p>',
  ),
  confirmed: devicePage(
    'Device login successful',
    '<p>You may close this window and go back to your device.</p>',
  ),
  denied: devicePage('Device login refused', '<p>The device gets no access.</p>'),
}

function devicePage(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<title>${title}</title>
<h1>${title}</h1>
${body}
</html>
`
}
