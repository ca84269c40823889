// Makes the pictures of the README from the real thing: a terminal with the output of personctl, and the page of the mock.
//
//   npm run pictures                  # writes docs/pictures
//   node scripts/pictures.mjs FOLDER  # writes them elsewhere
//
// The same version of Chromium with the same fonts makes the same bytes; chromium.txt has the version that was used.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import cli from '../packages/cli/dist/inProcess.cjs'
import { createApp } from '../packages/mock-server/dist/app.mjs'

const target = resolve(process.argv[2] ?? fileURLToPath(new URL('../docs/pictures', import.meta.url)))

/** The time in the pictures. */
const time = '2026-11-27T09:00:00.000Z'

const esc = '\u001b'
/** A change of the style of a text. */
const style = new RegExp(`${esc}\\[\\d+m`, 'g')

/** The commands of the terminal. */
const commands = [
  'personctl user get ada.lovelace@example.org --demo --columns first_name,primary_email,staff_information.title',
  'personctl scopes for staff_information.title primary_email',
  'personctl group members atlas-readers --recursive --demo',
  'personctl report check a258bca4-23a0-527e-9dc2-71809239a469 --policy Pensoin --demo',
]

mkdirSync(target, { recursive: true })
writeFileSync(join(target, 'terminal.svg'), drawTerminal(await runSession()))
await photographPage(join(target, 'mock-page.png'))

/** Runs the commands as on a terminal, and returns its lines with their escape sequences. */
async function runSession() {
  const folder = mkdtempSync(join(tmpdir(), 'personctl-pictures-'))
  const env = { TERM: 'xterm', PERSONCTL_CONFIG_DIR: folder }
  const lines = []
  for (const command of commands) {
    let written = ''
    const write = async (text) => {
      written += text
    }
    const stream = { isTerminal: true, columns: 120, hasColors: true, write }
    await cli.run(command.split(' ').slice(1), {
      stdin: [],
      stdout: stream,
      stderr: stream,
      env,
      ask: undefined,
      interrupted: new AbortController().signal,
      uncaught: new Promise(() => {}),
    })
    // A line of progress is over at the end.
    const shown = written
      .trimEnd()
      .split('\n')
      .map((line) => line.split(`\r${esc}[K`).at(-1))
    lines.push(`$ ${esc}[1m${command}${esc}[22m`, ...shown, '')
  }
  rmSync(folder, { recursive: true })
  return lines.slice(0, -1)
}

