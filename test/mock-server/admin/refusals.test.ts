import type { TokenWish } from '@personctl/generated/admin'
import { startMockServer } from '@personctl/mock-server'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ada, bearer, type World, worlds } from '../helpers/worlds.ts'

const cernToken = '/auth/realms/cern/protocol/openid-connect/token'
const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange'

describe.each(worlds)('%s', (_, start) => {
  /** Returns the status and the reason of the latest request. */
  const latest = async ({ admin }: World) => {
    const { requests } = await admin.requests.list()
    const { status, refusal } = requests.at(-1) ?? expect.fail()
    return [status, refusal?.code, refusal?.description]
  }

  const mint = async ({ admin }: World, wish: TokenWish) => `Bearer ${(await admin.tokens.mint(wish)).token}`

  const unreadable = 'Unable to parse authentication token.'
  const claims = 'incorrect claims,please check the audience and issuer'
  test.each<[wish: TokenWish, code: string, description: RegExp]>([
    [
      { flaw: 'expired' },
      'token_expired',
      /^token is expired: since 20.*Z, by the clock of the session it is 20.*Z$/,
    ],
    [
      { flaw: 'wrongSignature' },
      'invalid_header',
      /^Unable to parse authentication token\.: the signature is wrong$/,
    ],
    [{ flaw: 'algorithmNone' }, 'invalid_header', /^Unable to parse authentication token\.: /],
    [{ flaw: 'malformed' }, 'invalid_header', /^Unable to parse authentication token\.: /],
    [{ flaw: 'unknownKey' }, 'invalid_header', /^Unable to find appropriate key: the kid is ".+"$/],
    [
      { flaw: 'notYetValid' },
      'invalid_claims',
      /^incorrect claims.*: "nbf" claim timestamp check failed: \d+$/,
    ],
    [
      { flaw: 'wrongIssuer' },
      'invalid_claims',
      /^incorrect claims.*: the issuer is "http.+", expected is the URL/,
    ],
    [
      { audience: 'elsewhere' },
      'invalid_claims',
      /^incorrect claims.*: the audience is "elsewhere", accepted is /,
    ],
  ])('the journal says at each service why a token %j is rejected', async (wish, code, description) => {
    const world = await start()
    const requests = [
      ['cis', 500, ada],
      ['cern', 401, '/api/v1.0/Group'],
      ['dabp', 401, '/delegation/api/v2/people/x/report'],
    ] as const
    for (const [service, status, path] of requests) {
      await world.get(path, await mint(world, { service, ...wish }))
      const told = await latest(world)
      expect(told.slice(0, 2)).toEqual([status, code])
      // The mistake is the same; only CIS has the words of its source.
      const words = [unreadable, claims, 'Unable to find appropriate key', 'token is expired']
      const [head, detail] = String(told[2]).split(/: (.*)/s)
      expect(words.includes(head ?? '')).toBe(service === 'cis')
      const ofCis = words.find((one) => description.test(`${one}: ${detail}`))
      expect(ofCis, `${head}: ${detail}`).toBeDefined()
    }
  })

  test('the journal names the accepted audiences of a token for another service', async () => {
    const world = await start()
    await world.get('/api/v1.0/Group', await mint(world, { service: 'cern', audience: 'my-app' }))
    const detail = 'the audience is "my-app", accepted is authorization-service-api'
    expect(await latest(world)).toEqual([
      401,
      'invalid_claims',
      `The token is not valid for this service: ${detail}`,
    ])
  })

  test('the journal says that a token has expired which was accepted before', async () => {
    const world = await start()
    const authorization = await bearer(world)
    await world.get(ada, authorization)
    expect(await latest(world)).toEqual([200, undefined, undefined])
    await world.admin.clock.freeze('2040-01-01T00:00:00Z')
    await world.get(ada, authorization)
    expect(await latest(world)).toEqual([
      500,
      'token_expired',
      expect.stringMatching(/since 20.*, by the clock of the session it is 2040-01-01T00:00:00.000Z$/),
    ])
  })

  test.each([
    ['cern', cernToken],
    ['dabp', '/oauth/api/v2/token'],
  ] as const)(
    'the journal says why %s finds a token not active, and the response does not',
    async (service, path) => {
      const world = await start()
      const introspect = async (token: string) => {
        const body = new URLSearchParams({ client_id: 'demo', client_secret: 'demo-secret', token })
        return (await world.fetch(`${world.url}${path}/introspect`, { method: 'POST', body })).json()
      }
      const { token: valid } = await world.admin.tokens.mint({ service })
      expect(await introspect(valid)).toMatchObject({ active: true })
      expect(await latest(world)).toEqual([200, undefined, undefined])
      const { token: ofPerson } = await world.admin.tokens.mint({ service, user: 'ada.lovelace@example.org' })
      await world.admin.people.deactivate('ada')
      const { token: expired } = await world.admin.tokens.mint({ service, flaw: 'expired' })
      const { token: id } = await world.admin.tokens.mint({
        service,
        kind: 'id',
        user: 'grace.hopper@example.org',
      })
      for (const [token, code, description] of [
        ['nonsense', 'invalid_header', /it is not a JWT$/],
        [expired, 'token_expired', /: since 20/],
        [id, 'invalid_claims', /ID/],
        [ofPerson, 'invalid_claims', /may no longer sign in$/],
      ] as const) {
        expect(await introspect(token)).toEqual({ active: false })
        expect(await latest(world)).toEqual([200, code, expect.stringMatching(description)])
      }
    },
  )

  test.each([
    [undefined, 'authorization_header_missing', 'Authorization header is expected'],
    ['Bearer', 'invalid_header', 'Token not found'],
    ['Basic eDp5', 'invalid_header', 'Authorization header must start with Bearer'],
    ['Bearer a b', 'invalid_header', 'Authorization header must be Bearer token'],
    ['Bearer hello', 'invalid_header', `${unreadable}: it is not a JWT`],
  ])('the journal says why the Authorization header %j is rejected', async (header, code, description) => {
    const world = await start()
    await world.get('/v2/users', header)
    expect(await latest(world)).toEqual([500, code, description])
  })

  const scopeMissing = 'This endpoint may only be queried using search:all'
  test.each([
    ['/v2/users?nextPage=', 500, 'next_page_invalid', 'nextPage is not JSON'],
    [
      '/v2/users?nextPage={}',
      500,
      'next_page_invalid',
      'nextPage is not an object with the one member id, a user id',
    ],
    ['/v2/users/id/all', 500, 'connection_method_missing', 'The query has no connectionMethod'],
    [
      '/v2/users/id/all/by_attribute_contains',
      500,
      'search_attribute_missing',
      'The query has no attribute to search by',
    ],
    ['/v2/nowhere', 404, 'not_found', 'The service does not have this path'],
  ])('the journal says why CIS fails at %s', async (path, status, code, description) => {
    const world = await start()
    await world.get(path, await bearer(world))
    expect(await latest(world)).toEqual([status, code, description])
  })

  test('the journal names the scope that a search lacks', async () => {
    const world = await start()
    const authorization = await mint(world, { scopes: ['display:all'] })
    await world.get('/v2/users/id/all/by_attribute_contains?staff_information.staff=true', authorization)
    expect(await latest(world)).toEqual([500, 'scope_missing', scopeMissing])
  })

  test('the journal names the method that a service does not have', async () => {
    const world = await start()
    for (const path of ['/v2/users/id/all', '/api/v1.0/Group', '/delegation/api/v2/people/x/report']) {
      await world.fetch(world.url + path, { method: 'PUT' })
      expect(await latest(world)).toEqual([405, 'method_not_allowed', expect.any(String)])
    }
  })

  test('the journal names the group that a caller of CERN lacks, and what is wrong with a request', async () => {
    const world = await start()
    const person = await mint(world, { service: 'cern', user: 'ghopper' })
    await world.get('/api/v1.0/Identity', person)
    expect(await latest(world)).toEqual([
      403,
      'permission_missing',
      'ghopper may not read identities: this needs authorization-service-identity-readers, the caller is a person',
    ])
    const program = await mint(world, { service: 'cern' })
    await world.get('/api/v1.0/Group?limit=x', program)
    expect(await latest(world)).toEqual([400, 'invalid_request', expect.stringContaining("not 'x'")])
    await world.get('/api/v1.0/Group/nothing', program)
    expect(await latest(world)).toEqual([404, 'not_found', "There is no group 'nothing'"])
  })

  test('the journal names the scope that a token of DABP lacks', async () => {
    const world = await start()
    const path = '/delegation/api/v2/people/x/report'
    await world.get(path, await mint(world, { service: 'dabp', scopes: ['dabp_read'] }))
    expect(await latest(world)).toEqual([
      403,
      'scope_missing',
      expect.stringMatching(/^The token needs the scope dabp_person_report/),
    ])
    await world.get(`${path}?skipUpdatingActivity=perhaps`, await mint(world, { service: 'dabp' }))
    expect(await latest(world)).toEqual([
      400,
      'invalid_request',
      'skipUpdatingActivity must be true or false',
    ])
  })

  const [unknown, wrong] = ['the client "who" is not registered', 'the secret of the client "demo" is wrong']
  const grant = { grant_type: 'client_credentials' }
  const right = { client_id: 'demo', client_secret: 'demo-secret' }
  test.each<[path: string, form: Record<string, string>, code: string, description: string]>([
    ['/oauth/token', { ...grant, client_id: 'who' }, 'access_denied', `Unauthorized: ${unknown}`],
    [
      '/oauth/token',
      { ...grant, client_id: 'demo', client_secret: 'x' },
      'access_denied',
      `Unauthorized: ${wrong}`,
    ],
    ['/oauth/token', grant, 'access_denied', 'Unauthorized: the request names no client'],
    [
      '/oauth/token',
      { ...grant, client_id: 'demo-public' },
      'access_denied',
      'Unauthorized: the client is public',
    ],
    [
      '/oauth/token',
      { ...grant, ...right, audience: 'x' },
      'access_denied',
      'Service not found: x: known is api.sso.mozilla.com or ',
    ],
    [
      '/oauth/token',
      { grant_type: 'password' },
      'unsupported_grant_type',
      'grant_type password is not supported',
    ],
    [
      cernToken,
      { ...grant, client_id: 'who' },
      'invalid_client',
      `Invalid client or Invalid client credentials: ${unknown}`,
    ],
    [
      cernToken,
      { ...grant, client_id: 'demo' },
      'unauthorized_client',
      'Invalid client or Invalid client credentials: the secret of the client "demo" is missing',
    ],
    [
      cernToken,
      { ...right, grant_type: 'refresh_token', refresh_token: 'x' },
      'invalid_grant',
      `Invalid refresh token: The token cannot be verified: it is not a JWT`,
    ],
    [
      cernToken,
      { ...right, grant_type: exchange, subject_token: 'x' },
      'invalid_token',
      `Invalid token: The token cannot be verified: it is not a JWT`,
    ],
    [
      '/oauth/v1/token',
      { ...grant, client_id: 'who' },
      'invalid_client',
      `Unknown client, or another secret: ${unknown}`,
    ],
    [
      '/oauth/v1/token',
      { ...grant, ...right, scope: 'openid' },
      'invalid_scope',
      'Client demo may not ask for openid',
    ],
  ])('the journal says why %s rejects %j', async (path, form, code, description) => {
    const world = await start()
    await world.fetch(world.url + path, { method: 'POST', body: new URLSearchParams(form) })
    expect(await latest(world)).toEqual([expect.any(Number), code, expect.stringContaining(description)])
  })

  test('the journal says why userinfo rejects a token', async () => {
    const world = await start()
    for (const path of ['/oauth/v1/userinfo', '/auth/realms/cern/protocol/openid-connect/userinfo']) {
      await world.get(path, 'Bearer hello')
      const description = `Token verification failed: The token cannot be verified: it is not a JWT`
      expect(await latest(world)).toEqual([401, 'invalid_token', description])
    }
  })

  test('the journal says why a service rejects the token of a fault, and nothing for a response of the fault', async () => {
    const world = await start()
    const authorization = await bearer(world)
    await world.admin.faults.add({ effect: { type: 'expiredToken' }, times: 1 })
    await world.admin.faults.add({ effect: { type: 'status', status: 503 }, times: 1 })
    await world.get(ada, authorization)
    expect(await latest(world)).toEqual([500, 'token_expired', expect.stringMatching(/^token is expired/)])
    await world.get(ada, authorization)
    expect(await latest(world)).toEqual([503, undefined, undefined])
  })
})

test('the log says why a request was rejected', async () => {
  const lines: string[] = []
  const mock = await startMockServer({ port: 0, log: (line) => lines.push(line) })
  onTestFinished(() => mock.close())
  const { token } = await mock.admin.tokens.mint({ flaw: 'expired' })
  await fetch(`${mock.url}/v2/users`, { headers: { authorization: `Bearer ${token}` } })
  await fetch(`${mock.url}/v2/version`)
  expect(lines[0]).toMatch(/^GET \/v2\/users 500 [\d.]+ ms token_expired: token is expired: since /)
  expect(lines[1]).toMatch(/^GET \/v2\/version 200 [\d.]+ ms$/)
})
