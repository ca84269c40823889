import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { ada, mockWith, origin } from '../helpers/mockInProcess.ts'

const edited = (token: string, part: 0 | 1, change: (value: Record<string, unknown>) => void) => {
  const parts = token.split('.')
  const value = JSON.parse(Buffer.from(parts[part] ?? '', 'base64url').toString())
  change(value)
  parts[part] = Buffer.from(JSON.stringify(value)).toString('base64url')
  return parts.join('.')
}

describe('rejected tokens', () => {
  const missing = ['authorization_header_missing', 'Authorization header is expected']
  const parsing = ['invalid_header', 'Unable to parse authentication token.']
  const key = ['invalid_header', 'Unable to find appropriate key']
  test.each<[what: string, header: (token: string) => string, refusal: string[]]>([
    ['an empty header', () => '', missing],
    [
      'another scheme',
      (token) => `Basic ${token}`,
      ['invalid_header', 'Authorization header must start with Bearer'],
    ],
    ['no scheme', (token) => token, ['invalid_header', 'Authorization header must start with Bearer']],
    ['no token', () => 'Bearer', ['invalid_header', 'Token not found']],
    [
      'three parts',
      (token) => `Bearer ${token} x`,
      ['invalid_header', 'Authorization header must be Bearer token'],
    ],
    ['no JWT', () => 'Bearer nonsense', parsing],
    ['a JWT of nonsense', () => 'Bearer a.b.c', parsing],
    ['a broken signature', (token) => `Bearer ${token.slice(0, -6)}AAAAAA`, parsing],
    ['no signature', (token) => `Bearer ${token.split('.').slice(0, 2).join('.')}.`, parsing],
    [
      'other claims',
      (token) =>
        `Bearer ${edited(token, 1, (claims) => {
          claims['scope'] = 'display:all'
        })}`,
      parsing,
    ],
    [
      'alg none',
      (token) =>
        `Bearer ${edited(token, 0, (header) => {
          header['alg'] = 'none'
        }).replace(/[^.]*$/, '')}`,
      parsing,
    ],
    [
      'an unknown key',
      (token) =>
        `Bearer ${edited(token, 0, (header) => {
          header['kid'] = 'other'
        })}`,
      key,
    ],
    [
      'no key id',
      (token) =>
        `Bearer ${edited(token, 0, (header) => {
          delete header['kid']
        })}`,
      key,
    ],
  ])('a request is rejected for its token: %s', async (_what, header, [code, description]) => {
    const observed = mockWith()
    const rejected = await observed.ask(header(await observed.token()))
    expect(rejected.status).toBe(500)
    expect(await rejected.text()).toBe('{"message": "Internal Server Error"}\n')
    const documented = mockWith({ conformance: 'documented' })
    const told = await documented.ask(header(await documented.token()))
    expect(told.status).toBe(401)
    expect(told.headers.get('www-authenticate')).toBe('Bearer')
    expect(await told.json()).toEqual({ code, description })
  })

  test('a request is rejected without the header', async () => {
    expect((await mockWith().send(ada)).status).toBe(500)
    const told = await mockWith({ conformance: 'documented' }).send(ada)
    expect(await told.json()).toEqual({ code: missing[0], description: missing[1] })
  })

  test('a request is rejected from the second in which its token expires, although it was accepted before', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const mock = mockWith({ conformance: 'documented', tokenTtlSeconds: 60 })
    const token = await mock.token()
    expect((await mock.ask(`Bearer ${token}`)).status).toBe(200)
    vi.setSystemTime(1_700_000_059_999)
    expect((await mock.ask(`Bearer ${token}`)).status).toBe(200)
    vi.setSystemTime(1_700_000_060_000)
    const rejected = await mock.ask(`Bearer ${token}`)
    expect(rejected.status).toBe(401)
    expect(await rejected.json()).toEqual({ code: 'token_expired', description: 'token is expired' })
    expect((await mockWith({ conformance: 'documented' }).ask(`Bearer ${token}`)).status).toBe(401)
  })

  test('a request is rejected with a token of another server', async () => {
    const token = await mockWith().token({}, 'http://elsewhere.test')
    const rejected = await mockWith({ conformance: 'documented' }).ask(`Bearer ${token}`)
    expect(await rejected.json()).toEqual({
      code: 'invalid_claims',
      description: 'incorrect claims,please check the audience and issuer',
    })
  })
})

test('both conformance modes agree on everything but rejected tokens', async () => {
  for (const conformance of ['observed', 'documented'] as const) {
    const mock = mockWith({ conformance })
    const nobody = await mock.ask(`Bearer ${await mock.token()}`, `${origin}/v2/user/uuid/nobody`)
    expect(nobody.status).toBe(200)
    expect(await nobody.text()).toBe('{}\n')
  }
})

describe('accepted tokens', () => {
  test.each(['Bearer', 'bearer', 'BEARER', '\t bEaReR  '])(
    'a request is accepted with the scheme "%s"',
    async (scheme) => {
      const mock = mockWith()
      expect((await mock.ask(`${scheme} ${await mock.token()}`)).status).toBe(200)
    },
  )

  test('a request is accepted with a token for each CIS audience, from each origin of the server', async () => {
    const mock = mockWith()
    for (const audience of ['api.sso.mozilla.com', 'api.test.sso.allizom.org', 'api.dev.sso.allizom.org']) {
      const token = await mock.token({ audience }, 'http://token.test')
      expect((await mock.ask(`Bearer ${token}`)).status).toBe(200)
    }
  })

  test('a request is accepted with a token from before a restart of the server', async () => {
    const token = await mockWith().token()
    expect((await mockWith().ask(`Bearer ${token}`)).status).toBe(200)
  })
})
