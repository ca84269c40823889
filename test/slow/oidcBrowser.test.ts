// oidc-client-ts in a real Chromium, in which a person clicks on the page of each server. Chromium trusts the CA of the mock by
// its store of certificates.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type MockServer, startMockServer } from '@personctl/mock-server'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { describeInChromium } from '../browser/helpers/chromium.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { grace, type SignInServer, signInServers } from '../mock-server/helpers/signInServers.ts'
import { fetchLibraries, outputOf } from './oidc/signInPrograms.ts'

const version = '3.5.0'
let mock: MockServer
let script: string | undefined

beforeAll(async () => {
  mock = await startMockServer({ port: 0, https: true })
  const folder = await fetchLibraries({ 'oidc-client-ts': version })
  const file = 'node_modules/oidc-client-ts/dist/browser/oidc-client-ts.js'
  if (folder !== undefined) script = await readFile(join(folder, file), 'utf8')
}, 300_000)
afterAll(() => mock.close())

/** Makes a home for Chromium, with a store of certificates that has the CA of the mock. */
async function prepareHome(): Promise<string> {
  const home = await temporaryFolder()
  const store = join(home, '.pki/nssdb')
  await mkdir(store, { recursive: true })
  execFileSync('certutil', ['-d', `sql:${store}`, '-N', '--empty-password'])
  execFileSync('certutil', ['-d', `sql:${store}`, '-A', '-n', 'mock', '-t', 'C,,', '-i', mock.caFile ?? ''])
  return home
}

/** Serves an application whose pages have nothing but the library, or show the form that they get. Returns its URL. */
async function serveApplication({ issuerPath, scope }: SignInServer): Promise<string> {
  const server = createServer(async (request, response) => {
    const { url, method } = request
    if (method === 'POST') response.end(await text(request))
    else if (url === '/oidc-client-ts.js') response.setHeader('Content-Type', 'text/javascript').end(script)
    else
      response.setHeader('Content-Type', 'text/html').end(`<!DOCTYPE html><title>Application</title>
<link rel="icon" href="data:,"><script src="/oidc-client-ts.js"></script>
<script>
const manager = new oidc.UserManager({
  authority: ${JSON.stringify(mock.url + issuerPath)},
  client_id: 'demo-public',
  redirect_uri: origin + '/callback',
  post_logout_redirect_uri: origin + '/goodbye',
  scope: ${JSON.stringify(scope)},
  loadUserInfo: true,
  automaticSilentRenew: false,
})
</script>`)
  }).listen(0, 'localhost')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  await once(server, 'listening')
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

/** Runs an expression in the page of the application. */
const run = <Value>(page: Page, expression: string): Promise<Value> => page.evaluate<Value>(expression)
/** Calls something in the page that leaves the page. */
const leave = (page: Page, call: string): Promise<void> => run(page, `void ${call}`)

const finish = 'manager.signinRedirectCallback()'
const errorOf = (call: string): string => `${call}.then(() => 'none', (error) => error.error)`
/** A refresh with a token that the library has forgotten, as an expression whose value is the error. */
const refreshWith = (token: unknown): string => `manager.metadataService.getTokenEndpoint()
  .then((url) => fetch(url, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'refresh_token', client_id: 'demo-public', refresh_token: ${JSON.stringify(token)},
    }),
  }))
  .then((response) => response.json())
  .then(({ error }) => error)`

if (outputOf('sh', '-c', 'command -v certutil') === undefined) {
  console.warn(
    'Skipped: oidc-client-ts: there is no certutil (libnss3-tools) to make Chromium trust the mock',
  )
  describe.skip('oidc-client-ts in Chromium (skipped: there is no certutil)', () => {})
} else
  describeInChromium(
    'oidc-client-ts in Chromium over https',
    (open) => {
      beforeEach(({ skip }) => skip(script === undefined, 'npm cannot fetch oidc-client-ts'))

      test.each(signInServers)('signs in, refreshes and signs out at $name', async (server) => {
        const home = await serveApplication(server)
        const { page, problems } = await open(home)

        await leave(page, 'manager.signinRedirect()')
        await page.getByRole('link', { name: 'Refuse' }).click()
        await page.waitForURL(`${home}/callback?*`)
        expect(await run(page, errorOf(finish))).toBe('access_denied')

        await leave(page, 'manager.signinRedirect()')
        await page.getByLabel('Name, e-mail address or login').fill('hopper')
        await page.getByRole('button', { name: 'Search' }).click()
        await page.getByRole('link', { name: 'Grace Hopper' }).click()
        await page.waitForURL(`${home}/callback?*`)
        const user = await run<Record<string, unknown>>(page, finish)
        expect(user).toMatchObject({ profile: { email: grace }, refresh_token: expect.any(String) })

        const fresh = await run<Record<string, unknown>>(page, 'manager.signinSilent()')
        expect(fresh).toMatchObject({ profile: { email: grace }, access_token: expect.any(String) })
        expect(fresh['access_token']).not.toBe(user['access_token'])

        await run(page, "manager.revokeTokens(['refresh_token'])")
        expect(await run(page, refreshWith(fresh['refresh_token'] ?? user['refresh_token']))).toBe(
          'invalid_grant',
        )

        await leave(page, 'manager.signoutRedirect()')
        await page.waitForURL(`${home}/goodbye*`)
        await run(page, 'manager.signoutRedirectCallback().then(() => undefined)')
        await leave(page, "manager.signinRedirect({ prompt: 'none' })")
        await page.waitForURL(`${home}/callback?*`)
        expect(await run(page, errorOf(finish))).toBe('login_required')
        expect(problems).toEqual([])
        console.log(
          `oidc-client-ts ${version} | ${server.name} | refusal, sign-in, userinfo, refresh, revocation, logout`,
        )
      })

      test.each(signInServers)('gets the code of $name in a form that the page sends', async (server) => {
        const home = await serveApplication(server)
        const { page, problems } = await open(home)
        const url = await run<string>(
          page,
          `new oidc.OidcClient(manager.settings)
            .createSigninRequest({ response_mode: 'query' })
            .then(({ url }) => url.replace('response_mode=query', 'response_mode=form_post'))`,
        )
        await page.goto(url)
        await page.getByRole('link', { name: 'Grace Hopper' }).click()
        await page.waitForURL(`${home}/callback`)
        const form = new URLSearchParams((await page.textContent('body')) ?? '')
        expect(form.get('code')).toMatch(/^[0-9a-f.-]+$/)
        expect(form.get('state')).toBe(new URL(url).searchParams.get('state'))
        expect(problems).toEqual([])
      })
    },
    prepareHome,
  )
