import { createDabpClient, staticToken } from '@personctl/sdk'
import { createDabpClient as fromSubpath } from '@personctl/sdk/dabp'
import fc from 'fast-check'
import { describe, expect, it, test, vi } from 'vitest'
import { examples, legacyExample } from '../helpers/dabpExamples.ts'
import {
  ada,
  type DabpService,
  dabpOf,
  dabpService,
  failure,
  secret,
  tenant,
  tokenResponse,
} from './helpers/dabpService.ts'
import { cacheWith, json, rejection } from './helpers/fakeService.ts'

const asked = (service: DabpService) => service.apiRequests.map(({ url }) => url)

it.each(examples)("getReport returns the documentation's example %s unchanged", async (_, example) => {
  const service = dabpService({ api: () => json(example) })
  expect(await dabpOf(service).people.getReport(ada)).toEqual(example)
  expect(asked(service)).toEqual([`${tenant}/delegation/api/v2/people/${ada}/report`])
})

it('the client requests a token with the scope of the report, with HTTP Basic, as a form', async () => {
  const service = dabpService()
  await dabpOf(service).people.getReport(ada)
  const [token] = service.tokenRequests
  expect(token?.url).toBe(`${tenant}/oauth/v1/token`)
  expect(token?.body).toBe('grant_type=client_credentials&scope=dabp_person_report')
  expect(atob(token?.headers.get('authorization')?.replace('Basic ', '') ?? '')).toBe(
    'the+client:the+client%2Bsecret',
  )
  expect(service.apiRequests[0]?.headers.get('authorization')).toBe('Bearer token-1')
  expect(service.apiRequests[0]?.headers.has('tenant-id')).toBe(false)
})

it('the client sends its credentials in the form and requests another scope if configured', async () => {
  const service = dabpService()
  await dabpOf(service, {}, { clientAuthentication: 'body', scope: 'dabp_read' }).people.getReport(ada)
  const form = Object.fromEntries(new URLSearchParams(service.tokenRequests[0]?.body))
  expect(form).toEqual({
    client_id: 'the client',
    client_secret: secret,
    grant_type: 'client_credentials',
    scope: 'dabp_read',
  })
  expect(service.tokenRequests[0]?.headers.has('authorization')).toBe(false)
})

it('the client sends the tenant and uses another token endpoint if configured', async () => {
  const tenantId = '0f0e0d0c-0b0a-4009-8008-070605040302'
  const service = dabpService()
  const tokenUrl = 'https://login.example.org/oauth/v1/token'
  await dabpOf(service, { tenantId, tokenUrl, baseUrl: `${tenant}/` }).people.getReport(ada)
  expect(service.apiRequests[0]?.headers.get('tenant-id')).toBe(tenantId)
  expect(service.tokenRequests[0]?.url).toBe(tokenUrl)
})

