// What tests do to a mock, a chapter each. Each says which status it has to get; whether the rest of an answer is right is
// for whoever tells the story to compare.
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

async function cisToken({ ask }, scope) {
  const json = scope === undefined ? grant : { ...grant, scope }
  return (await ask('POST', '/oauth/token', { json })).json.access_token
}
async function cernToken({ ask }) {
  const form = { ...grant, audience: 'authorization-service-api' }
  return (await ask('POST', '/auth/realms/cern/api-access/token', { form })).json.access_token
}
async function dabpToken({ ask }) {
  const form = { ...grant, scope: 'dabp_person_report' }
  return (await ask('POST', '/oauth/v1/token', { form })).json.access_token
}
/** The name of the session is in it, which is another each time. */
async function minted({ ask }, wish) {
  return (await ask('POST', '/__admin/tokens', { json: wish, expect: 201, isOfItsTime: true })).json.token
}
const addFault = ({ ask }, fault) => ask('POST', '/__admin/faults', { json: fault, expect: 201 })
const reset = ({ ask }, ...parts) => ask('POST', '/__admin/reset', { json: { parts }, expect: 204 })
const advance = ({ ask }, seconds) => ask('POST', '/__admin/clock/advance', { json: { seconds } })

/** Asks for each page of a list. */
async function walk({ ask }, token, first, nextOf, { expect } = {}) {
  for (let path = first; path !== undefined; ) path = nextOf((await ask('GET', path, { token, expect })).json)
}
const nextOfUsers =
  (query) =>
  ({ nextPage }) =>
    nextPage === null
      ? undefined
      : `/v2/users?${query}&nextPage=${encodeURIComponent(JSON.stringify(nextPage))}`
const nextOfRows = ({ pagination }) => pagination.next ?? undefined

async function profiles(story) {
  const { ask, random } = story
  const token = await cisToken(story, random.oneOf(scopes))
  for (const { email, username } of people) {
    await ask('GET', `/v2/user/primary_email/${email}?active=any`, { token })
    await ask('GET', `/v2/user/primary_username/${username}?filterDisplay=staff`, { token })
  }
  await ask('GET', '/v2/user/uuid/nobody', { token })
  await ask('GET', ada, { expect: 500 })
}

async function walkOfUsers(story) {
  const token = await cisToken(story, story.random.oneOf(scopes))
  const query = `active=${story.random.oneOf(['true', 'false'])}`
  await walk(story, token, `/v2/users?${query}`, nextOfUsers(query))
}

async function search(story) {
  const token = await cisToken(story)
  const list = '/v2/users/id/all'
  await story.ask('GET', `${list}?connectionMethod=${story.random.oneOf(['ad', 'github', 'email'])}`, {
    token,
  })
  await story.ask('GET', `${list}/by_attribute_contains?staff_information.staff=1&active=1`, { token })
}

async function documents({ ask }) {
  for (const name of ['mozilla-iam', 'openid-configuration', 'jwks.json', 'profile.schema'])
    await ask('GET', `/.well-known/${name}`)
  await ask('GET', '/auth/realms/cern/.well-known/openid-configuration')
  await ask('GET', '/v2')
}

async function groupsAtCern(story) {
  const { ask, random } = story
  const token = await cernToken(story)
  const query = random.oneOf([
    'limit=15',
    'limit=10&sort=displayName',
    'limit=12&filter=displayName:contains:a',
  ])
  await walk(story, token, `/api/v1.0/Group?${query}&field=displayName`, nextOfRows)
  for (const { upn } of people) await ask('GET', `/api/v1.0/Identity/${upn}/groups/recursive`, { token })
  await ask('GET', '/api/v1.0/Identity/nobody', { token, expect: 404 })
}