/** Draws lines as SVG text. Each run of text has its length, so that columns stand below each other in any font. */
function drawTerminal(lines) {
  const [advance, lineHeight, margin, top] = [8.4, 20, 16, 40]
  const width = Math.max(...lines.map((line) => stripEscapes(line).length)) * advance + 2 * margin
  const height = top + lines.length * lineHeight + margin
  const texts = lines.flatMap((line, row) => {
    const y = top + (row + 0.8) * lineHeight
    let column = 0
    return line.split(new RegExp(`(?=${style.source})`)).flatMap((part) => {
      const isBold = part.startsWith(`${esc}[1m`)
      const text = stripEscapes(part)
      const start = column
      column += text.length
      if (text.trim() === '') return []
      const indent = text.length - text.trimStart().length
      const shown = text.trim()
      const position = `x="${round(margin + (start + indent) * advance)}" y="${round(y)}"`
      return `<text ${position} textLength="${round(shown.length * advance)}"${isBold ? ' class="bold"' : ''}>${escapeXml(shown)}</text>`
    })
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${height}" width="${round(width)}" height="${height}" role="img">
<title>A terminal with four commands of personctl and their output</title>
<style>text{font:14px ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace;fill:#e6e9ed;white-space:pre}.bold{font-weight:700;fill:#fff}</style>
<rect width="100%" height="100%" rx="8" fill="#14171b"/>
<circle cx="20" cy="18" r="5" fill="#ff9a92"/><circle cx="38" cy="18" r="5" fill="#f0c674"/><circle cx="56" cy="18" r="5" fill="#6fd08c"/>
${texts.join('\n')}
</svg>
`
}

function stripEscapes(text) {
  return text.replaceAll(style, '')
}

function round(value) {
  return Math.round(value * 10) / 10
}

function escapeXml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Takes a picture of the page of a mock that has served a few requests. */
async function photographPage(file) {
  const url = 'http://127.0.0.1:4010'
  stopTime()
  const app = createApp()
  const send = (path, init) => app(new Request(url + path, init))
  await sendRequests(send)
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium'
  const args = [
    ...['--font-render-hinting=none', '--disable-lcd-text', '--force-device-scale-factor=1'],
    // One thread paints all of the page at once: tiles differ in the pixels of their edges.
    ...['--disable-gpu', '--num-raster-threads=1', '--disable-partial-raster', '--disable-checker-imaging'],
    ...['--default-tile-width=2048', '--default-tile-height=2048', '--run-all-compositor-stages-before-draw'],
  ]
  const browser = await chromium.launch({
    executablePath: path,
    // Chromium refuses to run as root inside its sandbox.
    args: process.getuid?.() === 0 ? [...args, '--no-sandbox'] : args,
  })
  try {
    const page = await browser.newPage({
      viewport: { width: 1200, height: 980 },
      colorScheme: 'light',
      reducedMotion: 'reduce',
    })
    // The page does not look again for requests, those of its own included.
    await page.addInitScript(() => {
      const { setTimeout } = globalThis
      globalThis.setTimeout = (callback, ms) => (ms < 1000 ? setTimeout(callback, ms) : 0)
    })
    // The mock responds in this process, at a URL that is the same each time.
    await page.route(`${url}/**`, async (route) => {
      const request = route.request()
      const response = await send(request.url().slice(url.length), {
        method: request.method(),
        headers: await request.allHeaders(),
        body: request.postDataBuffer() ?? undefined,
      })
      const body = Buffer.from(await response.arrayBuffer())
      await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body })
    })
    await page.goto(`${url}/`)
    await page.getByRole('button', { name: 'ada.lovelace@example.org' }).click()
    await page.getByText('of 53 attributes').first().waitFor()
    await page.getByLabel('display:none').check()
    await page.locator('[data-attribute="primary_email"] td').getByText('ada.lovelace@example.org').waitFor()
    // Nothing is pointed at, and everything is painted.
    await page.mouse.move(0, 0)
    await page.evaluate(async () => {
      document.activeElement.blur()
      scrollTo(0, 0)
      for (const _ of [1, 2]) await new Promise((resolve) => requestAnimationFrame(resolve))
    })
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
    writeFileSync(join(target, 'chromium.txt'), `${browser.version()}\n`)
  } finally {
    await browser.close()
  }
}

/** Stops the clock, and makes each reading of the stop-watch a fixed step later: the journal is the same each time. */
function stopTime() {
  globalThis.Date = class extends Date {
    constructor(...args) {
      super(...(args.length === 0 ? [time] : args))
    }
    static now() {
      return new Date(time).getTime()
    }
  }
  let now = 0
  Object.defineProperty(performance, 'timeOrigin', { value: Date.now() })
  performance.now = () => {
    now += 0.2
    return now
  }
}

/** Sends what a client under test might send, with a mistake or two. */
async function sendRequests(send) {
  const client = { grant_type: 'client_credentials', client_id: 'demo', client_secret: 'demo-secret' }
  const requestToken = (fields) => send('/oauth/token', { method: 'POST', body: new URLSearchParams(fields) })
  await requestToken({ ...client, client_secret: 'wrong' })
  const { access_token: token } = await (await requestToken({ ...client, scope: 'display:public' })).json()
  const effect = { type: 'rateLimit', retryAfterSeconds: 2 }
  const fault = { match: { operation: 'listUsers' }, effect, times: 1 }
  await send('/__admin/faults', { method: 'POST', body: JSON.stringify(fault) })
  const headers = { authorization: `Bearer ${token}` }
  await send('/v2/user/primary_email/ada.lovelace@example.org', { headers })
  await send('/v2/user/primary_email/grace.hoper@example.org', { headers })
  await send('/v2/users', { headers })
  await send('/v2/users', { headers })
}