describe('the discovery of the token endpoint', () => {
  const issuer = 'https://login.example.org/oauth'
  const endpoint = 'https://tokens.example.org/oauth/v1/token'
  const naming = (token_endpoint: unknown) => () => json({ issuer, token_endpoint })

  it('happens once, when the first token is needed, for all waiting calls', async () => {
    const service = dabpService({ discovery: naming(endpoint) })
    const dabp = dabpOf(service, { issuer })
    expect(service.discoveryRequests).toEqual([])
    await Promise.all([dabp.people.getReport(ada), dabp.people.getReport('grace')])
    await dabp.people.getReport(ada)
    expect(service.discoveryRequests.map(({ url }) => url)).toEqual([
      `${issuer}/.well-known/openid-configuration`,
    ])
    expect(service.tokenRequests.map(({ url }) => url)).toEqual([endpoint])
  })

  it('is repeated after a failure, and its token is replaced when it is rejected', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const service = dabpService({
        discovery: (count) => (count === 1 ? json({}, { status: 404 }) : naming(endpoint)()),
        api: (count) => (count === 2 ? json({}, { status: 401 }) : json({ groups: [] })),
      })
      const dabp = dabpOf(service, { issuer })
      expect(await rejection(dabp.people.getReport(ada))).toMatchObject({
        name: 'InvalidResponseError',
        service: 'dabp',
        during: 'token',
        message: `The issuer ${issuer} has no discovery document.`,
      })
      expect(await dabp.people.getReport(ada)).toEqual({ groups: [] })
      vi.setSystemTime(Date.now() + 120_000)
      expect(await dabp.people.getReport(ada)).toEqual({ groups: [] })
      expect(service.tokenRequests).toHaveLength(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it('gives lifetime and scopes of the token to the client', async () => {
    const token = () => json({ access_token: 'opaque', expires_in: 900, scope: 'dabp_person_report' })
    const service = dabpService({ discovery: naming(endpoint), token })
    const from = Date.now()
    const { scopes, expiresAt } = await dabpOf(service, { issuer }).token()
    expect(scopes).toEqual(['dabp_person_report'])
    expect(expiresAt).toBeGreaterThanOrEqual(from + 900_000)
    expect(service.discoveryRequests).toHaveLength(1)
  })

  it.each<[string, string]>([
    [issuer, issuer],
    [`${issuer}/`, issuer],
    [issuer, `${issuer}/`],
    ['https://LOGIN.example.org/oauth', issuer],
  ])('takes the document of %s as that of %s', async (configured, named) => {
    const service = dabpService({ discovery: () => json({ issuer: named, token_endpoint: endpoint }) })
    await dabpOf(service, { issuer: configured }).people.getReport(ada)
    expect(service.tokenRequests.map(({ url }) => url)).toEqual([endpoint])
  })

  it.each([
    'https://somebody-else.example/oauth',
    'https://login.example.org',
    'https://login.example.org/oauth/tenant2',
    'http://login.example.org/oauth',
    'https://login.example.org/OAUTH',
    undefined,
    null,
    7,
  ])('refuses the document of the issuer %j', async (named) => {
    const service = dabpService({ discovery: () => json({ issuer: named, token_endpoint: endpoint }) })
    const error = await rejection(dabpOf(service, { issuer }).people.getReport(ada))
    expect(error).toMatchObject({
      name: 'InvalidResponseError',
      message: expect.stringContaining('names another issuer'),
      during: 'token',
    })
    expect(service.tokenRequests).toEqual([])
  })

  it.each([
    undefined,
    7,
    'nowhere',
    'ftp://a/b',
    'http://tokens.example.org/token',
    'https://user:password@tokens.example.org/token',
    'https://tokens.example.org/token?tenant=2',
  ])('refuses the token endpoint %j', async (named) => {
    const service = dabpService({ discovery: naming(named) })
    const error = await rejection(dabpOf(service, { issuer }).people.getReport(ada))
    expect(error).toMatchObject({
      name: 'InvalidResponseError',
      message: expect.stringContaining(issuer),
      during: 'token',
    })
    expect(service.tokenRequests).toEqual([])
  })

  it('continues for other calls when one is aborted', async () => {
    const service = dabpService({ discovery: naming(endpoint) })
    const dabp = dabpOf(service, { issuer })
    const controller = new AbortController()
    const given = dabp.people.getReport(ada, { signal: controller.signal })
    const other = dabp.people.getReport(ada)
    controller.abort(new Error('enough'))
    expect(await rejection(given)).toMatchObject({ message: 'enough' })
    expect((await other).groups).toHaveLength(2)
  })
})

describe('a reference id remains one segment of the path', () => {
  it.each([
    ['a/b', 'a%2Fb'],
    ['a?b#c', 'a%3Fb%23c'],
    ['ä %2F', '%C3%A4%20%252F'],
    [' a ', '%20a%20'],
  ])('when it is %j', async (referenceId, encoded) => {
    const service = dabpService()
    await dabpOf(service).people.getReport(referenceId)
    expect(asked(service)).toEqual([`${tenant}/delegation/api/v2/people/${encoded}/report`])
    expect(new URL(asked(service)[0] ?? '').pathname).toBe(`/delegation/api/v2/people/${encoded}/report`)
  })

  it.each(['.', '..', '../../admin'])(
    'and %j is refused, which would lead to another',
    async (referenceId) => {
      const service = dabpService()
      const error = await rejection(dabpOf(service).people.getReport(referenceId))
      expect(error).toMatchObject({ name: 'InvalidRequestError', param: 'referenceId' })
      expect(asked(service)).toEqual([])
    },
  )

  it('when it is any string', { tags: 'property' }, async () => {
    const service = dabpService()
    const dabp = dabpOf(service)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (referenceId) => {
        fc.pre(referenceId.trim() !== '' && !/(?:^|[\\/])\.{1,2}(?:[\\/]|$)/.test(referenceId))
        await dabp.people.getReport(referenceId)
        const { pathname, search } = new URL(service.apiRequests.at(-1)?.url ?? '')
        expect(pathname).toMatch(/^\/delegation\/api\/v2\/people\/[^/]+\/report$/)
        expect(search).toBe('')
      }),
    )
  })
})

