// What the programs of the sign-in tests share: the authorization servers of a mock over https, and a browser for the person.
import assert from 'node:assert/strict'

/**
 * @typedef {object} AuthorizationServer
 * @property {string} name
 * @property {string} issuer
 * @property {string} scope with a refresh token
 */

const origin = process.env.PERSONCTL_MOCK_URL ?? ''
const offline = 'openid profile email offline_access'

/** @type {readonly AuthorizationServer[]} */
export const servers = [
  { name: 'Auth0', issuer: `${origin}/`, scope: offline },
  { name: 'Keycloak', issuer: `${origin}/auth/realms/cern`, scope: 'openid profile email' },
  { name: 'OneWelcome', issuer: `${origin}/oauth`, scope: offline },
]

export const clientId = 'demo'
export const clientSecret = 'demo-secret'
export const grace = 'grace.hopper@example.org'

/** Adds a client to the mock. */
export async function registerClient(id, client) {
  const { status } = await fetch(`${origin}/__admin/clients/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(client),
  })
  assert.equal(status, 200)
}

/**
 * Signs in at each server in turn, and prints as JSON which steps passed there.
 *
 * @param {(server: AuthorizationServer, pass: (step: string) => void) => Promise<void>} signIn
 */
export async function signInEverywhere(signIn) {
  const table = {}
  for (const server of servers) {
    table[server.name] = []
    await signIn(server, (step) => table[server.name].push(step))
  }
  console.log(JSON.stringify(table))
}

/** A browser without JavaScript, which keeps cookies and follows redirects and links. */
export class Browser {
  #cookies = new Map()

  /**
   * Opens a URL. Stops in front of one that begins with `end`, which nobody has to serve.
   *
   * @returns {Promise<{ url: string, status: number, html: string }>}
   */
  async open(url, end) {
    for (let hops = 0; hops < 10; hops++) {
      if (end !== undefined && url.startsWith(end)) return { url, status: 0, html: '' }
      const headers = { accept: 'text/html', cookie: this.#cookiesFor(new URL(url)) }
      const response = await fetch(url, { redirect: 'manual', headers })
      for (const line of response.headers.getSetCookie()) this.#store(line, new URL(url))
      const location = response.headers.get('location')
      if (location === null) return { url, status: response.status, html: await response.text() }
      url = new URL(location, url).href
    }
    throw new Error(`There are too many redirects at ${url}`)
  }

  /** Follows the link with a text. */
  click(page, text, end) {
    const [, href] = new RegExp(`href="([^"]*)">${text}<`).exec(page.html) ?? []
    assert(href, `${page.url} has no link ${text}: ${page.status} ${page.html}`)
    return this.open(new URL(href.replaceAll('&amp;', '&'), page.url).href, end)
  }

  /** Opens the page of an authorization server, and chooses Grace. Returns the URL that the application gets. */
  async signInAsGrace(url, end) {
    return (await this.click(await this.open(url, end), 'Grace Hopper', end)).url
  }

  #cookiesFor({ hostname, pathname }) {
    return [...(this.#cookies.get(hostname)?.values() ?? [])]
      .filter(({ path }) => pathname.startsWith(path))
      .map(({ pair }) => pair)
      .join('; ')
  }

  #store(line, { hostname }) {
    const [pair = '', ...attributes] = line.split(/; */)
    const [name = ''] = pair.split('=')
    const path = attributes.find((text) => /^path=/i.test(text))?.slice('path='.length) ?? '/'
    const jar = this.#cookies.get(hostname) ?? new Map()
    this.#cookies.set(hostname, jar)
    const isExpired = attributes.some((text) => /^(max-age=0|expires=thu, 01 jan 1970.*)$/i.test(text))
    if (isExpired) jar.delete(`${name} ${path}`)
    else jar.set(`${name} ${path}`, { pair, path })
  }
}
