// What tests do with a mock, one job a chapter. A chapter knows the status of each response; the caller compares the rest.
const credentials = { client_id: 'demo', client_secret: 'demo-secret' }
const scopes = [
  undefined,
  '',
  'display:public',
  'classification:mozilla_confidential display:ndaed display:none search:all',
  'classification:workgroup display:vouched display:none',
]
const people = [
  { email: 'ada.lovelace@example.org', username: 'ada', upn: 'alovelace' },
  { email: 'grace.hopper@example.org', username: 'grace', upn: 'ghopper' },
  { email: 'charles.babbage@example.org', username: 'charles', upn: 'cbabbage' },
]
const ada = '/v2/user/primary_email/ada.lovelace@example.org'
const openId = '/auth/realms/cern/protocol/openid-connect'

const grant = { grant_type: 'client_credentials', ...credentials }

async function cisToken({ send }, scope) {
  const json = scope === undefined ? grant : { ...grant, scope }
  return (await send('POST', '/oauth/token', { json })).json.access_token
}
async function cernToken({ send }) {
  const form = { ...grant, audience: 'authorization-service-api' }
  return (await send('POST', '/auth/realms/cern/api-access/token', { form })).json.access_token
}
async function dabpToken({ send }) {
  const form = { ...grant, scope: 'dabp_person_report' }
  return (await send('POST', '/oauth/v1/token', { form })).json.access_token
}
async function mintToken({ send }, parameters) {
  return (await send('POST', '/__admin/tokens', { json: parameters, expect: 201 })).json.token
}
const addFault = ({ send }, fault) => send('POST', '/__admin/faults', { json: fault, expect: 201 })
const reset = ({ send }, ...parts) => send('POST', '/__admin/reset', { json: { parts }, expect: 204 })
const advance = ({ send }, seconds) => send('POST', '/__admin/clock/advance', { json: { seconds } })

/** Requests each page of a list. */
async function walk({ send }, token, first, nextOf, { expect } = {}) {
  for (let path = first; path !== undefined; )
    path = nextOf((await send('GET', path, { token, expect })).json)
}
const nextOfUsers =
  (query) =>
  ({ nextPage }) =>
    nextPage === null
      ? undefined
      : `/v2/users?${query}&nextPage=${encodeURIComponent(JSON.stringify(nextPage))}`
const nextOfRows = ({ pagination }) => pagination.next ?? undefined

async function profiles(story) {
  const { send, random } = story
  const token = await cisToken(story, random.oneOf(scopes))
  for (const { email, username } of people) {
    await send('GET', `/v2/user/primary_email/${email}?active=any`, { token })
    await send('GET', `/v2/user/primary_username/${username}?filterDisplay=staff`, { token })
  }
  await send('GET', '/v2/user/uuid/nobody', { token })
  await send('GET', ada, { expect: 500 })
}

async function walkOfUsers(story) {
  const token = await cisToken(story, story.random.oneOf(scopes))
  const query = `active=${story.random.oneOf(['true', 'false'])}`
  await walk(story, token, `/v2/users?${query}`, nextOfUsers(query))
}

async function search(story) {
  const token = await cisToken(story)
  const list = '/v2/users/id/all'
  await story.send('GET', `${list}?connectionMethod=${story.random.oneOf(['ad', 'github', 'email'])}`, {
    token,
  })
  await story.send('GET', `${list}/by_attribute_contains?staff_information.staff=1&active=1`, { token })
}

async function documents({ send }) {
  for (const name of ['mozilla-iam', 'openid-configuration', 'jwks.json', 'profile.schema'])
    await send('GET', `/.well-known/${name}`)
  await send('GET', '/auth/realms/cern/.well-known/openid-configuration')
  await send('GET', '/v2')
}

async function groupsAtCern(story) {
  const { send, random } = story
  const token = await cernToken(story)
  const query = random.oneOf([
    'limit=15',
    'limit=10&sort=displayName',
    'limit=12&filter=displayName:contains:a',
  ])
  await walk(story, token, `/api/v1.0/Group?${query}&field=displayName`, nextOfRows)
  for (const { upn } of people) await send('GET', `/api/v1.0/Identity/${upn}/groups/recursive`, { token })
  await send('GET', '/api/v1.0/Identity/nobody', { token, expect: 404 })
}

