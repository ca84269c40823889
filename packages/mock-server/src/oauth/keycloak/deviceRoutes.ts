import { baseUrlOf, queryOf } from '../../http/requestTarget.ts'
import type { DeviceCode } from '../../openapi/cern.generated.ts'
import { codeChallengeOf } from '../codeChallenge.ts'
import { remember } from '../memory.ts'
import type { ServerRoutes } from '../serverRoutes.ts'
import { readTokenParameters } from '../tokenParameters.ts'
import { addTokenRoute } from '../tokenRoute.ts'
import type { DevicePage } from './devicePages.ts'
import { devicePages } from './devicePages.ts'
import { deviceLifetimeSeconds, deviceOfUserCode, pollIntervalSeconds } from './devices.ts'
import { knownClient } from './knownClient.ts'
import type { KeycloakParts } from './parts.ts'
import { openIdPath, realmPath } from './realm.ts'

const pagePath = `${realmPath}/device`

/** Where a device gets its code, and where a person confirms it. */
export function addDeviceRoutes(routes: ServerRoutes<KeycloakParts>): void {
  addTokenRoute(routes, `${openIdPath}/auth/device`, newDevice)
  routes.get(pagePath, ({ req, env }) => {
    const { responder } = env
    const query = queryOf(req.url)
    const userCode = query.get('user_code')
    if (userCode === null) return responder.html(devicePages.enterCode)
    const [page, status] = decided(userCode, query, env)
    return responder.html(devicePages[page], status)
  })
}

async function newDevice(
  request: Request,
  { clients, clock, identifiers, state }: KeycloakParts,
): Promise<DeviceCode> {
  const parameters = await readTokenParameters(request, ['form'])
  const client = knownClient(clients, request.headers.get('authorization'), parameters)
  const codeChallenge = codeChallengeOf(parameters)
  const deviceCode = identifiers.hexadecimal(64)
  const userCode = `${identifiers.letters(4)}-${identifiers.letters(4)}`
  remember(state.devices, deviceCode, {
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

/** Whoever opens the page with a code has decided: the one click of a person, and the one request of a test. */
function decided(
  userCode: string,
  query: URLSearchParams,
  { clock, directory, state }: KeycloakParts,
): [page: DevicePage, status: number] {
  const [code, device] = deviceOfUserCode(state.devices, userCode, clock.now()) ?? []
  if (code === undefined || device === undefined) return ['unknownCode', 400]
  if (query.has('deny')) {
    state.devices.set(code, { ...device, decision: 'denied' })
    return ['denied', 200]
  }
  const login = query.get('login_hint')
  const person = login ? directory.person(login) : directory.defaultPerson
  if (person === undefined) return ['unknownPerson', 404]
  state.devices.set(code, { ...device, decision: { upn: person.upn } })
  return ['confirmed', 200]
}