async function writesAtCern(story) {
  const { ask, random } = story
  const token = await cernToken(story)
  const name = `group-${random.below(1000)}-${story.asked()}`
  const json = { groupIdentifier: name, displayName: name, description: 'For a while' }
  await ask('POST', '/api/v1.0/Group', { token, json })
  const members = `/api/v1.0/Group/${name}/members/identities`
  await ask('POST', members, { token, json: people.map(({ upn }) => ({ id: upn })) })
  await ask('GET', `${members}?field=upn`, { token })
  await ask('DELETE', members, { token, json: ['ghopper'] })
  await ask('GET', `/api/v1.0/Identity/alovelace/isMemberRecursive/${name}`, { token })
  await ask('DELETE', `/api/v1.0/Group/${name}`, { token })
  await ask('GET', members, { token, expect: 404 })
}

async function report(story) {
  const { ask } = story
  const { uuid } = (await ask('GET', '/__admin/people/ada')).json
  const token = await dabpToken(story)
  await ask('GET', `/delegation/api/v2/people/${uuid}/report?skipUpdatingActivity=true`, { token })
  await ask('GET', `/delegation/api/v2/people/${uuid}/report`, { token })
  await ask('GET', '/delegation/api/v2/people/nobody/report', { token, expect: 404 })
  await ask('GET', '/__admin/people/ada')
}

async function device(story) {
  const { ask } = story
  const form = { client_id: 'demo-public', scope: 'openid' }
  const { device_code, verification_uri_complete } = (await ask('POST', `${openId}/auth/device`, { form }))
    .json
  const poll = (expect) => {
    const grantType = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code' }
    return ask('POST', `${openId}/token`, { form: { ...form, ...grantType, device_code }, expect })
  }
  await poll(400)
  await ask('GET', new URL(verification_uri_complete).href.replace(/^http:\/\/[^/]+/, ''))
  await advance(story, 10)
  const { json } = await poll(200)
  await ask('GET', `${openId}/userinfo`, { token: json.access_token })
  const refresh = { grant_type: 'refresh_token', refresh_token: json.refresh_token, client_id: 'demo-public' }
  await ask('POST', `${openId}/token`, { form: refresh })
}

async function signIn({ ask }) {
  const callback = 'https://app.example/callback'
  const query = { response_type: 'code', client_id: 'demo', redirect_uri: callback, scope: 'openid' }
  const { headers } = await ask('GET', `/oauth/v1/authorize?${new URLSearchParams(query)}`, { expect: 302 })
  const code = new URL(headers.location).searchParams.get('code')
  const form = { grant_type: 'authorization_code', code, redirect_uri: callback, ...credentials }
  await ask('POST', '/oauth/v1/token', { form })
  await ask('POST', '/oauth/v1/token', { form, expect: 400 })
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
  const { ask, random } = story
  const token = await cisToken(story)
  const [effect, status] = random.oneOf(faults)
  const match = random.oneOf([
    { operation: 'getUserByPrimaryEmail' },
    { path: '/v2/user/*' },
    { client: 'demo' },
  ])
  await addFault(story, { match, effect, after: 1, times: 2 })
  for (const expect of [200, status, status, 200]) await ask('GET', ada, { token, expect })
  await ask('GET', '/__admin/faults')
  await reset(story, 'faults')
}

async function walkThatBreaks(story) {
  const token = await cisToken(story)
  await addFault(story, { match: { operation: 'listUsers' }, effect: { type: 'reset' }, after: 2, times: 1 })
  const next = nextOfUsers('active=true')
  let path = '/v2/users?active=true'
  for (let page = 0; page < 2; page++) path = next((await story.ask('GET', path, { token })).json)
  await story.ask('GET', path, { token, expect: 'broken' })
  await walk(story, token, path, next)
}

async function expiry(story) {
  const { ask } = story
  const token = await cisToken(story)
  await ask('GET', ada, { token })
  await advance(story, 86_400)
  await ask('GET', ada, { token, expect: 500 })
  await advance(story, -86_400)
  await ask('GET', ada, { token })
}

