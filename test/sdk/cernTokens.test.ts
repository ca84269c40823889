import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type AccessTokenSource,
  type Authentication,
  createCernClient,
  createCisClient,
  type FetchInit,
  tokenExchange,
} from '@personctl/sdk'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { type CernResponses, type CernService, cernOf, cernService, secret } from './helpers/cernService.ts'
import { gate, json, rejection, type SeenRequest } from './helpers/fakeService.ts'

const fieldsOf = (request: SeenRequest | undefined) => Object.fromEntries(new URLSearchParams(request?.body))
const realm = 'https://auth.cern.ch/auth/realms/cern/protocol/openid-connect'

async function callWith(auth: Authentication, responses: CernResponses = {}): Promise<CernService> {
  const service = cernService(responses)
  await cernOf(service, { auth }).identities.me()
  return service
}

describe('token exchange', () => {
  test('sends the service a new token in exchange for that of a user', async () => {
    const auth = tokenExchange({ subjectToken: 'user-token', clientId: 'app', clientSecret: secret })
    const service = await callWith(auth)
    expect(service.tokenRequests.map(({ url }) => url)).toEqual([`${realm}/token`])
    expect(fieldsOf(service.tokenRequests[0])).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      client_id: 'app',
      client_secret: secret,
      subject_token: 'user-token',
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      audience: 'authorization-service-api',
    })
    expect(service.apiRequests[0]?.headers.get('authorization')).toBe('Bearer token-1')
  })

  test('requires no secret of a public client, and can send one with HTTP Basic', async () => {
    const open = await callWith(tokenExchange({ subjectToken: 't', clientId: 'app', audience: 'other' }))
    expect(fieldsOf(open.tokenRequests[0])).toMatchObject({ client_id: 'app', audience: 'other' })
    expect(fieldsOf(open.tokenRequests[0])).not.toHaveProperty('client_secret')
    const credentials = { clientId: 'app', clientSecret: secret, clientAuthentication: 'basic' } as const
    const basic = await callWith(tokenExchange({ subjectToken: 't', ...credentials }))
    expect(basic.tokenRequests[0]?.headers.get('authorization')).toBe(`Basic ${btoa(`app:${secret}`)}`)
    expect(fieldsOf(basic.tokenRequests[0])).not.toHaveProperty('client_id')
  })

  test('returns the lifetime and the scopes of the new token', async () => {
    const auth = tokenExchange({ subjectToken: 't', clientId: 'app' })
    let source: AccessTokenSource | undefined
    const token = () =>
      json({ access_token: 'new', token_type: 'Bearer', expires_in: 60, scope: 'openid email' })
    const observed: Authentication = {
      connect(context) {
        source = auth.connect(context)
        return source
      },
    }
    const service = await callWith(observed, { token })
    const found = await source?.accessToken()
    expect(found).toMatchObject({ accessToken: 'new', scope: 'openid email' })
    expect(Number(found?.expiresAt) - Number(found?.issuedAt)).toBe(60_000)
    expect(service.tokenRequests).toHaveLength(1)
  })

  test('fails with an error that shows neither token nor secret', async () => {
    const auth = tokenExchange({ subjectToken: 'user-token', clientId: 'app', clientSecret: secret })
    const token = (_count: number, { body }: SeenRequest) =>
      json({ error: 'access_denied', error_description: body }, { status: 403 })
    const error = (await rejection(callWith(auth, { token }))) as Error
    expect(error).toMatchObject({ name: 'AuthenticationError', code: 'token_refused', status: 403 })
    expect(error.message).not.toContain('user-token')
    expect(error.message).not.toContain(secret)
  })

  test('refuses invalid options', () => {
    expect(() => tokenExchange({ subjectToken: '', clientId: 'app' })).toThrow(/subjectToken is empty/)
    expect(() => tokenExchange({ subjectToken: 't', clientId: '' })).toThrow(/clientId is empty/)
    expect(() => tokenExchange({ subjectToken: 't', clientId: 'a', tokenUrl: 'x' })).toThrow(/tokenUrl/)
    expect(() => createCisClient({ auth: tokenExchange({ subjectToken: 't', clientId: 'a' }) })).toThrow(
      /tokenUrl is missing/,
    )
  })
})

