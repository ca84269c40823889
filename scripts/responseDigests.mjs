// Prints a line for each of a fixed set of requests to the mock: the digest of the whole response, and the request.
// The lines are the same on every machine and every Node.js, since the same seed gives the same bytes.
import { createHash } from 'node:crypto'

// Tokens contain the time at which they were issued.
const RealDate = Date
const now = RealDate.UTC(2026, 0, 2, 3, 4, 5)
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [now] : parts))
  }
  static now() {
    return now
  }
}

const { createApp } = await import('../packages/mock-server/dist/app.mjs')
const origin = 'http://mock.test'

/** Creates a mock and returns a function that sends it a request, prints the digest and returns the body. */
function createMock(name, options) {
  const app = createApp(options)
  return async function send(path, init) {
    const response = await app(new Request(origin + path, init))
    const body = await response.text()
    const headers = [...response.headers].map((header) => header.join(': '))
    const digest = createHash('sha256')
      .update([response.status, ...headers, '', body].join('\n'))
      .digest('hex')
    console.log(digest, name, init?.method ?? 'GET', path, init?.label ?? '')
    return body
  }
}

const scopes = {
  all: undefined,
  none: '',
  public: 'display:public',
  staff: 'classification:mozilla_confidential display:ndaed display:none search:all',
  groups: 'classification:workgroup display:vouched display:none',
}

async function sendEverything(send) {
  for (const path of ['/', '/v2', '/v2/version', '/no/such/route', '/__admin/health']) await send(path)
  for (const document of ['mozilla-iam', 'openid-configuration', 'jwks.json', 'profile.schema'])
    await send(`/.well-known/${document}`)
  await send('/oauth/token', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } })
  const people = new Set()
  for (const [label, scope] of Object.entries(scopes)) {
    const grant = { grant_type: 'client_credentials', client_id: 'demo', client_secret: 'demo-secret', scope }
    const headers = { 'content-type': 'application/json' }
    const granted = await send('/oauth/token', {
      method: 'POST',
      headers,
      body: JSON.stringify(grant),
      label,
    })
    const authorization = `Bearer ${JSON.parse(granted).access_token}`
    const seen = await sendToCis((path) => send(path, { headers: { authorization }, label }))
    for (const { uuid } of seen) if (uuid) people.add(uuid.value)
  }
  const api = { audience: 'authorization-service-api' }
  await sendToCern(await withToken(send, '/auth/realms/cern/api-access/token', api))
  const getReport = await withToken(send, '/oauth/v1/token', { scope: 'dabp_person_report' })
  for (const person of [...people, 'nobody']) await getReport(`/delegation/api/v2/people/${person}/report`)
}

async function withToken(send, path, parameters) {
  const grant = {
    grant_type: 'client_credentials',
    client_id: 'demo',
    client_secret: 'demo-secret',
    ...parameters,
  }
  const granted = await send(path, { method: 'POST', body: new URLSearchParams(grant) })
  const headers = { authorization: `Bearer ${JSON.parse(granted).access_token}` }
  return (path) => send(path, { headers })
}

async function sendToCis(get) {
  const everybody = []
  for (let query = ''; query !== undefined; ) {
    const { Items, nextPage } = JSON.parse(await get(`/v2/users${query}`))
    everybody.push(...Items)
    query = nextPage ? `?nextPage=${encodeURIComponent(JSON.stringify(nextPage))}` : undefined
  }
  const key = (value) => encodeURIComponent(encodeURIComponent(value ?? 'nobody'))
  for (const person of everybody) {
    await get(`/v2/user/user_id/${key(person.user_id?.value)}?active=any`)
    await get(`/v2/user/uuid/${key(person.uuid?.value)}`)
    await get(`/v2/user/primary_username/${key(person.primary_username?.value)}?active=any`)
  }
  for (const email of ['ada.lovelace', 'grace.hopper', 'charles.babbage', 'nobody'])
    for (const query of ['', '?active=any', '?filterDisplay=vouched'])
      await get(`/v2/user/primary_email/${email}@example.org${query}`)
  for (const method of ['ad', 'github', 'email', 'nothing'])
    await get(`/v2/users/id/all?connectionMethod=${method}&active=any`)
  for (const search of ['staff_information.staff=1', 'access_information.ldap=nobody', 'not_there=1'])
    for (const more of ['&active=any', '&active=any&fullProfiles=1'])
      await get(`/v2/users/id/all/by_attribute_contains?${search}${more}`)
  return everybody
}

async function sendToCern(get) {
  await get('/auth/realms/cern/.well-known/openid-configuration')
  await get('/auth/realms/cern/protocol/openid-connect/certs')
  const lists = {}
  for (const list of ['Identity', 'Group', 'Application', 'Account', 'ExtendedAccount'])
    lists[list] = await walk(get, `/api/v1.0/${list}?limit=15`)
  for (const { id, upn } of lists.Identity) {
    await get(`/api/v1.0/Identity/${id ?? upn}`)
    await get(`/api/v1.0/Identity/${id ?? upn}/groups/recursive`)
  }
  for (const { groupIdentifier } of lists.Group) {
    await get(`/api/v1.0/Group/${groupIdentifier}?field=displayName&field=owner`)
    await get(`/api/v1.0/Group/${groupIdentifier}/members/identities/recursive`)
  }
  for (const { id } of lists.Application) await get(`/api/v1.0/Application/${id}/roles`)
  for (const query of [
    'filter=displayName:contains:a',
    'sort=displayName',
    'offset=3&limit=2',
    'field=nothing',
  ])
    await get(`/api/v1.0/Group?${query}`)
}

async function walk(get, first) {
  const rows = []
  for (let path = first; path !== undefined; ) {
    const { data, pagination } = JSON.parse(await get(path))
    rows.push(...data)
    path = pagination?.next?.replace(origin, '') ?? undefined
  }
  return rows
}

await sendEverything(createMock('seed=1', { people: 40 }))
await sendEverything(
  createMock('seed=2,documented', { people: 40, seed: 2, conformance: 'documented', pageSize: 7 }),
)