async function changesOfPeople(story) {
  const { ask, random } = story
  const token = await cisToken(story)
  const email = `person-${random.below(1000)}-${story.asked()}@example.org`
  const attributes = { primary_email: email, first_name: 'Someone', 'staff_information.staff': true }
  await ask('POST', '/__admin/people', { json: { attributes }, expect: 201 })
  await ask('GET', `/v2/user/primary_email/${email}`, { token })
  const api = await minted(story, { service: 'cern' })
  await ask('GET', `/api/v1.0/Identity/by_email/${email}`, { token: api })
  await ask('PATCH', `/__admin/people/${email}`, { json: { attributes: { active: false } } })
  await ask('GET', `/v2/user/primary_email/${email}`, { token })
  await ask('DELETE', `/__admin/people/${email}`, { expect: 204 })
  await ask('GET', `/api/v1.0/Identity/by_email/${email}`, { token: api })
}

async function snapshots(story) {
  const { ask } = story
  const token = await cisToken(story)
  await ask('PUT', '/__admin/snapshots/before', { isOfItsTime: true })
  await ask('DELETE', '/__admin/people/ada', { expect: 204 })
  await ask('GET', ada, { token })
  await ask('POST', '/__admin/snapshots/before/restore', { expect: 204 })
  await ask('GET', ada, { token })
}

async function resets(story) {
  const token = await cisToken(story)
  await story.ask('DELETE', '/__admin/people/grace', { expect: 204 })
  await reset(story, story.random.oneOf(['people', 'groups']), 'activity', 'grants')
  await story.ask('GET', '/v2/user/primary_username/grace', { token })
  await reset(story, 'people')
}

async function flawedTokens(story) {
  const flaw = story.random.oneOf([
    'expired',
    'wrongAudience',
    'wrongSignature',
    'algorithmNone',
    'malformed',
  ])
  await story.ask('GET', ada, { token: await minted(story, { flaw }), expect: 500 })
  const token = await minted(story, { service: 'cern', flaw })
  await story.ask('GET', '/api/v1.0/Group?limit=1', { token, expect: 401 })
}

async function nonsense({ ask }) {
  await ask('GET', '/v2/usr/uuid/x', { expect: 404 })
  await ask('DELETE', ada, { expect: 405 })
  await ask('POST', '/oauth/token', { json: { ...grant, client_secret: 'wrong' }, expect: 401 })
  await ask('POST', '/oauth/token', { json: { ...grant, scope: 'x'.repeat(100_000) }, expect: 413 })
  await ask('POST', '/__admin/faults', { json: { effect: { type: 'resett' } }, expect: 400 })
  await ask('GET', '/__admin/nothing', { expect: 404 })
}

async function journal(story) {
  const { ask } = story
  await ask('GET', '/v2/version')
  await ask('GET', '/__admin/requests?limit=5', { isOfItsTime: true })
}

/** What is done in a session of one's own: the clock stands there, and nobody else comes. */
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
  flawedTokens,
  nonsense,
  journal,
]

/** Reads what nobody changes, while others put the session back to how it was, and let a client that is not this one fail. */
async function reads({ ask, random }) {
  const token = await sharedToken(ask)
  for (const { email } of people) await ask('GET', `/v2/user/primary_email/${email}`, { token })
  const query = `active=${random.oneOf(['true', 'false'])}`
  await walk({ ask }, token, `/v2/users?${query}`, nextOfUsers(query))
}

async function disturbs({ ask }) {
  const match = { client: 'somebody-else' }
  await ask('POST', '/__admin/faults', {
    json: { match, effect: { type: 'reset' } },
    expect: 201,
    isOfItsTime: true,
  })
  await ask('POST', '/__admin/reset', { expect: 204 })
  await ask('GET', '/__admin/people?limit=20')
  await ask('GET', '/__admin/sessions', { isOfItsTime: true })
  await ask('GET', '/__admin/openapi.json')
}

async function sharedToken(ask) {
  const answer = await ask('POST', '/oauth/token', { json: grant, isOfItsTime: true })
  return answer.json.access_token
}

/** What is done in the session that all share. */
export const sharedChapters = [reads, reads, reads, disturbs]