describe('the DABP client', () => {
  const service = dabpService()
  const dabp = dabpOf(service)
  const auth = staticToken('t')
  const nobody = undefined as unknown as string

  it.each<[string, () => unknown, string]>([
    ['a missing id', () => dabp.people.getReport(nobody), 'referenceId is undefined'],
    ['an empty id', () => dabp.people.getReport(''), 'referenceId is ""'],
    ['a blank id', () => dabp.people.getReport(' \t'), 'referenceId is " \\t"'],
    ['half a character', () => dabp.people.getReport('\ud800'), 'surrogate'],
    [
      'a flag that is a string',
      () => dabp.people.getReport(ada, { skipUpdatingActivity: 'false' as unknown as boolean }),
      'skipUpdatingActivity is "false"',
    ],
    ['a missing base URL', () => createDabpClient({ auth, baseUrl: nobody }), 'baseUrl is missing'],
    ['an invalid base URL', () => createDabpClient({ auth, baseUrl: 'tenant' }), 'baseUrl is "tenant"'],
    [
      'an invalid token URL',
      () => createDabpClient({ auth, baseUrl: tenant, tokenUrl: 'x' }),
      'tokenUrl is "x"',
    ],
    ['an invalid issuer', () => createDabpClient({ auth, baseUrl: tenant, issuer: 'x' }), 'issuer is "x"'],
    [
      'an issuer together with a token URL',
      () => fromSubpath({ auth, baseUrl: tenant, tokenUrl: tenant, issuer: tenant }),
      'cannot be used together',
    ],
    [
      'a missing auth option',
      () => createDabpClient({ baseUrl: tenant, issuer: tenant } as never),
      'auth option is missing',
    ],
    [
      'an invalid tenant id',
      () => createDabpClient({ auth, baseUrl: tenant, tenantId: 'acme' }),
      'tenantId is "acme"',
    ],
  ])('refuses %s before anything is sent', async (_, call, message) => {
    const error = await rejection((async () => call())())
    expect(error).toMatchObject({ name: 'InvalidRequestError', message: expect.stringContaining(message) })
    expect(service.apiRequests.length + service.tokenRequests.length).toBe(0)
  })
})

describe('an error response', () => {
  const details = ['the first', `and token-1`]
  const common = { service: 'dabp', serviceDetails: ['the first', 'and [hidden]'] }
  const cases: [number, number, object][] = [
    [400, 1100, { name: 'InvalidRequestError', hint: expect.stringContaining('tenantId') }],
    [403, 1007, { name: 'PermissionError', hint: expect.stringContaining('dabp_person_report') }],
    [404, 2001, { name: 'NotFoundError', message: `The person "${ada}" does not exist.` }],
    [405, 1200, { name: 'InvalidResponseError' }],
    [409, 5003, { name: 'ServerError', code: 'conflict' }],
    [500, 1008, { name: 'ServerError', code: 'server_failure' }],
    [503, 1008, { name: 'ServerError', code: 'server_failure' }],
  ]
  test.each(cases)('with status %i becomes the documented error', async (status, code, expected) => {
    const service = dabpService({ api: () => failure(status, code, `It is ${status}.`, details) })
    const error = await rejection(dabpOf(service).people.getReport(ada))
    expect(error).toMatchObject({ ...common, status, serviceCode: code, attempts: 1, ...expected })
    expect(service.apiRequests).toHaveLength(1)
  })

  test('with status 401 is retried with a new token, then it is an AuthenticationError', async () => {
    const refused = () => json({}, { status: 401, headers: { 'www-authenticate': 'Bearer' } })
    const once = dabpService({ api: (count) => (count === 1 ? refused() : json({ groups: [] })) })
    expect(await dabpOf(once, {}, { cache: cacheWith('old') }).people.getReport(ada)).toEqual({ groups: [] })
    expect(once.apiRequests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer old',
      'Bearer token-1',
    ])
    const always = dabpService({ api: refused })
    expect(await rejection(dabpOf(always).people.getReport(ada))).toMatchObject({
      name: 'AuthenticationError',
      code: 'token_rejected',
      hint: expect.stringContaining('dabp_person_report'),
    })
    // A token that was just issued gets a second chance before it is replaced.
    expect(always.apiRequests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer token-1',
      'Bearer token-1',
      'Bearer token-2',
    ])
  })

  test.each([
    ['text', () => new Response('Could not read header Tenant-Id', { status: 400 })],
    ['no code', () => json({ message: 'Could not read header Tenant-Id' }, { status: 400 })],
  ])('with status 400 and %s becomes an InvalidRequestError', async (_, api) => {
    const error = await rejection(dabpOf(dabpService({ api })).people.getReport(ada))
    expect(error).toMatchObject({
      name: 'InvalidRequestError',
      message: 'dabp responded with 400: Could not read header Tenant-Id',
      serviceDetails: [],
    })
  })

  test.each([
    ['a page', () => new Response('<html>', { status: 404, headers: { 'content-type': 'text/html' } })],
    [
      'another service',
      () => json({ status: 404, error: 'Not Found', path: '/delegation' }, { status: 404 }),
    ],
  ])('with status 404 from %s is not about a person', async (_, api) => {
    const error = await rejection(dabpOf(dabpService({ api })).people.getReport(ada))
    expect(error).toMatchObject({ name: 'InvalidResponseError', hint: expect.stringContaining('base URL') })
  })
})

