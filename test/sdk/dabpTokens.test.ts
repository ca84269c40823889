import { decodeReport, verifyReport } from '@personctl/sdk'
import {
  CompactSign,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JSONWebKeySet,
  SignJWT,
  UnsecuredJWT,
} from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { examples, legacyExample } from '../helpers/dabpExamples.ts'
import { refused, thrown } from './helpers/dabpErrors.ts'
import { rejection } from './helpers/fakeService.ts'

const claim = 'urn:onegini.com:oidc:group_policies'

describe('a token', () => {
  const issuer = 'https://tenant.example.org/oauth'
  const audience = 'the-client'
  let sign: (claims: object, change?: (jwt: SignJWT) => SignJWT, header?: object) => Promise<string>
  let jwks: { keys: object[] }
  let others: { keys: object[] }

  beforeAll(async () => {
    const [pair, other] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ES256')])
    const set = async (key: CryptoKey) => ({ keys: [{ ...(await exportJWK(key)), kid: 'k1', alg: 'ES256' }] })
    jwks = await set(pair.publicKey)
    others = await set(other.publicKey)
    sign = (claims, change = (jwt) => jwt, header = { kid: 'k1' }) =>
      change(
        new SignJWT({ ...claims })
          .setProtectedHeader({ alg: 'ES256', ...header })
          .setIssuer(issuer)
          .setAudience(audience)
          .setIssuedAt()
          .setExpirationTime('5m'),
      ).sign(pair.privateKey)
  })
  const expected = { issuer, audience }
  const verify = (jwt: string, options = {}) => verifyReport(jwt, jwks, { ...expected, ...options })

  it.each(examples)("with the documentation's example %s is decoded and verified", async (_, example) => {
    const jwt = await sign({ [claim]: example })
    expect(decodeReport(jwt)).toEqual(example)
    expect(decodeReport(`${jwt}\n`)).toEqual(example)
    expect(await verify(jwt)).toEqual(example)
    expect(await verify(jwt, { audience: ['another', audience] })).toEqual(example)
    expect(
      await verifyReport(jwt, async () => (await import('jose')).importJWK(jwks.keys[0] ?? {}), expected),
    ).toEqual(example)
  })

  it('with characters beyond ASCII or a report of version 1 is decoded', async () => {
    const report = { groups: [{ name: 'Zürich 🎉 東京' }] }
    expect(decodeReport(await sign({ [claim]: report }))).toEqual(report)
    const legacy = await sign({ group_permissions: JSON.stringify(legacyExample) })
    expect(decodeReport(legacy)).toMatchObject({ legacy: legacyExample })
    expect(await verify(legacy)).toEqual(decodeReport(legacy))
  })

  it('that is forged is decoded, but not verified', async () => {
    const good = await sign({ [claim]: { groups: [] } })
    const [header, , signature] = good.split('.')
    const payload = btoa(
      JSON.stringify({ iss: issuer, aud: audience, exp: 2 ** 40, [claim]: { groups: [{ name: 'ROOT' }] } }),
    )
    const forged = `${header}.${payload.replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')}.${signature}`
    expect(decodeReport(forged)).toEqual({ groups: [{ name: 'ROOT' }] })
    expect(await rejection(verify(forged))).toMatchObject({
      name: 'AuthenticationError',
      code: 'token_not_verified',
      message: 'The token is not valid: its signature does not match.',
    })
    const unsigned = new UnsecuredJWT({ [claim]: { groups: [] } })
      .setIssuer(issuer)
      .setAudience(audience)
      .encode()
    expect(decodeReport(unsigned)).toEqual({ groups: [] })
    expect(await rejection(verify(unsigned))).toMatchObject({
      name: 'AuthenticationError',
      message: expect.stringContaining('algorithm'),
    })
  })

  it.each<[string, (jwt: SignJWT) => SignJWT, object, string, string]>([
    ['that has expired', (jwt) => jwt.setExpirationTime('-1m'), {}, 'token_expired', 'it has expired'],
    ['of tomorrow', (jwt) => jwt.setNotBefore('1d'), {}, 'token_not_verified', 'it is not valid yet'],
    [
      'of another issuer',
      (jwt) => jwt.setIssuer('https://evil'),
      {},
      'token_not_verified',
      'its iss is "https://evil"',
    ],
    ['for somebody else', (jwt) => jwt.setAudience('other'), {}, 'token_not_verified', 'its aud is "other"'],
    [
      'with an algorithm that is not wanted',
      (jwt) => jwt,
      { algorithms: ['RS256'] },
      'token_not_verified',
      'it is signed with an algorithm that is not allowed',
    ],
  ])('%s is not verified', async (_, change, options, code, reason) => {
    const error = await rejection(verify(await sign({ [claim]: { groups: [] } }, change), options))
    expect(error).toMatchObject({
      name: 'AuthenticationError',
      service: 'dabp',
      code,
      message: `The token is not valid: ${reason}.`,
    })
  })

  it('with another signature is not verified, but one within the clock tolerance is', async () => {
    const jwt = await sign({ [claim]: { groups: [] } })
    expect(await rejection(verifyReport(jwt, others, expected))).toMatchObject({ code: 'token_not_verified' })
    const late = await sign({ [claim]: { groups: [] } }, (made) => made.setExpirationTime('-10s'))
    expect(await verify(late, { clockToleranceS: 60 })).toEqual({ groups: [] })
  })

  it('without its key in the key set is not verified', async () => {
    const jwt = await sign({ [claim]: { groups: [] } }, undefined, { kid: 'k2' })
    expect(await rejection(verify(jwt))).toMatchObject({
      name: 'AuthenticationError',
      message: 'The token is not valid: it was signed with none of the keys.',
    })
  })

  it('without a report is an error that lists its claims', async () => {
    expect(await rejection(verify(await sign({ sub: 'ada' })))).toEqual(
      refused('no_report', /they are sub, iss, aud, iat, exp/),
    )
  })

  it.each<[string, object, string]>([
    ['issuer', { issuer: undefined }, 'issuer is missing.'],
    ['audience', { audience: '' }, 'audience is missing.'],
    ['audience', { audience: [] }, 'audience is missing.'],
  ])('is not verified without an expected %s', async (_, options, message) => {
    expect(await rejection(verify('a.b.c', options))).toEqual(refused('invalid_request', message))
  })

  it('with an invalid key set is an error, and errors of a key lookup are passed on', async () => {
    const jwt = await sign({ [claim]: { groups: [] } })
    expect(await rejection(verifyReport(jwt, { keys: 1 } as never, expected))).toEqual(
      refused('invalid_request', 'The keys are not a JSON Web Key Set.'),
    )
    const down = new Error('down')
    expect(await rejection(verifyReport(jwt, () => Promise.reject(down), expected))).toBe(down)
  })

  const anything = { [claim]: { groups: [] } }

  it('that never expires is not verified', async () => {
    for (const expiry of ['', ',"exp":1e400']) {
      const { privateKey, publicKey } = await generateKeyPair('ES256')
      const payload = `{"iss":"${issuer}","aud":"${audience}"${expiry}}`
      const jwt = await new CompactSign(new TextEncoder().encode(payload))
        .setProtectedHeader({ alg: 'ES256' })
        .sign(privateKey)
      const error = await rejection(verifyReport(jwt, { keys: [await exportJWK(publicKey)] }, expected))
      expect(error).toMatchObject({ name: 'AuthenticationError', code: 'token_not_verified' })
    }
  })

  it('that does not name its key is verified with each that fits', async () => {
    const jwt = await sign(anything, undefined, {})
    const keys = [...others.keys, ...jwks.keys].map(({ kid: _, ...key }: { kid?: string }) => key)
    expect(await verifyReport(jwt, { keys }, expected)).toEqual({ groups: [] })
    expect(await verifyReport(jwt, createLocalJWKSet({ keys } as JSONWebKeySet), expected)).toEqual({
      groups: [],
    })
    const twice = { keys: [...others.keys, ...jwks.keys] }
    expect(await verifyReport(await sign(anything), twice, expected)).toEqual({ groups: [] })
    const wrong = { keys: [...others.keys, ...others.keys] }
    expect(await rejection(verifyReport(await sign(anything), wrong, expected))).toMatchObject({
      message: 'The token is not valid: its signature does not match.',
    })
    const late = await sign(anything, (made) => made.setExpirationTime('-1s'), {})
    expect(await rejection(verifyReport(late, { keys: keys.toReversed() }, expected))).toMatchObject({
      code: 'token_expired',
    })
  })

  it('whose keys have certificates alone is an error that says what they lack', async () => {
    const keys = [{ kty: 'EC', crv: 'P-256', kid: 'k1', alg: 'ES256', x5c: ['MIIB'] }]
    expect(await rejection(verifyReport(await sign(anything), { keys }, expected))).toMatchObject({
      name: 'InvalidRequestError',
      param: 'keys',
      message: expect.stringMatching(/^The keys cannot be used: /),
      hint: expect.stringContaining('x5c'),
    })
  })

  it.each<[string, object, string]>([
    [
      'clockToleranceS',
      { clockToleranceS: Number.NaN },
      'clockToleranceS is NaN; it takes seconds, from 0 on.',
    ],
    ['clockToleranceS', { clockToleranceS: -1 }, 'clockToleranceS is -1; it takes seconds, from 0 on.'],
    ['clockToleranceS', { clockToleranceS: '5' }, 'clockToleranceS is "5"; it takes seconds, from 0 on.'],
    ['algorithms', { algorithms: 'ES256' }, 'algorithms is "ES256"; it takes a list of strings.'],
    [
      'audience',
      { audience: ['a', undefined] },
      'audience is undefined; it takes a string that is not empty.',
    ],
    ['clockTolerance', { clockTolerance: 5 }, 'There is no option "clockTolerance" here.'],
  ])('is not verified with an invalid option %s', async (param, options, message) => {
    expect(await rejection(verify(await sign(anything), options))).toMatchObject({
      name: 'InvalidRequestError',
      param,
      message,
    })
  })

  it.each<[type: string | undefined, isVerified: boolean]>([
    [undefined, true],
    ['JWT', true],
    ['at+jwt', true],
    ['application/at+jwt', true],
    ['logout+jwt', false],
    ['secevent+jwt', false],
  ])('of the type %s is verified: %s', async (typ, isVerified) => {
    const jwt = await sign(anything, undefined, { kid: 'k1', ...(typ !== undefined && { typ }) })
    if (isVerified) expect(await verify(jwt)).toEqual({ groups: [] })
    else {
      expect(await rejection(verify(jwt))).toMatchObject({
        message: `The token is not valid: its type is ${JSON.stringify(typ)}.`,
      })
    }
  })

  it('with several audiences that was issued to somebody else is not verified', async () => {
    const issue = (azp: string | undefined, audiences = [audience, 'other']) =>
      sign({ ...anything, ...(azp !== undefined && { azp }) }, (made) => made.setAudience(audiences))
    for (const jwt of [await issue(audience), await issue(undefined), await issue('other', [audience])])
      expect(await verify(jwt)).toEqual({ groups: [] })
    expect(await rejection(verify(await issue('other')))).toMatchObject({
      message: 'The token is not valid: its azp is "other".',
    })
  })

  const part = (value: unknown) => btoa(JSON.stringify(value)).replaceAll('=', '')
  it.each<[string, unknown, RegExp]>([
    ['an empty string', '', /it is empty/],
    ['a number', 7, /it is empty/],
    ['an opaque token', 'a'.repeat(64), /it is opaque/],
    ['a string of two parts', 'a.b', /it has 2 parts instead of 3/],
    ['an encrypted token', 'a.b.c.d.e', /it is encrypted/],
    ['a string with an invalid header', `x.${part({})}.s`, /it has no readable header/],
    ['a string with invalid claims', `${part({ alg: 'x' })}.!.s`, /it has no readable claims/],
    ['a string with a list of claims', `${part({ alg: 'x' })}.${part([])}.s`, /it has no readable claims/],
    [
      'a string with broken UTF-8',
      `${part({ alg: 'x' })}.${btoa('{"a":"\xff"}').replaceAll('=', '')}.s`,
      /it has no readable claims/,
    ],
  ])('cannot be %s', async (_, jwt, message) => {
    const error = thrown(() => decodeReport(jwt as string))
    expect(error).toEqual(refused('invalid_token', message))
    if (typeof jwt === 'string' && jwt.length > 10) expect(JSON.stringify(error)).not.toContain(jwt)
    expect(await rejection(verify(jwt as string))).toEqual(refused('invalid_token', message))
  })
})
