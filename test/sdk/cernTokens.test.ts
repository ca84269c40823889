import {
  type AccessTokenSource,
  type Authentication,
  createCisClient,
  type DevicePrompt,
  deviceCode,
  tokenExchange,
} from '@personctl/sdk'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  type CernResponses,
  type CernService,
  cernOf,
  cernService,
  failure,
  secret,
} from './helpers/cernService.ts'
import { json, rejection, type SeenRequest, tokenResponse } from './helpers/fakeService.ts'

const turnOfTheLoop = globalThis.setImmediate
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

  test('gets the subject token again for every exchange', async () => {
    let turn = 0
    const auth = tokenExchange({ subjectToken: () => `user-${++turn}`, clientId: 'app' })
    const service = cernService({
      api: (count) => (count === 1 ? failure(401, 'expired') : json({ data: { id: 'a' } })),
    })
    await cernOf(service, { auth }).identities.me()
    expect(service.tokenRequests.map((request) => fieldsOf(request)['subject_token'])).toEqual([
      'user-1',
      'user-2',
    ])
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
  const pending = (error: string) => json({ error }, { status: 400 })

  /** A service whose token endpoint gives these responses to one poll after the other. */
  function flow(polls: ((request: SeenRequest) => Response)[]) {
    const prompts: DevicePrompt[] = []
    const at: number[] = []
    // Hashing takes real time, while the clock stands still.
    const untilPrompted = async (count: number) => {
      while (prompts.length < count) await new Promise((resolve) => turnOfTheLoop(resolve))
    }
    const begun = Date.now()
    const service = cernService({
      token: (_count, request) => {
        if (request.url.endsWith('/device')) return json(device)
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
})