describe('a response', () => {
  it.each<[unknown, string]>([
    [[], 'it is a list, not an object'],
    ['{"groups": 1}', 'it has groups that is a number, not a list'],
    [{ ok: true }, 'it has neither groups nor group_permissions, but ok'],
    [{ groups: {} }, 'it has groups that is an object, not a list'],
    [{ groups: ['A'] }, 'it has groups[0] that is a string, not an object'],
    [
      { groups: [{}, { policies: [{ name: 7 }] }] },
      'it has groups[1].policies[0].name that is a number, not a string',
    ],
    [
      { groups: [{ resources: [{ resourceType: 'home' }] }] },
      'it has groups[0].resources[0].resourceType that is a string, not an object',
    ],
  ])('that is not a report is described: %j', async (body, problem) => {
    const error = await rejection(dabpOf(dabpService({ api: () => json(body) })).people.getReport(ada))
    expect(error).toMatchObject({
      name: 'InvalidResponseError',
      message: `dabp responded with JSON that is not a person report: ${problem}.`,
    })
  })

  it.each<[string, unknown, unknown]>([
    ['no properties', {}, {}],
    ['no groups', { groups: [] }, { groups: [] }],
    ['unknown properties', { groups: [{ level: 1 }], at: 2 }, { groups: [{ level: 1 }], at: 2 }],
    [
      'nulls',
      { groups: [{ id: null, policies: [{ id: null, name: 'a' }] }] },
      { groups: [{ policies: [{ name: 'a' }] }] },
    ],
  ])('with %s is a report', async (_, body, report) => {
    expect(await dabpOf(dabpService({ api: () => json(body) })).people.getReport(ada)).toEqual(report)
  })

  it('with a report of version 1 is converted', async () => {
    const report = await dabpOf(dabpService({ api: () => json(legacyExample) })).people.getReport(ada)
    expect(report).toMatchObject({ legacy: legacyExample })
  })
})

describe('a transient failure', () => {
  const down = () => json({ code: 1008, message: 'down' }, { status: 503 })
  const failing = (code?: string) => () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), code && { code }) })
  }
  const report = { groups: [] }

  it.each<[string, () => Response]>([
    ['503', down],
    ['a connection that broke off', failing('ECONNRESET')],
    ['an error without a code', failing()],
    ['a response that is not JSON', () => new Response('<html>')],
  ])('is retried only with skipUpdatingActivity: %s', async (_, fail) => {
    const service = dabpService({ api: (count) => (count < 3 ? fail() : json(report)) })
    expect(await dabpOf(service).people.getReport(ada, { skipUpdatingActivity: true })).toEqual(report)
    expect(asked(service).at(-1)).toMatch(/\/report\?skipUpdatingActivity=true$/)

    const active = dabpService({ api: fail })
    await rejection(dabpOf(active).people.getReport(ada, { skipUpdatingActivity: false }))
    expect(asked(active)).toEqual([expect.stringMatching(/\/report$/)])
  })

  it.each(['ECONNREFUSED', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
    'is retried if nothing was sent: %s',
    async (code) => {
      const service = dabpService({ api: (count) => (count < 3 ? failing(code)() : json(report)) })
      expect(await dabpOf(service).people.getReport(ada)).toEqual(report)
      const error = await rejection(dabpOf(dabpService({ api: failing(code) })).people.getReport(ada))
      expect(error).toMatchObject({ name: 'NetworkError', nothingSent: true, attempts: 3 })
    },
  )

  it('is not retried after a redirect', async () => {
    const service = dabpService({
      api: (count) =>
        count === 1
          ? new Response(null, { status: 302, headers: { location: asked(service)[0] ?? '' } })
          : failing('ECONNREFUSED')(),
    })
    const error = await rejection(dabpOf(service).people.getReport(ada))
    expect(error).toMatchObject({ name: 'NetworkError', nothingSent: false, attempts: 1 })
    expect(service.apiRequests).toHaveLength(2)
  })

  it('of the token endpoint is always retried', async () => {
    const service = dabpService({ token: (count) => (count < 3 ? down() : tokenResponse('t')) })
    expect((await dabpOf(service).people.getReport(ada)).groups).toHaveLength(2)
    expect(service.apiRequests).toHaveLength(1)
  })

  it('is not retried if it is a timeout', async () => {
    const service = dabpService({ api: () => new Promise(() => {}) })
    const error = await rejection(dabpOf(service, { timeoutMs: 20 }).people.getReport(ada))
    expect(error).toMatchObject({ name: 'TimeoutError', attempts: 1 })
  })
})
