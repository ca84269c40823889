// The documentation site, as it is built: its files, and its pages in Chromium.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, extname, join, posix } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { formatPage, readResults } from '../../scripts/compatibility.mjs'
import { describeInChromium } from '../browser/helpers/chromium.ts'

const run = promisify(execFile)
const folder = fileURLToPath(new URL('../../docs/site/', import.meta.url))

/** Installs what the site needs. It has a lockfile of its own, so that `npm ci` in the root stays quick. */
async function install(): Promise<boolean> {
  if (existsSync(join(folder, 'node_modules/shiki'))) return true
  try {
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
    return true
  } catch (error) {
    console.warn(`Skipped, what the site needs cannot be installed: ${error}`)
    return false
  }
}

const isInstalled = await install()
let built = ''
let buildSeconds = 0

/** The pages as they are written, by their paths. */
const pages = new Map<string, string>()

beforeAll(async () => {
  if (!isInstalled) return
  built = await mkdtemp(join(tmpdir(), 'personctl-site-'))
  const start = performance.now()
  // Fails if a link of a document leads nowhere.
  await run(process.execPath, [join(folder, 'build.mjs'), built])
  buildSeconds = (performance.now() - start) / 1000
  for (const file of await readdir(built, { recursive: true }))
    if (file.endsWith('.html')) pages.set(file, await readFile(join(built, file), 'utf8'))
}, 300_000)
afterAll(() => rm(built, { recursive: true, force: true }))

/** One page of each kind, by their paths. */
const kinds = [
  'index.html',
  'guides/first-call.html',
  'guides/testing.html',
  'guides/index.html',
  'guides/deployment-gate.html',
  'guides/nightly-job.sh.html',
  'concepts/scopes.html',
  'packages/cli.html',
  'manual/index.html',
  'manual/user.html',
  'manual/help-exit-codes.html',
  'reference/index.html',
  'reference/sdk/index.html',
  'reference/sdk/functions/createCisClient.html',
  'reference/sdk/interfaces/CisUsers.html',
  'mock/quirks.html',
  'errors.html',
  'compatibility.html',
  'examples/index.html',
  'decisions/index.html',
  'project/changelog.html',
  '404.html',
]

/** Everyday questions, and the page that has to be the first result. */
const questions: readonly [question: string, page: RegExp][] = [
  ['why is an attribute missing', /^guides\/missing-attribute/],
  ['sync every night', /^guides\/nightly-sync/],
  ['resume after a crash', /^concepts\/walks|^guides\/(?:nightly-sync|resume-after|survive-kill)/],
  ['rotate a secret', /^guides\/secret-rotation/],
  ['test with pytest', /^guides\/(?:testing|from-python)/],
  ['which exit code means no', /exit-codes|^packages\/cli|^guides\/deployment-gate/],
  ['publish to CIS', /^guides\/publish/],
  ['replace curl', /^guides\/from-curl/],
  ['rate limit 429', /^mock\/admin|^errors|^guides/],
  ['does it run in Deno', /^compatibility|^packages\/sdk\.html#where-it-runs/],
  ['createCisClient', /^reference\/sdk\/functions\/createCisClient/],
  ['personctl group members', /^manual\/group/],
  ['install', /^guides\/first-call/],
  ['token_refused', /^guides\/first-call|^errors/],
  ['invalid_assertion', /^errors/],
  ['quirks', /^mock\/quirks/],
  ['jmespath', /^manual\/help-formats|^packages\/cli/],
  ['keyring', /^(?!decisions)/],
  ['privacy', /^mirror\/privacy/],
]

describe.skipIf(!isInstalled)('the built site', () => {
  test('is built in less than a minute on a quiet machine, with every kind of page', () => {
    // The limit here is for a machine with much else to do.
    expect(buildSeconds).toBeLessThan(180)
    for (const kind of kinds) expect(pages.has(kind), kind).toBe(true)
  })

  test('has no link, picture or script that leads nowhere, and no id twice', () => {
    const ids = new Map<string, readonly string[]>(
      [...pages].map(([path, html]) => [path, html.match(/(?<= id=")[^"]+/g) ?? []]),
    )
    const problems: string[] = []
    for (const [path, html] of pages) {
      const twice = ids.get(path)?.filter((id, index, all) => all.indexOf(id) !== index) ?? []
      problems.push(...twice.map((id) => `${path}: the id ${id} twice`))
      for (const [, link = ''] of html.matchAll(/ (?:href|src)="([^"]+)"/g)) {
        if (/^(?:https?|mailto|data):/.test(link)) continue
        const [target = '', anchor] = link.replaceAll('&amp;', '&').split('#')
        const file = target === '' ? path : posix.join(dirname(path), decodeURI(target))
        if (!existsSync(join(built, file))) problems.push(`${path}: ${link}`)
        else if (anchor && pages.has(file) && !ids.get(file)?.includes(decodeURI(anchor)))
          problems.push(`${path}: ${link}: the anchor is missing`)
      }
    }
    expect(problems).toEqual([])
  })

  test('has a title, a description and a canonical URL of its own on each page, and all in the sitemap', async () => {
    const sitemap = await readFile(join(built, 'sitemap.xml'), 'utf8')
    const titles = new Set<string>()
    for (const [path, html] of pages) {
      const [, title = ''] = /<title>(.+)<\/title>/.exec(html) ?? []
      expect(title, path).not.toBe('')
      expect(/<meta name="description" content=".{10,170}">/.test(html), path).toBe(true)
      titles.add(title)
      if (path === '404.html') continue
      const [, canonical = ''] = /<link rel="canonical" href="(https:[^"]+)"/.exec(html) ?? []
      expect(sitemap, path).toContain(`<loc>${canonical}</loc>`)
    }
    expect(titles.size).toBeGreaterThan(pages.size * 0.9)
  })

  test('lists each page in the navigation, or links to it from another', () => {
    const linked = new Set<string>()
    for (const [path, html] of pages)
      for (const [, link = ''] of html.matchAll(/ href="([^"#]+)/g))
        linked.add(posix.join(dirname(path), link))
    expect([...pages.keys()].filter((path) => path !== '404.html' && !linked.has(path))).toEqual([])
  })

  test('loads nothing from elsewhere', () => {
    for (const [path, html] of pages)
      expect(/<(?:script|link rel="stylesheet"|img)[^>]*https?:/.test(html), path).toBe(false)
  })
})

