import {
  type CisClientOptions,
  clientCredentials,
  createCisClient,
  type FailureEvent,
  type TokenEvent,
} from '@personctl/sdk'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  fakeService,
  gate,
  json,
  rejection,
  type SeenRequest,
  secret,
  tokenResponse,
} from './helpers/fakeService.ts'

const key = { primaryEmail: 'ada@example.org' }
const bearer = (request: SeenRequest | undefined) => request?.headers.get('authorization')
const never = () => new Promise<never>(() => {})
const newAuth = () => clientCredentials({ clientId: 'client', clientSecret: secret })
const clientOf = (
  service: Pick<ReturnType<typeof fakeService>, 'fetch'>,
  auth = newAuth(),
  options: Partial<CisClientOptions> = {},
) => createCisClient({ auth, fetch: service.fetch, retry: false, ...options })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

/** Ends all timers, as a runtime does that ends what a request has begun together with the request. */
function dropTimers(): void {
  const now = Date.now()
  vi.clearAllTimers()
  vi.setSystemTime(now)
}

describe('an authentication that two clients share', () => {
  test('asks with the fetch, the hooks and the limits of the client that needs the token', async () => {
    const auth = newAuth()
    const seen: string[] = []
    const hooksOf = (name: string) => ({
      onRequest: ({ url }: { url: string }) => void seen.push(`${name} ${new URL(url).pathname}`),
    })
    const [serviceA, serviceB] = [fakeService(), fakeService()]
    const a = clientOf(serviceA, auth, { hooks: hooksOf('a') })
    const b = clientOf(serviceB, auth, { hooks: hooksOf('b') })
    await a.users.get(key)
    await b.users.get(key)
    expect(serviceB.tokenRequests).toEqual([])
    pass(3_600)
    await b.users.get(key)
    expect(serviceA.tokenRequests).toHaveLength(1)
    expect(serviceB.tokenRequests).toHaveLength(1)
    expect(seen.filter((request) => request.endsWith('/oauth/token'))).toEqual([
      'a /oauth/token',
      'b /oauth/token',
    ])
    await a.users.get(key)
    expect(serviceA.tokenRequests).toHaveLength(1)
  })

  test('does not fail one client with the failed request of the other', async () => {
    const auth = newAuth()
    const failing = gate<Response>()
    const closed = fakeService({ token: () => failing.promise })
    const open = fakeService()
    const a = rejection(clientOf(closed, auth).users.get(key))
    const b = clientOf(open, auth).users.get(key)
    failing.open(json({}, { status: 404 }))
    expect(await a).toMatchObject({ name: 'InvalidResponseError' })
    await b
    expect(open.tokenRequests).toHaveLength(1)
  })
})

