import { createAdminClient, type MockServer, startMockServer } from '@personctl/mock-server'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { describeInChromium } from './helpers/chromium.ts'

const patience = { timeout: 60_000 }
const ada = '/v2/user/primary_email/ada.lovelace@example.org'

async function started(options: Parameters<typeof startMockServer>[0] = {}): Promise<MockServer> {
  const server = await startMockServer({ port: 0, ...options })
  onTestFinished(() => server.close())
  return server
}

const attribute = (page: Page, path: string) => page.locator(`[data-attribute="${path}"] td`).first()
/** Resolves once the text is there. */
const shows = (page: Page, text: string) => page.getByText(text).first().waitFor()

describeInChromium('the page of the mock', (open) => {
  test('shows the people, and what a token with the selected scopes sees of one of them', async () => {
    const { url } = await started()
    const { page, problems } = await open(url)
    await page.getByRole('button', { name: 'ada.lovelace@example.org' }).click()
    await shows(page, 'of 53 attributes')
    expect(await attribute(page, 'first_name').textContent()).toBe('Ada')
    expect(await attribute(page, 'primary_email').textContent()).toBe('withheld')
    await page.getByLabel('display:none').check()
    await attribute(page, 'primary_email').getByText('ada.lovelace@example.org').waitFor()
    expect(await attribute(page, 'staff_information.title').textContent()).toBe('withheld')
    await page.getByLabel('read:fullprofile').check()
    await page.getByLabel('display:all').check()
    await attribute(page, 'staff_information.title').getByText('Principal Engineer').waitFor()
    expect(problems).toEqual([])
  })

  test('finds a person by any id, and suggests the nearest one', async () => {
    const { url } = await started()
    const { page } = await open(url)
    const field = page.getByLabel('E-mail, user name, uuid or user id')
    await field.fill('charles.babage@example.org')
    await field.press('Enter')
    await shows(page, 'did you mean charles.babbage@example.org?')
    await field.fill('charles.babbage@example.org')
    await field.press('Enter')
    await page.getByRole('heading', { name: 'charles.babbage@example.org, inactive' }).waitFor()
    await page.getByRole('alert').waitFor({ state: 'hidden' })
  })

  test('shows requests as they arrive, with the nearest match of an unknown id', async () => {
    const { url } = await started()
    const { page, problems } = await open(url)
    await shows(page, 'The services have not received a request yet.')
    await fetch(`${url}/v2/user/primary_mail/<img src=x onerror=alert(1)>`)
    await shows(page, 'nearest: GET /v2/user/primary_email/{primary_email} (getUserByPrimaryEmail of cis)')
    const headers = { authorization: `Bearer ${await accessToken(url)}` }
    await fetch(`${url}/v2/user/primary_email/grace.hoper@example.org`, { headers })
    await shows(page, 'nearest: primary_email grace.hopper@example.org')
    await page.getByLabel('only failures').check()
    await page.locator('#journal').getByText('/oauth/token').waitFor({ state: 'detached' })
    await page.locator('#journal').getByRole('button', { name: 'Clear' }).click()
    await shows(page, 'The services have not received a request yet.')
    await fetch(`${url}/v2/version/2`)
    await page.getByRole('cell', { name: 'GET /v2/version/2' }).waitFor()
    expect(problems).toEqual([])
  })

  test('shows why a request was rejected, and its headers and body on demand', async () => {
    const { url } = await started()
    const { page, problems } = await open(url)
    await fetch(`${url}/oauth/token`, {
      method: 'POST',
      headers: { 'user-agent': 'my-job/1.0' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'demo',
        client_secret: 'hush',
      }),
    })
    await shows(page, 'access_denied: Unauthorized: the secret of the client "demo" is wrong')
    await page.getByText('headers and body').click()
    await shows(page, 'user-agent: my-job/1.0')
    await shows(page, 'grant_type=client_credentials&client_id=demo&client_secret=[hidden]')
    expect(problems).toEqual([])
  })

  test('adds and removes faults', async () => {
    const { url } = await started()
    const { page } = await open(url)
    await page.getByRole('button', { name: '503 once' }).click()
    await shows(page, 'matched 0, fired 0')
    expect((await fetch(`${url}/v2/version`)).status).toBe(503)
    expect((await fetch(`${url}/v2/version`)).status).toBe(200)
    await shows(page, 'matched 2, fired 1')
    await page.getByText('Custom fault').click()
    await page.getByLabel('Effect').selectOption({ label: '429 with Retry-After' })
    await page.getByLabel('Retry after, s').fill('7')
    await page.getByLabel('Operation', { exact: true }).selectOption('getVersion')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await shows(page, '429, Retry-After 7')
    const limited = await fetch(`${url}/v2/version`)
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
    await page.getByLabel('Effect').selectOption('flawedToken')
    await page.getByLabel('Token', { exact: true }).selectOption('refresh')
    await page.getByLabel('Flaw').selectOption('wrongSignature')
    await page.getByLabel('Operation', { exact: true }).selectOption('requestToken')
    await page.getByLabel('Grant').fill('refresh_token')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await shows(page, 'Token response with a flawed token: refresh, wrongSignature')
    await page.getByRole('button', { name: 'Remove fault 2' }).click()
    await page.getByText('429, Retry-After 7').waitFor({ state: 'detached' })
    expect((await fetch(`${url}/v2/version`)).status).toBe(200)
  })

  test('moves, sets and stops the clock of the tokens', async () => {
    const { url } = await started({ tokenTtlSeconds: 600 })
    const headers = { authorization: `Bearer ${await accessToken(url)}` }
    const { page } = await open(url)
    await shows(page, 'running')
    expect((await fetch(`${url}${ada}`, { headers })).status).toBe(200)
    await page.getByRole('button', { name: '+1 h' }).click()
    await expect.poll(async () => (await fetch(`${url}${ada}`, { headers })).status, patience).toBe(500)
    await page.getByRole('button', { name: 'Freeze' }).click()
    await shows(page, 'frozen')
    await page.getByLabel('Set to (UTC)').fill('2031-05-06T07:08:09')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await shows(page, '2031-05-06 07:08:09 UTC')
    const clock = await createAdminClient({ url }).clock.get()
    expect(clock).toEqual({ now: '2031-05-06T07:08:09.000Z', frozen: true })
  })

  test('shows the session of its path, and any other that is selected', async () => {
    const { url } = await started()
    const one = createAdminClient({ url, session: 'one' })
    await one.people.create({ attributes: { primary_email: 'aaa@example.org' } })
    await createAdminClient({ url, session: 'other' }).people.delete('ada.lovelace@example.org')
    const { page } = await open(`${url}/__session/one/`)
    await page.getByRole('button', { name: 'aaa@example.org added' }).waitFor()
    await page.getByLabel('Session', { exact: true }).selectOption('other')
    await page.getByRole('button', { name: 'aaa@example.org' }).waitFor({ state: 'detached' })
    expect(await page.getByRole('button', { name: 'ada.lovelace@example.org' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Reset', exact: true }).first().click()
    await page.getByRole('button', { name: 'ada.lovelace@example.org' }).waitFor()
  })

  test('asks for the admin token if one is required, and again if it is wrong', async () => {
    const { url } = await started({ adminToken: 'open-sesame' })
    const { page, problems } = await open(url)
    const field = page.getByRole('textbox', { name: 'Admin token' })
    await field.fill('wrong')
    await field.press('Enter')
    await shows(page, 'The admin token is wrong')
    await field.fill('open-sesame')
    await field.press('Enter')
    await page.getByRole('button', { name: 'ada.lovelace@example.org' }).click()
    await shows(page, 'of 53 attributes')
    expect(problems).toEqual([])
  })

  test('lists the operations of every service', async () => {
    const { url } = await started()
    const { page } = await open(url)
    const rows = page.locator('#services tbody tr:visible')
    await page.getByLabel('Filter operations').fill('device code')
    await expect.poll(() => rows.count(), patience).toBe(1)
    expect(await rows.first().textContent()).toContain('requestDeviceCode')
  })

  test('fits a small screen, and works with the keyboard alone', async () => {
    const { url } = await started()
    const { page } = await open(url)
    await page.setViewportSize({ width: 400, height: 800 })
    const person = page.getByRole('button', { name: 'ada.lovelace@example.org' })
    await person.focus()
    await page.keyboard.press('Enter')
    await shows(page, 'of 53 attributes')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400)
    const unnamed = 'input:not([type=hidden]), select, button'
    const names = await page.locator(unnamed).evaluateAll((fields) =>
      fields.map((field) => {
        const { labels, textContent } = field as HTMLInputElement
        return (field.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? textContent ?? '').trim()
      }),
    )
    expect(names.filter((name) => name === '')).toEqual([])
  })
})