async function writesAtCern(story) {
  const { send, random } = story
  const token = await cernToken(story)
  const name = `group-${random.below(1000)}-${story.sent()}`
  const json = { groupIdentifier: name, displayName: name, description: 'For a while' }
  await send('POST', '/api/v1.0/Group', { token, json })
  const members = `/api/v1.0/Group/${name}/members/identities`
  await send('POST', members, { token, json: people.map(({ upn }) => ({ id: upn })) })
  await send('GET', `${members}?field=upn`, { token })
  await send('DELETE', members, { token, json: ['ghopper'] })
  await send('GET', `/api/v1.0/Identity/alovelace/isMemberRecursive/${name}`, { token })
  await send('DELETE', `/api/v1.0/Group/${name}`, { token })
  await send('GET', members, { token, expect: 404 })
}

async function report(story) {
  const { send } = story
  const { uuid } = (await send('GET', '/__admin/people/ada')).json
  const token = await dabpToken(story)
  await send('GET', `/delegation/api/v2/people/${uuid}/report?skipUpdatingActivity=true`, { token })
  await send('GET', `/delegation/api/v2/people/${uuid}/report`, { token })
  await send('GET', '/delegation/api/v2/people/nobody/report', { token, expect: 404 })
  await send('GET', '/__admin/people/ada')
}

async function device(story) {
  const { send } = story
  const form = { client_id: 'demo-public', scope: 'openid' }
  const { device_code, verification_uri_complete } = (await send('POST', `${openId}/auth/device`, { form }))
    .json
  const poll = (expect) => {
    const grantType = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code' }
    return send('POST', `${openId}/token`, { form: { ...form, ...grantType, device_code }, expect })
  }
  await poll(400)
  await send('GET', new URL(verification_uri_complete).href.replace(/^http:\/\/[^/]+/, ''))
  await advance(story, 10)
  const { json } = await poll(200)
  await send('GET', `${openId}/userinfo`, { token: json.access_token })
  const refresh = { grant_type: 'refresh_token', refresh_token: json.refresh_token, client_id: 'demo-public' }
  await send('POST', `${openId}/token`, { form: refresh })
}

async function signIn({ send }) {
  const callback = 'https://app.example/callback'
  const query = { response_type: 'code', client_id: 'demo', redirect_uri: callback, scope: 'openid' }
  const { headers } = await send('GET', `/oauth/v1/authorize?${new URLSearchParams(query)}`, { expect: 302 })
  const code = new URL(headers.location).searchParams.get('code')
  const form = { grant_type: 'authorization_code', code, redirect_uri: callback, ...credentials }
  await send('POST', '/oauth/v1/token', { form })
  await send('POST', '/oauth/v1/token', { form, expect: 400 })
}

const faults = [
  [{ type: 'status', status: 503, body: { message: 'later' } }, 503],
  [{ type: 'rateLimit', retryAfterSeconds: 7 }, 429],
  [{ type: 'delay', delayMs: 5 }, 200],
  [{ type: 'reset' }, 'broken'],
  [{ type: 'truncate' }, 'broken'],
  [{ type: 'truncatedJson' }, 200],
  [{ type: 'malformedJson' }, 200],
  [{ type: 'rejectedToken' }, 500],
  [{ type: 'expiredToken' }, 500],
]

async function failures(story) {
  const { send, random } = story
  const token = await cisToken(story)
  const [effect, status] = random.oneOf(faults)
  const match = random.oneOf([
    { operation: 'getUserByPrimaryEmail' },
    { path: '/v2/user/*' },
    { client: 'demo' },
  ])
  await addFault(story, { match, effect, after: 1, times: 2 })
  for (const expect of [200, status, status, 200]) await send('GET', ada, { token, expect })
  await send('GET', '/__admin/faults')
  await reset(story, 'faults')
}

async function walkThatBreaks(story) {
  const token = await cisToken(story)
  await addFault(story, { match: { operation: 'listUsers' }, effect: { type: 'reset' }, after: 2, times: 1 })
  const next = nextOfUsers('active=true')
  let path = '/v2/users?active=true'
  for (let page = 0; page < 2; page++) path = next((await story.send('GET', path, { token })).json)
  await story.send('GET', path, { token, expect: 'broken' })
  await walk(story, token, path, next)
}

async function expiry(story) {
  const { send } = story
  const token = await cisToken(story)
  await send('GET', ada, { token })
  await advance(story, 86_400)
  await send('GET', ada, { token, expect: 500 })
  await advance(story, -86_400)
  await send('GET', ada, { token })
}