describe('one client that exchanges the tokens of many users', () => {
  const users = new AsyncLocalStorage<string>()
  const subjectToken = () => users.getStore() ?? ''
  const bearerOf = ({ headers }: FetchInit) => headers['authorization']?.replace('Bearer ', '') ?? ''

  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
  afterEach(() => void vi.useRealTimers())

  /** A token endpoint that issues `NAME/number` for the subject `NAME:…`, and an API that says whose token it got. */
  function directory({ lifetimeS = (): number => 1200, revoked = new Set<string>() } = {}) {
    const exchanged: string[] = []
    const issued: string[] = []
    const fetch = async (url: string, init: FetchInit) => {
      if (url.startsWith(realm)) {
        const subject = new URLSearchParams(String(init.body)).get('subject_token') ?? ''
        const count = exchanged.push(subject)
        const [name] = subject.split(':')
        issued.push(`${name}/${count}`)
        return json({ access_token: issued.at(-1), token_type: 'Bearer', expires_in: lifetimeS() })
      }
      const token = bearerOf(init)
      if (revoked.has(token)) return json({ message: 'revoked' }, { status: 401 })
      const [name] = token.split('/')
      return json({ request_id: null, message: null, data: { id: `id-of-${name}`, upn: name } })
    }
    return { exchanged, issued, fetch }
  }
  const clientOf = ({ fetch }: ReturnType<typeof directory>) =>
    createCernClient({
      fetch,
      retry: { retries: 2, baseMs: 0 },
      auth: tokenExchange({ subjectToken, clientId: 'app', clientSecret: secret }),
    })

  test('sends nothing for a caller without a user, and says which function returned nothing', async () => {
    const service = directory()
    expect(await rejection(clientOf(service).identities.me())).toMatchObject({
      name: 'InvalidRequestError',
      param: 'subjectToken',
      hint: expect.stringContaining('function'),
    })
    expect(service.exchanged).toEqual([])
  })

  test('shows each user as who it is, in turn and at once', async () => {
    const service = directory()
    const cern = clientOf(service)
    const whoAmI = async (name: string) => (await users.run(`${name}:1`, () => cern.identities.me())).upn
    for (const name of ['ada', 'grace', 'charles', 'ada']) expect(await whoAmI(name)).toBe(name)
    vi.setSystemTime(Date.now() + 1_300_000)
    const names = ['grace', 'ada', 'charles', 'ada', 'grace']
    expect(await Promise.all(names.map(whoAmI))).toEqual(names)
    expect(service.exchanged.slice().sort()).toEqual([
      'ada:1',
      'ada:1',
      'charles:1',
      'charles:1',
      'grace:1',
      'grace:1',
    ])
  })

  test('shows each user as who it is, in any order in which users call and tokens end', {
    tags: 'property',
  }, async () => {
    const step = fc.record({
      calls: fc.array(fc.constantFrom('ada', 'grace', 'charles'), { minLength: 1, maxLength: 8 }),
      pauseS: fc.integer({ min: 0, max: 90 }),
      // Now and then a user signs in again, or the service rejects all tokens of before.
      signsIn: fc.constantFrom(undefined, undefined, 'ada', 'grace', 'charles'),
      revokes: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 220, maxLength: 220, size: 'max' }),
        fc.infiniteStream(fc.integer({ min: 1, max: 300 })),
        async (steps, lifetimes) => {
          const revoked = new Set<string>()
          const service = directory({ lifetimeS: () => Number(lifetimes.next().value), revoked })
          const cern = clientOf(service)
          const signIns: Record<string, number> = {}
          for (const { calls, pauseS, signsIn, revokes } of steps) {
            if (signsIn !== undefined) signIns[signsIn] = (signIns[signsIn] ?? 0) + 1
            vi.setSystemTime(Date.now() + pauseS * 1000)
            if (revokes) for (const token of service.issued) revoked.add(token)
            const seen = await Promise.all(
              calls.map((name) =>
                users
                  .run(`${name}:${signIns[name] ?? 0}`, () => cern.identities.me())
                  .then(
                    ({ upn }) => upn,
                    // A token that was issued less than a minute ago is not replaced.
                    (error: { code: string }) => (error.code === 'token_rejected' ? name : error.code),
                  ),
              ),
            )
            expect(seen).toEqual(calls)
          }
        },
      ),
      propertyRuns(10),
    )
  })

  test('requests a token again only for a subject that is beyond the last 1,000', async () => {
    const service = directory()
    const cern = clientOf(service)
    const call = (number: number) => users.run(`user${number}:1`, () => cern.identities.me())
    for (let number = 0; number < 1_000; number += 1) await call(number)
    await call(0)
    expect(service.exchanged).toHaveLength(1_000)
    await call(1_000)
    await call(0)
    expect(service.exchanged).toHaveLength(1_001)
    await call(1)
    expect(service.exchanged).toHaveLength(1_002)
  })

  test('replaces a rejected token for its own subject only', async () => {
    const revoked = new Set<string>()
    const service = directory({ revoked })
    const cern = clientOf(service)
    const whoAmI = async (name: string) => (await users.run(`${name}:1`, () => cern.identities.me())).upn
    await whoAmI('ada')
    await whoAmI('grace')
    vi.setSystemTime(Date.now() + 120_000)
    revoked.add('ada/1')
    expect([await whoAmI('grace'), await whoAmI('ada'), await whoAmI('grace')]).toEqual([
      'grace',
      'ada',
      'grace',
    ])
    expect(service.exchanged).toEqual(['ada:1', 'grace:1', 'ada:1'])
  })

  test('gives one user up after ten seconds without holding up the others', async () => {
    vi.useFakeTimers()
    const service = directory()
    const waiting = gate<string>()
    const cern = createCernClient({
      fetch: service.fetch,
      auth: tokenExchange({
        subjectToken: () => (users.getStore() === 'slow' ? waiting.promise : 'ada:1'),
        clientId: 'app',
      }),
    })
    const slow = rejection(users.run('slow', () => cern.identities.me()))
    expect(await users.run('ada', () => cern.identities.me())).toMatchObject({ upn: 'ada' })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await slow).toMatchObject({
      name: 'TimeoutError',
      during: 'token',
      param: 'subjectToken',
      message: expect.stringContaining('The function subjectToken did not return within 10 s'),
    })
  })

  test.each([
    [400, 'invalid_request', 'subject'],
    [400, 'invalid_token', 'subject'],
    [403, 'invalid_grant', 'subject'],
    [200, 'invalid_token', 'subject'],
    [401, 'invalid_client', 'secret of client'],
    [403, 'access_denied', 'secret of client'],
  ])('hints at the culprit of a response with %i %s', async (status, error, hint) => {
    const service = cernService({ token: () => json({ error, error_description: 'no' }, { status }) })
    const auth = tokenExchange({ subjectToken: 'user-token', clientId: 'app', clientSecret: secret })
    expect(await rejection(cernOf(service, { auth }).identities.me())).toMatchObject({
      name: 'AuthenticationError',
      code: 'token_refused',
      during: 'token',
      status,
      hint: expect.stringContaining(hint),
      message: expect.stringContaining(
        `The token endpoint ${realm}/token responded with ${status}: ${error}`,
      ),
    })
  })
})
