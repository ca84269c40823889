import {
  type Authentication,
  type ClientCredentialsOptions,
  clientCredentials,
  createCernClient,
  createDabpClient,
  deviceCode,
  reportFromClaims,
  tokenExchange,
} from '@personctl/sdk'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { launchMock, type MockCommand } from '../helpers/mockCommand.ts'
import { mockWith } from '../helpers/mockInProcess.ts'

const demo = { clientId: 'demo', clientSecret: 'demo-secret' }

describe('the SDK against a real server', () => {
  let mock: MockCommand
  let realm: string
  beforeAll(async () => {
    mock = await launchMock()
    realm = `${mock.url}/auth/realms/cern`
  })
  afterAll(() => mock.stop())
  const program = (options: Partial<ClientCredentialsOptions> = {}) =>
    clientCredentials({ ...demo, tokenUrl: `${realm}/api-access/token`, ...options })
  const cernWith = (auth: Authentication) => createCernClient({ baseUrl: mock.url, auth, retry: false })

  test.each(['body', 'basic'] as const)('accepts the credentials of a program in the %s', async (where) => {
    const ada = await cernWith(program({ clientAuthentication: where })).identities.get('alovelace')
    expect(ada.displayName).toBe('Ada Lovelace')
    const auth = clientCredentials({ ...demo, clientAuthentication: where })
    const dabp = createDabpClient({ baseUrl: mock.url, auth })
    await expect(dabp.people.getReport('nobody')).rejects.toMatchObject({ name: 'NotFoundError' })
    const discovered = createDabpClient({ baseUrl: mock.url, issuer: `${mock.url}/oauth`, auth })
    await expect(discovered.people.getReport('nobody')).rejects.toMatchObject({ name: 'NotFoundError' })
  })

  test('tells a program that its token has the audience of another application', async () => {
    await expect(
      cernWith(program({ audience: 'status-board' })).identities.get('alovelace'),
    ).rejects.toMatchObject({
      name: 'AuthenticationError',
      hint: expect.stringContaining('authorization-service-api'),
    })
  })

  test('exchanges the token of a person for an application', async () => {
    const post = async (url: string, fields: Record<string, string>) =>
      (await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })).json()
    const openId = `${realm}/protocol/openid-connect`
    const device = await post(`${openId}/auth/device`, { client_id: 'demo', client_secret: 'demo-secret' })
    await fetch(`${device.verification_uri_complete}&login_hint=ghopper`)
    const user = await post(`${openId}/token`, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: device.device_code,
      client_id: 'demo',
      client_secret: 'demo-secret',
    })
    const exchanged = (options: { clientId: string; clientSecret?: string }) =>
      cernWith(tokenExchange({ subjectToken: user.access_token, tokenUrl: `${openId}/token`, ...options }))
    expect((await exchanged(demo).identities.me()).displayName).toBe('Grace Hopper')
    await expect(exchanged({ clientId: 'demo-public' }).identities.me()).rejects.toMatchObject({
      name: 'AuthenticationError',
    })
  })

  test('reads in userinfo what the service reports', async () => {
    const callback = 'https://app.example/callback'
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'demo',
      redirect_uri: callback,
      scope: 'openid',
    })
    const sent = await fetch(`${mock.url}/oauth/v1/authorize?${query}`, { redirect: 'manual' })
    const code = new URL(sent.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const response = await fetch(`${mock.url}/oauth/v1/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: callback,
        client_id: 'demo',
        client_secret: 'demo-secret',
      }),
    })
    const { access_token } = await response.json()
    const authorization = `Bearer ${access_token}`
    const claims = await (await fetch(`${mock.url}/oauth/v1/userinfo`, { headers: { authorization } })).json()
    const dabp = createDabpClient({ baseUrl: mock.url, auth: clientCredentials(demo) })
    const report = await dabp.people.getReport(claims.sub, { skipUpdatingActivity: true })
    expect(reportFromClaims(claims)).toEqual(report)
    expect(report.groups?.length).toBeGreaterThan(5)
  })
})

describe('the device flow of the SDK against the mock', () => {
  const turnOfTheLoop = globalThis.setImmediate

  /** Runs a call whose client waits for its next poll, as time passes; it stands still while a request is pending. */
  async function asTimePasses<T>(call: Promise<T>, inFlight: ReadonlySet<unknown>): Promise<T> {
    let isSettled = false
    const settled = () => {
      isSettled = true
    }
    call.then(settled, settled)
    while (!isSettled) {
      await new Promise((resolve) => turnOfTheLoop(resolve))
      if (inFlight.size === 0) await vi.advanceTimersByTimeAsync(100)
    }
    return call
  }

  test.each([
    ['confirmed', ''],
    ['refused', '&deny'],
  ])('ends when the person has %s it', async (_what, decision) => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const mock = mockWith()
    const polls: string[] = []
    const inFlight = new Set<Promise<Response>>()
    const fetch: typeof mock.send = (url, init) => {
      if (url.endsWith('openid-connect/token')) polls.push(url)
      const response = mock.send(url, init).finally(() => inFlight.delete(response))
      inFlight.add(response)
      return response
    }
    const auth = deviceCode({
      clientId: 'demo-public',
      onPrompt: ({ verificationUriComplete }) => {
        // The person takes a while.
        setTimeout(() => void fetch(`${verificationUriComplete}${decision}`), 12_000)
      },
    })
    const cern = createCernClient({
      auth: tokenExchange({ subjectToken: auth, clientId: 'demo-public' }),
      deadlineMs: 600_000,
      fetch,
    })
    const call = asTimePasses(cern.identities.me(), inFlight)
    if (decision === '') {
      expect((await call).displayName).toBe('Ada Lovelace')
      // Two in vain, the one after the person was done, and the exchange.
      expect(polls).toHaveLength(4)
    } else await expect(call).rejects.toMatchObject({ name: 'AuthenticationError', code: 'access_denied' })
  })
})
