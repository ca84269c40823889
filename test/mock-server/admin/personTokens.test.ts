import type { MockServer } from '@personctl/mock-server'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { startMock } from '../../helpers/startMock.ts'
import {
  type Application,
  ada,
  auth0,
  charles,
  createApplication,
  demo,
  keycloak,
  oneWelcome,
  type SignInServer,
} from '../helpers/signInServers.ts'

const servers = [
  { service: 'cis', server: auth0 },
  { service: 'cern', server: keycloak },
  { service: 'dabp', server: oneWelcome },
] as const

describe.each(servers)('at $server.name', ({ service, server }) => {
  const start = async (): Promise<[Application, MockServer, SignInServer]> => {
    const mock = await startMock()
    return [await createApplication(mock, server), mock, server]
  }

  test('an ID token of the admin routes says what the one of a sign-in says', async () => {
    const [app, mock] = await start()
    const { id_token: signedIn = '' } = await app.signIn()
    const { token, claims } = await mock.admin.tokens.mint({
      service,
      kind: 'id',
      user: ada,
      claims: { nonce: 'n' },
    })
    const keys = createRemoteJWKSet(new URL(String(app.metadata.jwks_uri)))
    const { payload } = await jwtVerify(token, keys, { issuer: app.metadata.issuer, audience: demo.id })
    expect(payload).toEqual(claims)
    const { iat = 0, exp = 0 } = payload
    const expected = decodeJwt(signedIn)
    expect(exp - iat).toBe((expected.exp ?? 0) - (expected.iat ?? 0))
    const unique = Object.keys({ iat, exp, nbf: 0, jti: '', sid: '', nonce: '', auth_time: 0 })
    const stable = (all: object) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => !unique.includes(name)))
    expect(stable(payload)).toEqual(stable(expected))
    expect(Object.keys(payload).sort()).toEqual(Object.keys(expected).sort())
  })

  test('an ID token of the admin routes has the flaw for which a verifier rejects it', async () => {
    const [app, mock] = await start()
    const keys = createRemoteJWKSet(new URL(String(app.metadata.jwks_uri)))
    for (const flaw of ['expired', 'wrongAudience', 'wrongIssuer', 'wrongSignature', 'malformed'] as const) {
      const { token } = await mock.admin.tokens.mint({ service, kind: 'id', user: ada, flaw })
      const rules = { issuer: app.metadata.issuer, audience: demo.id }
      await expect(jwtVerify(token, keys, rules), flaw).rejects.toThrow()
    }
  })

  test('a refresh token of the admin routes gives the tokens of the person', async () => {
    const [app, mock] = await start()
    const { token } = await mock.admin.tokens.mint({ service, kind: 'refresh', user: ada })
    const { id_token: refreshed = '' } = await app.refresh(token)
    const { id_token: signedIn = '' } = await app.signIn()
    expect(decodeJwt(refreshed).sub).toBe(decodeJwt(signedIn).sub)
  })

  test('a refresh token of the admin routes can have expired, be malformed, or belong to another client', async () => {
    const [app, mock] = await start()
    for (const wish of [{ flaw: 'expired' }, { flaw: 'malformed' }, { clientId: 'demo-public' }] as const) {
      const { token } = await mock.admin.tokens.mint({ service, kind: 'refresh', user: ada, ...wish })
      await expect(app.refresh(token), JSON.stringify(wish)).rejects.toThrow()
    }
    const { token } = await mock.admin.tokens.mint({
      service,
      kind: 'refresh',
      user: ada,
      lifetimeSeconds: 60,
    })
    await app.refresh(token)
    await mock.admin.clock.advance({ seconds: 61 })
    await expect(app.refresh(token)).rejects.toThrow()
  })

  test('a token about a person needs somebody who may sign in', async () => {
    const [, { admin }] = await start()
    for (const kind of ['id', 'refresh'] as const) {
      await expect(admin.tokens.mint({ service, kind })).rejects.toThrow('user is missing')
      await expect(admin.tokens.mint({ service, kind, user: 'nobody' })).rejects.toThrow('nobody')
    }
    if (service === 'cis')
      await expect(admin.tokens.mint({ service, kind: 'id', user: charles })).rejects.toThrow(charles)
  })
})

test('a refresh token that is opaque takes neither claims nor a key', async () => {
  const { admin } = await startMock()
  const wish = { service: 'dabp', kind: 'refresh', user: ada } as const
  await expect(admin.tokens.mint({ ...wish, claims: { a: 1 } })).rejects.toThrow('claims is {"a":1}')
  await expect(admin.tokens.mint({ ...wish, kid: 'k' })).rejects.toThrow('kid is "k"')
  await expect(admin.tokens.mint({ ...wish, flaw: 'wrongIssuer' })).rejects.toThrow('flaw is "wrongIssuer"')
})
