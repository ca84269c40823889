import { type DevicePrompt, deviceCode, tokenExchange } from '@personctl/sdk'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cernOf, cernService } from './helpers/cernService.ts'
import { gate, json, rejection, type SeenRequest, tokenResponse } from './helpers/fakeService.ts'

const turnOfTheLoop = globalThis.setImmediate
const fieldsOf = (request: SeenRequest | undefined) => Object.fromEntries(new URLSearchParams(request?.body))
const bearersOf = (service: { apiRequests: SeenRequest[] }) =>
  service.apiRequests.map(({ headers }) => headers.get('authorization'))
const realm = 'https://auth.cern.ch/auth/realms/cern/protocol/openid-connect'

describe('the device flow', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const device = {
    device_code: 'the-device-code',
    user_code: 'ABCD-EFGH',
    verification_uri: 'https://auth.cern.ch/device',
    verification_uri_complete: 'https://auth.cern.ch/device?user_code=ABCD-EFGH',
    expires_in: 600,
    interval: 5,
  }
  const pending = (error: string, status = 400) => json({ error }, { status })

  /** A service whose token endpoint gives these responses to one poll after the other. */
  function flow(
    polls: ((request: SeenRequest) => Response | Promise<Response>)[],
    begin: () => Response | Promise<Response> = () => json(device),
  ) {
    const prompts: DevicePrompt[] = []
    const at: number[] = []
    // Hashing takes real time, while the clock stands still.
    const untilPrompted = async (count: number) => {
      while (prompts.length < count) await new Promise((resolve) => turnOfTheLoop(resolve))
    }
    const begun = Date.now()
    const service = cernService({
      token: (_count, request) => {
        if (request.url.endsWith('/device')) return begin()
        at.push((Date.now() - begun) / 1000)
        return polls[at.length - 1]?.(request) ?? pending('authorization_pending')
      },
    })
    const auth = deviceCode({
      clientId: 'tool',
      scope: 'openid',
      onPrompt: (prompt) => void prompts.push(prompt),
    })
    return {
      service,
      auth,
      prompts,
      at,
      untilPrompted,
      cern: cernOf(service, { auth, deadlineMs: 3_600_000 }),
    }
  }

  test('shows the code, polls at the requested interval, and sends the code verifier', async () => {
    const { service, prompts, at, untilPrompted, cern } = flow([
      () => pending('authorization_pending'),
      () => pending('slow_down'),
      () => pending('authorization_pending'),
      () => tokenResponse('of-the-person', 1200),
    ])
    const call = cern.identities.me()
    await untilPrompted(1)
    await vi.advanceTimersByTimeAsync(600_000)
    await call
    expect(at).toEqual([5, 10, 20, 30])
    expect(prompts).toEqual([
      {
        verificationUri: device.verification_uri,
        verificationUriComplete: device.verification_uri_complete,
        userCode: device.user_code,
        expiresAt: expect.any(Number),
      },
    ])
    const [begin, ...polls] = service.tokenRequests.map(fieldsOf)
    expect(service.tokenRequests[0]?.url).toBe(`${realm}/auth/device`)
    expect(begin).toMatchObject({ client_id: 'tool', scope: 'openid', code_challenge_method: 'S256' })
    const digest = await crypto.subtle.digest(
      'SHA-256',
      new TextEncoder().encode(polls[0]?.['code_verifier']),
    )
    expect(begin?.['code_challenge']).toBe(Buffer.from(digest).toString('base64url'))
    expect(polls.at(-1)).toMatchObject({ client_id: 'tool', device_code: device.device_code })
    expect(service.apiRequests[0]?.headers.get('authorization')).toBe('Bearer of-the-person')
  })

  test.each([
    ['access_denied', [() => pending('access_denied')], 1],
    ['expired_token', [() => pending('expired_token')], 1],
    ['expired_token', [], 119],
    ['token_refused', [() => pending('invalid_client')], 1],
  ] as const)('fails with the code %s', async (code, polls, count) => {
    const { at, untilPrompted, cern } = flow([...polls])
    const failed = rejection(cern.identities.me())
    await untilPrompted(1)
    await vi.advanceTimersByTimeAsync(700_000)
    expect(await failed).toMatchObject({ name: 'AuthenticationError', code })
    expect(at).toHaveLength(count)
  })

  test('refreshes the token, and prompts the person again only if that is refused', async () => {
    const { service, prompts, untilPrompted, cern } = flow([
      () =>
        json({
          access_token: 'first',
          token_type: 'Bearer',
          expires_in: 60,
          refresh_token: 'r-1',
          id_token: 'x',
        }),
      () => json({ access_token: 'second', token_type: 'Bearer', expires_in: 60 }),
      () => pending('invalid_grant'),
      () => tokenResponse('third'),
    ])
    for (const confirmations of [1, 1, 2]) {
      const call = cern.identities.me()
      await untilPrompted(confirmations)
      await vi.advanceTimersByTimeAsync(10_000)
      await call
      await vi.advanceTimersByTimeAsync(60_000)
    }
    expect(service.apiRequests.map(({ headers }) => headers.get('authorization'))).toEqual(
      ['first', 'second', 'third'].map((token) => `Bearer ${token}`),
    )
    expect(fieldsOf(service.tokenRequests[2])).toEqual({
      client_id: 'tool',
      grant_type: 'refresh_token',
      refresh_token: 'r-1',
    })
    expect(prompts).toHaveLength(2)
  })

  test('provides the subject token of an exchange', async () => {
    const { service, auth, untilPrompted } = flow([
      () => tokenResponse('of-the-person'),
      () => tokenResponse('exchanged'),
    ])
    const exchanged = tokenExchange({ subjectToken: auth, clientId: 'tool' })
    const call = cernOf(service, { auth: exchanged }).identities.me()
    await untilPrompted(1)
    await vi.advanceTimersByTimeAsync(10_000)
    await call
    expect(service.apiRequests[0]?.headers.get('authorization')).toBe('Bearer exchanged')
    expect(fieldsOf(service.tokenRequests.at(-1))).toMatchObject({ subject_token: 'of-the-person' })
  })

  test('reports an invalid device code without showing the response', async () => {
    const service = cernService({ token: () => json({ device_code: 'the-device-code' }) })
    const auth = deviceCode({ clientId: 'tool', onPrompt: () => {} })
    const error = (await rejection(cernOf(service, { auth }).identities.me())) as Error
    expect(error).toMatchObject({ name: 'InvalidResponseError' })
    expect(error.message).toContain('user_code')
    expect(error.message).not.toContain('the-device-code')
  })

  test.each([
    [403, 429],
    [401, 401],
    [200, 200],
    [500, 503],
  ])(
    'reads the error of a poll with status %i, and of a request to slow down with %i',
    async (waits, slows) => {
      const { at, untilPrompted, cern, service } = flow([
        () => pending('authorization_pending', waits),
        () => pending('slow_down', slows),
        () => tokenResponse('of-the-person'),
      ])
      const call = cern.identities.me()
      await untilPrompted(1)
      await vi.advanceTimersByTimeAsync(60_000)
      await call
      expect(at).toEqual([5, 10, 20])
      expect(bearersOf(service)).toEqual(['Bearer of-the-person'])
    },
  )

  test.each([
    ['access_denied', 403],
    ['expired_token', 403],
    ['access_denied', 200],
  ])('fails with the code %s of a response with status %i', async (code, status) => {
    const { at, untilPrompted, cern } = flow([() => pending(code, status)])
    const failed = rejection(cern.identities.me())
    await untilPrompted(1)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await failed).toMatchObject({
      name: 'AuthenticationError',
      code,
      service: 'cern',
      during: 'token',
    })
    expect(at).toEqual([5])
  })

  test.each<[unknown, number, number[]]>([
    [0.0001, 3, [1, 2]],
    [0, 3, [1, 2]],
    [-5, 12, [5, 10]],
    [null, 12, [5, 10]],
    ['', 12, [5, 10]],
    ['2', 5, [2, 4]],
    [3_000_000, 600, []],
    [1e300, 600, []],
    [700, 600, []],
  ])('polls within reason for an interval of %j', async (interval, expires_in, times) => {
    const { at, untilPrompted, cern } = flow([], () => json({ ...device, interval, expires_in }))
    const failed = rejection(cern.identities.me())
    await untilPrompted(1)
    await vi.advanceTimersByTimeAsync(expires_in * 1000)
    expect(await failed).toMatchObject({ code: 'expired_token' })
    expect(at).toEqual(times)
  })

  test.each([
    [{ verification_uri_complete: null, interval: null, error: null }],
    [{ verification_uri_complete: '', interval: '', error: '' }],
  ])('takes empty members for missing ones: %j', async (members) => {
    const { prompts, at, untilPrompted, cern } = flow([() => tokenResponse('of-the-person')], () =>
      json({ ...device, ...members }),
    )
    const call = cern.identities.me()
    await untilPrompted(1)
    await vi.advanceTimersByTimeAsync(5_000)
    await call
    expect(prompts).toEqual([expect.objectContaining({ verificationUriComplete: undefined })])
    expect(at).toEqual([5])
  })

  test('goes on with the next call when a call gives up, and prompts the person once', async () => {
    const { service, at, prompts, untilPrompted, cern } = flow([
      () => pending('authorization_pending'),
      () => tokenResponse('of-the-person'),
    ])
    const controller = new AbortController()
    const leaving = rejection(cern.identities.me({ signal: controller.signal }))
    await untilPrompted(1)
    await vi.advanceTimersByTimeAsync(6_000)
    controller.abort(new Error('no patience'))
    expect(await leaving).toMatchObject({ message: 'no patience' })
    await vi.advanceTimersByTimeAsync(60_000)
    // Nothing keeps the process alive meanwhile.
    expect(vi.getTimerCount()).toBe(0)
    expect(at).toEqual([5])
    const call = cern.identities.me()
    await vi.advanceTimersByTimeAsync(10)
    await call
    expect(prompts).toHaveLength(1)
    expect(bearersOf(service)).toEqual(['Bearer of-the-person'])
  })

  test('prompts the person once for calls that come one after the other', async () => {
    const { prompts, untilPrompted, cern } = flow(
      Array.from(
        { length: 7 },
        (_, index) => () => (index === 6 ? tokenResponse('of-the-person') : pending('authorization_pending')),
      ),
    )
    const calls: Promise<unknown>[] = [cern.identities.me()]
    await untilPrompted(1)
    for (let count = 0; count < 4; count += 1) {
      await vi.advanceTimersByTimeAsync(7_000)
      calls.push(cern.identities.me())
    }
    await vi.advanceTimersByTimeAsync(10_000)
    await Promise.all(calls)
    expect(prompts).toHaveLength(1)
  })

  test('passes over two failures of the endpoint, and reports the third', async () => {
    const busy = () => json({}, { status: 503 })
    const good = flow([busy, busy, () => tokenResponse('of-the-person')])
    const call = good.cern.identities.me()
    await good.untilPrompted(1)
    await vi.advanceTimersByTimeAsync(60_000)
    await call
    const bad = flow([busy, busy, busy, busy])
    const failed = rejection(bad.cern.identities.me())
    await bad.untilPrompted(1)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await failed).toMatchObject({ name: 'ServerError', during: 'token' })
    expect(bad.at).toHaveLength(3)
  })

  const withRefresh = (access_token: string, refresh_token: string, expires_in = 60) =>
    json({ access_token, token_type: 'Bearer', expires_in, refresh_token })

  test.each<[string, () => Response | Promise<Response>]>([
    ['is refused', () => pending('invalid_grant')],
    ['gets no response', () => new Promise<never>(() => {})],
    [
      'gets half a response',
      () => new Response('{"access_', { headers: { 'content-type': 'application/json' } }),
    ],
  ])('keeps a good token, and prompts nobody, if the refresh in the background %s', async (_, refreshed) => {
    const { service, prompts, at, untilPrompted, cern } = flow([
      () => withRefresh('first', 'r-1'),
      refreshed,
      () => withRefresh('second', 'r-2'),
    ])
    const first = cern.identities.me()
    await untilPrompted(1)
    await vi.advanceTimersByTimeAsync(5_000)
    await first
    await vi.advanceTimersByTimeAsync(48_000)
    await cern.identities.me()
    await vi.advanceTimersByTimeAsync(2_000)
    await cern.identities.me()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(at).toHaveLength(2)
    expect(prompts).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(60_000)
    const last = cern.identities.me()
    await untilPrompted(2)
    await vi.advanceTimersByTimeAsync(5_000)
    await last
    expect(bearersOf(service)).toEqual(
      ['first', 'first', 'first', 'second'].map((token) => `Bearer ${token}`),
    )
    // The refresh token was sent once, since a server that replaces it would end the session.
    const sent = service.tokenRequests.map((request) => fieldsOf(request)['refresh_token'])
    expect(sent.filter((token) => token === 'r-1')).toHaveLength(1)
  })

  test('sends the refresh token again after a failure that cannot have used it up', async () => {
    const { service, prompts, untilPrompted, cern } = flow([
      () => withRefresh('first', 'r-1'),
      () => json({}, { status: 503 }),
      () => withRefresh('second', 'r-2'),
    ])
    const first = cern.identities.me()
    await untilPrompted(1)
    await vi.advanceTimersByTimeAsync(5_000)
    await first
    await vi.advanceTimersByTimeAsync(48_000)
    await cern.identities.me()
    await vi.advanceTimersByTimeAsync(60_000)
    await cern.identities.me()
    expect(prompts).toHaveLength(1)
    expect(bearersOf(service).at(-1)).toBe('Bearer second')
  })

  test('sends a refresh token once for calls at the same time, however long it takes', async () => {
    const refreshed = gate<Response>()
    const { service, prompts, untilPrompted, cern } = flow([
      () => withRefresh('first', 'r-1'),
      () => refreshed.promise,
    ])
    const first = cern.identities.me()
    await untilPrompted(1)
    await vi.advanceTimersByTimeAsync(5_000)
    await first
    await vi.advanceTimersByTimeAsync(61_000)
    const calls = [cern.identities.me(), cern.identities.me()]
    await vi.advanceTimersByTimeAsync(20_000)
    refreshed.open(withRefresh('second', 'r-2'))
    await Promise.all(calls)
    expect(prompts).toHaveLength(1)
    expect(bearersOf(service).slice(1)).toEqual(['Bearer second', 'Bearer second'])
  })

  test('ends a second after its caller if nobody has been prompted yet', async () => {
    const { service, cern } = flow([], () => new Promise<never>(() => {}))
    const controller = new AbortController()
    const call = rejection(cern.identities.me({ signal: controller.signal }))
    while (service.tokenRequests.length === 0) await new Promise((resolve) => turnOfTheLoop(resolve))
    controller.abort(new Error('no patience'))
    await call
    await vi.advanceTimersByTimeAsync(1_100)
    expect(service.tokenRequests[0]?.signal.aborted).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })
})