async function changesOfPeople(story) {
  const { send, random } = story
  const token = await cisToken(story)
  const email = `person-${random.below(1000)}-${story.sent()}@example.org`
  const attributes = { primary_email: email, first_name: 'Someone', 'staff_information.staff': true }
  await send('POST', '/__admin/people', { json: { attributes }, expect: 201 })
  await send('GET', `/v2/user/primary_email/${email}`, { token })
  const api = await mintToken(story, { service: 'cern' })
  await send('GET', `/api/v1.0/Identity/by_email/${email}`, { token: api })
  await send('PATCH', `/__admin/people/${email}`, { json: { attributes: { active: false } } })
  await send('GET', `/v2/user/primary_email/${email}`, { token })
  await send('DELETE', `/__admin/people/${email}`, { expect: 204 })
  await send('GET', `/api/v1.0/Identity/by_email/${email}`, { token: api })
}

async function snapshots(story) {
  const { send } = story
  const token = await cisToken(story)
  await send('PUT', '/__admin/snapshots/before', { varies: true })
  await send('DELETE', '/__admin/people/ada', { expect: 204 })
  await send('GET', ada, { token })
  await send('POST', '/__admin/snapshots/before/restore', { expect: 204 })
  await send('GET', ada, { token })
}

async function resets(story) {
  const token = await cisToken(story)
  await story.send('DELETE', '/__admin/people/grace', { expect: 204 })
  await reset(story, story.random.oneOf(['people', 'groups']), 'activity', 'grants')
  await story.send('GET', '/v2/user/primary_username/grace', { token })
  await reset(story, 'people')
}

async function faultyTokens(story) {
  const flaw = story.random.oneOf([
    'expired',
    'wrongAudience',
    'wrongSignature',
    'algorithmNone',
    'malformed',
  ])
  await story.send('GET', ada, { token: await mintToken(story, { flaw }), expect: 500 })
  const token = await mintToken(story, { service: 'cern', flaw })
  await story.send('GET', '/api/v1.0/Group?limit=1', { token, expect: 401 })
}

async function invalidRequests({ send }) {
  await send('GET', '/v2/usr/uuid/x', { expect: 404 })
  await send('DELETE', ada, { expect: 405 })
  await send('POST', '/oauth/token', { json: { ...grant, client_secret: 'wrong' }, expect: 401 })
  await send('POST', '/oauth/token', { json: { ...grant, scope: 'x'.repeat(100_000) }, expect: 413 })
  await send('POST', '/__admin/faults', { json: { effect: { type: 'resett' } }, expect: 400 })
  await send('GET', '/__admin/nothing', { expect: 404 })
}

async function journal(story) {
  const { send } = story
  await send('GET', '/v2/version')
  await send('GET', '/__admin/requests?limit=5', { varies: true })
}

/** Chapters for a session of one story, whose clock stands still. */
export const privateChapters = [
  profiles,
  walkOfUsers,
  search,
  documents,
  groupsAtCern,
  writesAtCern,
  report,
  device,
  signIn,
  failures,
  walkThatBreaks,
  expiry,
  changesOfPeople,
  snapshots,
  resets,
  faultyTokens,
  invalidRequests,
  journal,
]

/** Reads what no story changes, while others reset the session and add faults for another client. */
async function reads({ send, random }) {
  const token = await sharedToken(send)
  for (const { email } of people) await send('GET', `/v2/user/primary_email/${email}`, { token })
  const query = `active=${random.oneOf(['true', 'false'])}`
  await walk({ send }, token, `/v2/users?${query}`, nextOfUsers(query))
}

async function disturb({ send }) {
  const match = { client: 'somebody-else' }
  await send('POST', '/__admin/faults', {
    json: { match, effect: { type: 'reset' } },
    expect: 201,
    varies: true,
  })
  await send('POST', '/__admin/reset', { expect: 204 })
  await send('GET', '/__admin/people?limit=20')
  await send('GET', '/__admin/sessions', { varies: true })
  await send('GET', '/__admin/openapi.json')
}

async function sharedToken(send) {
  const response = await send('POST', '/oauth/token', { json: grant, varies: true })
  return response.json.access_token
}

/** Chapters for the session that stories share. */
export const sharedChapters = [reads, reads, reads, disturb]