describe('a pending token request', () => {
  test('that another call began is waited for at most five seconds', async () => {
    const service = fakeService({
      token: (count) => (count === 1 ? never() : tokenResponse(`token-${count}`)),
    })
    const cis = clientOf(service)
    const hanging = rejection(cis.users.get(key))
    await vi.advanceTimersByTimeAsync(1_000)
    const others = Array.from({ length: 20 }, () => cis.users.get(key))
    await vi.advanceTimersByTimeAsync(4_900)
    expect(service.tokenRequests).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(200)
    await Promise.all(others)
    expect(service.tokenRequests).toHaveLength(2)
    expect(service.apiRequests.map(bearer)).toEqual(Array(20).fill('Bearer token-2'))
    await vi.advanceTimersByTimeAsync(30_000)
    expect(await hanging).toMatchObject({ name: 'TimeoutError', during: 'token' })
  })

  test('that is past its own time limit is not joined at all', async () => {
    const service = fakeService({
      token: (count) => (count === 1 ? never() : tokenResponse(`token-${count}`)),
    })
    const cis = clientOf(service, newAuth(), { deadlineMs: 2_000 })
    cis.users.get(key).catch(() => {})
    await vi.advanceTimersByTimeAsync(1)
    dropTimers()
    pass(2)
    await cis.users.get(key)
    expect(service.apiRequests.map(bearer)).toEqual(['Bearer token-2'])
  })

  test('that began in the background and never ends does not stop later calls', async () => {
    const service = fakeService({
      token: (count) => (count === 2 ? never() : tokenResponse(`token-${count}`, 60)),
    })
    const cis = clientOf(service, newAuth(), { deadlineMs: 8_000 })
    await cis.users.get(key)
    pass(50)
    await cis.users.get(key)
    expect(service.tokenRequests).toHaveLength(2)
    dropTimers()
    pass(20)
    for (let call = 0; call < 3; call += 1) await cis.users.get(key)
    expect(service.tokenRequests).toHaveLength(3)
    expect(bearer(service.apiRequests.at(-1))).toBe('Bearer token-3')
  })

  test('never replaces a newer token with its late response', async () => {
    const late = gate<Response>()
    const service = fakeService({
      token: (count) => (count === 1 ? late.promise : tokenResponse(`token-${count}`)),
    })
    const cis = clientOf(service)
    const first = cis.users.get(key)
    const second = cis.users.get(key)
    await vi.advanceTimersByTimeAsync(5_100)
    await second
    late.open(tokenResponse('token-1'))
    await first
    await cis.users.get(key)
    expect(service.apiRequests.map(bearer)).toEqual(Array(3).fill('Bearer token-2'))
  })

  test('is aborted a second after the last caller has left, and not before', async () => {
    const service = fakeService({ token: never })
    const cis = clientOf(service)
    const controllers = [new AbortController(), new AbortController()]
    const calls = controllers.map(({ signal }) => rejection(cis.users.get(key, { signal })))
    await vi.advanceTimersByTimeAsync(10)
    const reason = new Error('the user went away')
    controllers[0]?.abort(reason)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(service.tokenRequests[0]?.signal.aborted).toBe(false)
    controllers[1]?.abort(reason)
    expect(await Promise.all(calls)).toEqual([reason, reason])
    await vi.advanceTimersByTimeAsync(1_100)
    expect(service.tokenRequests[0]?.signal.aborted).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a renewal in the background', () => {
  /** A client whose token is due for renewal. */
  async function dueClient(renew: (count: number) => Response | Promise<Response>) {
    const failures: FailureEvent[] = []
    const tokens: TokenEvent[] = []
    const service = fakeService({
      token: (count) => (count === 1 ? tokenResponse('old', 3600) : renew(count)),
    })
    const cis = clientOf(service, newAuth(), {
      retry: { retries: 3, baseMs: 0 },
      hooks: {
        onFailure: (event) => void failures.push(event),
        onToken: (event) => void tokens.push(event),
      },
    })
    await cis.users.get(key)
    pass(3_400)
    return { service, cis, failures, tokens }
  }

  test('is given up after a second, after which no timer keeps the process alive', async () => {
    const { service, cis, failures } = await dueClient(never)
    await cis.users.get(key)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(service.tokenRequests).toHaveLength(2)
    expect(service.tokenRequests[1]?.signal.aborted).toBe(true)
    await vi.advanceTimersByTimeAsync(100)
    expect(vi.getTimerCount()).toBe(0)
    expect(failures).toEqual([
      expect.objectContaining({
        service: 'cis',
        during: 'token',
        method: 'POST',
        url: 'https://auth.mozilla.auth0.com/oauth/token',
        attempts: 1,
        error: expect.objectContaining({ name: 'TimeoutError' }),
      }),
    ])
  })

  test('is one attempt, is reported once, and pauses for half a minute when it fails', async () => {
    const { service, cis, failures } = await dueClient(() => json({}, { status: 503 }))
    for (let call = 0; call < 5; call += 1) {
      await cis.users.get(key)
      await vi.advanceTimersByTimeAsync(10)
    }
    expect(service.tokenRequests).toHaveLength(2)
    expect(failures).toHaveLength(1)
    pass(31)
    await cis.users.get(key)
    await vi.advanceTimersByTimeAsync(10)
    expect(service.tokenRequests).toHaveLength(3)
    expect(failures).toHaveLength(2)
    expect(new Set(service.apiRequests.map(bearer))).toEqual(new Set(['Bearer old']))
  })

  test('is not repeated before the token ends if the endpoint takes longer than a second', async () => {
    const { service, cis, failures } = await dueClient((count) =>
      count === 2 ? never() : tokenResponse('new'),
    )
    for (let second = 0; second < 180; second += 10) {
      await cis.users.get(key)
      await vi.advanceTimersByTimeAsync(10_000)
    }
    expect(service.tokenRequests).toHaveLength(2)
    expect(failures).toHaveLength(1)
    pass(60)
    await cis.users.get(key)
    expect(bearer(service.apiRequests.at(-1))).toBe('Bearer new')
    expect(service.tokenRequests).toHaveLength(3)
  })

  test('is reported with its token', async () => {
    const { cis, tokens } = await dueClient(() => tokenResponse('new', 3600))
    await cis.users.get(key)
    await vi.advanceTimersByTimeAsync(10)
    expect(tokens.map(({ isBackground, source }) => [isBackground, source])).toEqual([
      [false, 'endpoint'],
      [true, 'endpoint'],
    ])
    expect(tokens[1]).toMatchObject({
      service: 'cis',
      scope: undefined,
      expiresAt: Date.now() - 10 + 3_600_000,
    })
  })

  test('that fails does not fail the call that has joined it', async () => {
    const renewal = gate<Response>()
    const { service, cis } = await dueClient((count) =>
      count === 2 ? renewal.promise : tokenResponse('new'),
    )
    await cis.users.get(key)
    pass(200)
    const call = cis.users.get(key)
    renewal.open(json({}, { status: 503 }))
    await call
    expect(bearer(service.apiRequests.at(-1))).toBe('Bearer new')
  })

  test('ends when the client closes its source', async () => {
    const { service, fetch, ...client } = connectedClient()
    await client.source().token()
    pass(3_400)
    expect(client.source().current?.()).toBe('token-1')
    await vi.advanceTimersByTimeAsync(10)
    expect(service.tokenRequests[1]?.signal.aborted).toBe(false)
    client.source().close?.()
    // A call right after is not failed by it.
    const next = client.source().token()
    await vi.advanceTimersByTimeAsync(10)
    expect(service.tokenRequests[1]?.signal.aborted).toBe(true)
    expect(await next).toBe('token-1')
  })
})

function connectedClient() {
  const service = fakeService({ token: (count) => (count === 1 ? tokenResponse('token-1') : never()) })
  const auth = newAuth()
  const sources: ReturnType<typeof auth.connect>[] = []
  clientOf(service, {
    connect(context) {
      const source = auth.connect(context)
      sources.push(source)
      return source
    },
  })
  return {
    service,
    fetch: service.fetch,
    source: () => {
      const [source] = sources
      if (source === undefined) throw new Error('The client has not connected its authentication.')
      return source
    },
  }
}
