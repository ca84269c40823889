import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { runMock } from '../helpers/mockCommand.ts'
import { mockWith, origin } from '../helpers/mockInProcess.ts'

describe('another issuer', () => {
  const issuer = 'https://id.team.test'
  async function identityProvider() {
    const { publicKey, privateKey } = await generateKeyPair('RS256')
    const sign = (claims: Record<string, unknown>, header = {}) =>
      new SignJWT({
        iss: issuer,
        aud: 'api.sso.mozilla.com',
        exp: 4_000_000_000,
        scope: 'display:none',
        ...claims,
      })
        .setProtectedHeader({ alg: 'RS256', kid: 'team', ...header })
        .sign(privateKey)
    return { sign, jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: 'team', alg: 'RS256' }] } }
  }
  const codeOf = async (response: Response) =>
    response.status === 200 ? 'accepted' : (await response.json()).code

  test('whose key set cannot be fetched is reported once', async () => {
    const { sign } = await identityProvider()
    const report = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => report.mockRestore())
    const mock = mockWith({ trust: { issuer, jwks: 'http://127.0.0.1:1/jwks' } })
    for (let sent = 0; sent < 2; sent++) expect((await mock.ask(`Bearer ${await sign({})}`)).status).toBe(500)
    expect(report.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^personctl-mock: the key set at http:\/\/127\.0\.0\.1:1\/jwks cannot be used: /,
        ),
      ],
    ])
  })

  test('whose key set cannot be fetched is reported without credentials and query', async () => {
    const { sign } = await identityProvider()
    const report = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => report.mockRestore())
    for (const jwks of ['http://user:hush@127.0.0.1:1/jwks', 'http://127.0.0.1:1/jwks?key=hush'])
      await mockWith({ trust: { issuer, jwks } }).ask(`Bearer ${await sign({})}`)
    expect(report).toHaveBeenCalledTimes(2)
    expect(JSON.stringify(report.mock.calls)).not.toContain('hush')
    const flags = ['--port', '0', '--trust-issuer', issuer, '--trust-jwks', 'https://user:hush@id.test/jwks']
    const { code, stderr } = await runMock(flags)
    expect([code, stderr]).toEqual([
      2,
      'personctl-mock: --trust-jwks must be a URL without credentials: key sets are public\n',
    ])
  })

  test('is trusted for its keys, its issuer and a known audience, until its tokens expire', async () => {
    const { sign, jwks } = await identityProvider()
    const mock = mockWith({ conformance: 'documented', trust: { issuer, jwks, audience: 'team-audience' } })
    const codeFor = async (claims: Record<string, unknown>, header = {}) =>
      codeOf(await mock.ask(`Bearer ${await sign(claims, header)}`))
    expect(await codeFor({})).toBe('accepted')
    expect(await codeFor({ aud: ['x', 'team-audience'] })).toBe('accepted')
    expect(await codeFor({ aud: 'x' })).toBe('invalid_claims')
    expect(await codeFor({ aud: undefined })).toBe('invalid_claims')
    expect(await codeFor({ exp: 1, aud: 'x' })).toBe('token_expired')
    expect(await codeFor({ nbf: 4_000_000_000 })).toBe('invalid_claims')
    expect(await codeFor({ iss: 'https://elsewhere.test' })).toBe('invalid_header')
    expect(await codeFor({}, { kid: 'x' })).toBe('invalid_header')
    expect(await codeFor({}, { kid: undefined })).toBe('invalid_header')
  })

  test('is trusted for no token that lacks an audience', async () => {
    const { sign, jwks } = await identityProvider()
    const mock = mockWith({ conformance: 'documented', trust: { issuer, jwks } })
    expect(await codeOf(await mock.ask(`Bearer ${await sign({})}`))).toBe('accepted')
    for (const aud of [undefined, '', []])
      expect(await codeOf(await mock.ask(`Bearer ${await sign({ aud })}`))).toBe('invalid_claims')
  })

  test('has tokens whose scopes filter the profile; without scopes, only public attributes are returned', async () => {
    const { sign, jwks } = await identityProvider()
    const mock = mockWith({ trust: { issuer, jwks } })
    const seen = async (scope: unknown) => (await mock.ask(`Bearer ${await sign({ scope })}`)).json()
    expect(await seen('classification:public  display:none')).toHaveProperty('user_id')
    for (const scope of [undefined, ['display:none'], 5])
      expect(await seen(scope)).not.toHaveProperty('user_id')
  })

  test('is trusted by every service for the audience of the service', async () => {
    const { sign, jwks } = await identityProvider()
    const mock = mockWith({ trust: { issuer, jwks, audience: 'team-audience' } })
    const statusOf = async (url: string, claims: Record<string, unknown>) =>
      (await mock.ask(`Bearer ${await sign(claims)}`, url)).status
    const report = `${origin}/delegation/api/v2/people/nobody/report`
    for (const aud of ['dabp', 'team-audience']) {
      expect(await statusOf(report, { aud, scope: 'dabp_read dabp_person_report' })).toBe(404)
      expect(await statusOf(report, { aud, scp: ['dabp_person_report'] })).toBe(404)
      expect(await statusOf(report, { aud })).toBe(403)
    }
    expect(await statusOf(report, { scope: 'dabp_person_report' })).toBe(401)
    const me = `${origin}/api/v1.0/Identity/my`
    for (const aud of ['authorization-service-api', 'team-audience'])
      expect(await statusOf(me, { aud, sub: 'alovelace' })).toBe(200)
    expect(await statusOf(me, { sub: 'alovelace' })).toBe(401)
  })

  test('may publish its keys at a URL', async () => {
    const { sign, jwks } = await identityProvider()
    const server = createServer((_request, response) => response.end(JSON.stringify(jwks))).listen(
      0,
      '127.0.0.1',
    )
    onTestFinished(() => {
      server.close()
    })
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const mock = mockWith({ conformance: 'documented', trust: { issuer, jwks: `http://127.0.0.1:${port}/` } })
    expect(await codeOf(await mock.ask(`Bearer ${await sign({})}`))).toBe('accepted')
    server.closeAllConnections()
    server.close()
    const cut = mockWith({ conformance: 'documented', trust: { issuer, jwks: `http://127.0.0.1:${port}/` } })
    expect(await codeOf(await cut.ask(`Bearer ${await sign({})}`))).toBe('invalid_header')
  })

  test('has an additional audience that the token endpoint accepts', async () => {
    const mock = mockWith({ audience: 'team-audience' })
    const token = await mock.token({ audience: 'team-audience' })
    expect((await mock.ask(`Bearer ${token}`)).status).toBe(200)
  })
})