test('the page of compatibility is what the stored results of the tests make of it', async () => {
  const page = await readFile(new URL('../../docs/compatibility.md', import.meta.url), 'utf8')
  expect(page).toBe(formatPage(readResults()))
})

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.xml': 'application/xml',
}

/** Serves the site below a path, as any file server does, and returns the URL of its root. */
async function serve(base: string): Promise<string> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const path = pathname.startsWith(base) ? decodeURI(pathname.slice(base.length)) : 'none'
    const file = path === '' || path.endsWith('/') ? `${path}index.html` : path
    const content = await readFile(join(built, file)).catch(() => undefined)
    const type = types[extname(content === undefined ? '404.html' : file)] ?? 'text/plain'
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': type })
    response.end(content ?? (await readFile(join(built, '404.html'))))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`
}

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Returns the serious findings of axe. */
async function findBarriers(page: Page, options: RunOptions = {}): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify({ resultTypes: ['violations'], ...options })})`,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html}`))
}

describeInChromium('the pages of the site', (open) => {
  test.skipIf(!isInstalled)(
    'fit a phone and have no barrier and no script error, light and dark',
    async () => {
      const root = await serve('/')
      const { page, problems } = await open(root)
      const findings: string[] = []
      for (const kind of kinds) {
        await page.goto(root + kind)
        await page.evaluate(axe)
        await page.emulateMedia({ colorScheme: 'light' })
        await page.setViewportSize({ width: 1280, height: 800 })
        for (const barrier of await findBarriers(page)) findings.push(`${kind}: ${barrier}`)
        await page.emulateMedia({ colorScheme: 'dark' })
        for (const barrier of await findBarriers(page, { runOnly: ['color-contrast'] }))
          findings.push(`${kind}, dark: ${barrier}`)
        await page.setViewportSize({ width: 360, height: 740 })
        const width = await page.evaluate<number>('document.documentElement.scrollWidth')
        if (width > 360) findings.push(`${kind} is ${width} pixels wide`)
      }
      expect(findings).toEqual([])
      expect(problems).toEqual([])
    },
    300_000,
  )

  test.skipIf(!isInstalled)('have drawings whose texts fit into their boxes in any font', async () => {
    const root = await serve('/')
    const { page } = await open(root)
    for (const name of ['concepts/people', 'concepts/scopes', 'concepts/walks', 'mirror/schema']) {
      await page.goto(`${root}${name}.html`)
      await page.addStyleTag({ content: '.drawing { letter-spacing: 1px }' })
      const wide = await page.evaluate<string[]>(`(() => {
        const boxes = [...document.querySelectorAll('.drawing rect')].map((box) => box.getBBox())
        const texts = [...document.querySelectorAll('.drawing text')]
        return texts.filter((text) => {
          const { x, y, width, height } = text.getBBox()
          const [centre, middle] = [x + width / 2, y + height / 2]
          return boxes.some((box) => centre > box.x && centre < box.x + box.width &&
            middle > box.y && middle < box.y + box.height && width > box.width - 8)
        }).map((text) => text.textContent)
      })()`)
      expect(wide, name).toEqual([])
    }
  })

  test.skipIf(!isInstalled)('work below another path, and from files', async () => {
    const base = await serve('/some/where/')
    for (const root of [base, `${pathToFileURL(built)}/`]) {
      const { page, problems } = await open(`${root}guides/first-call.html`)
      const requests: string[] = []
      page.on('request', (request) => requests.push(request.url()))
      await page.getByRole('link', { name: 'Why is an attribute missing?' }).first().click()
      await page.getByRole('heading', { level: 1, name: 'Why is an attribute missing?' }).waitFor()
      await page.getByRole('searchbox').fill('exit codes')
      await page.locator('#site-results a').first().click()
      await page.waitForURL((url) => !url.pathname.endsWith('missing-attribute.html'))
      expect(requests.filter((url) => !url.startsWith(root))).toEqual([])
      expect(problems).toEqual([])
    }
    const { page } = await open(`${base}no/such/page.html`)
    await expect
      .poll(() => page.getByRole('link').first().getAttribute('href'))
      .toBe('/some/where/index.html')
  })

  test.skipIf(!isInstalled)('find the right page for everyday questions', async () => {
    const { page } = await open(await serve('/'))
    const field = page.getByRole('searchbox')
    const found: string[] = []
    for (const [question, expected] of questions) {
      await field.fill('')
      await field.fill(question)
      await page.locator(`#site-results[data-query="${question}"]`).waitFor()
      const href = await page.locator('#site-results a').first().getAttribute('href')
      if (!expected.test(href ?? '')) found.push(`${question}: ${href}`)
    }
    expect(found).toEqual([])
  })

  test.skipIf(!isInstalled)('can be used with the keyboard alone', async () => {
    const { page } = await open(await serve('/'))
    const focused = () =>
      page.evaluate<string>('document.activeElement.textContent || document.activeElement.id')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('site-content')
    await page.keyboard.press('/')
    await page.keyboard.type('gate a deployment')
    await page.locator('#site-results a').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Gate a deployment' }).waitFor()
    await page.getByRole('button', { name: 'Use dark colours' }).press('Enter')
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
    await page.reload()
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
  })

  test.skipIf(!isInstalled)('can be read and navigated without JavaScript, also on a phone', async () => {
    const root = await serve('/')
    const { page: other } = await open(root)
    const options = { javaScriptEnabled: false, viewport: { width: 360, height: 740 } }
    const context = await other.context().browser()?.newContext(options)
    const page = await context?.newPage()
    if (page === undefined) throw new Error('There is no browser.')
    await page.goto(`${root}guides/first-call.html`)
    expect(await page.getByRole('searchbox').isVisible()).toBe(false)
    await page.getByRole('link', { name: 'Menu', exact: true }).click()
    await page.getByText('Mock server', { exact: true }).click()
    await page.getByRole('link', { name: 'Tokens', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Tokens' }).waitFor()
    await context?.close()
  })

  test.skipIf(!isInstalled)('load with few requests, without moving what is shown', async () => {
    const root = await serve('/')
    const { page } = await open(root)
    for (const kind of ['index.html', 'guides/testing.html', 'reference/sdk/index.html']) {
      let bytes = 0
      const sizes: Promise<void>[] = []
      const requests: string[] = []
      const count = (request: import('playwright-core').Request) => {
        requests.push(request.url())
        const size = request.sizes().then(({ responseBodySize }) => {
          bytes += responseBodySize
        })
        sizes.push(size)
      }
      page.on('requestfinished', count)
      await page.goto(root + kind, { waitUntil: 'networkidle' })
      await Promise.all(sizes)
      page.off('requestfinished', count)
      const shift = await page.evaluate<number>(
        `new Promise((resolve) => { let sum = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value }).observe({ type: 'layout-shift', buffered: true }); setTimeout(() => resolve(sum), 200) })`,
      )
      expect(requests.length, requests.join(' ')).toBeLessThanOrEqual(5)
      expect(bytes, kind).toBeLessThan(250_000)
      expect(shift, kind).toBeLessThan(0.1)
    }
  })
})
