import { decodeJwt } from 'jose'
import * as oauth from 'oauth4webapi'
import { describe, expect, test } from 'vitest'
import { startMock } from '../helpers/startMock.ts'
import { ada, createApplication, grace, insecure, signInServers } from './helpers/signInServers.ts'

describe.each(signInServers)('a person who signs in at $name', (server) => {
  test('gives an application tokens by a code, which oauth4webapi verifies', async () => {
    const app = await createApplication(await startMock(), server)
    for (const login_hint of [ada, grace]) {
      const tokens = await app.signIn({ login_hint })
      const claims = decodeJwt(tokens.id_token ?? '')
      expect(claims).toMatchObject({ aud: 'demo', email: login_hint, auth_time: expect.any(Number) })
      expect(tokens.id_token?.length).toBeLessThan(3500)
      const response = await oauth.userInfoRequest(
        app.metadata,
        { client_id: 'demo' },
        tokens.access_token,
        insecure,
      )
      const subject = String(claims.sub)
      const told = await oauth.processUserInfoResponse(app.metadata, { client_id: 'demo' }, subject, response)
      expect(told.email).toBe(login_hint)
    }
  })

  test('stays signed in by a refresh token', async () => {
    const app = await createApplication(await startMock(), server)
    const first = await app.signIn()
    const second = await app.refresh(first.refresh_token ?? '')
    const [before, after] = [first, second].map(({ id_token }) => decodeJwt(id_token ?? ''))
    expect(after).toMatchObject({ sub: before?.sub, auth_time: before?.['auth_time'], iss: before?.iss })
    expect(after).not.toHaveProperty('nonce')
  })

  test('chooses on a page in a browser', async () => {
    const app = await createApplication(await startMock(), server)
    const { response } = await app.begin({}, { accept: 'text/html' })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const page = await response.text()
    expect(page).toContain('Ada Lovelace')
    expect(page).not.toContain('<script')
    const [, link = ''] = /href="([^"]*)">Grace Hopper/.exec(page) ?? []
    const url = new URL(link.replaceAll('&amp;', '&'), response.url)
    const sentBack = await fetch(url, { redirect: 'manual', headers: { accept: 'text/html' } })
    expect(new URL(sentBack.headers.get('location') ?? '').searchParams.get('code')).toMatch(/^[0-9a-f]{64}$/)
  })
})
