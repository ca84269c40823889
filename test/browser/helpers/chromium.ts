import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'

const names = ['chromium', 'chromium-browser', 'google-chrome']

/** Returns the Chromium of this machine: what CHROMIUM names, else the first in PATH. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return process.env['CHROMIUM'] ?? candidates.find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** What a page says of itself while a test has it open. */
export interface OpenedPage {
  readonly page: Page
  /** What went wrong in it, refused answers aside. */
  readonly problems: readonly string[]
}

/** Opens an address in a context of its own, for as long as the test lasts. */
export type Open = (url: string) => Promise<OpenedPage>

/**
 * Tests in a real Chromium, skipped with a word where there is none.
 *
 * @param prepareHome returns the home of the browser, in which the certificates are that it trusts. @default that of the user
 */
export function describeInChromium(
  name: string,
  tests: (open: Open) => void,
  prepareHome?: () => Promise<string>,
): void {
  const path = findChromium()
  if (path === undefined) {
    console.warn(`Skipped, no Chromium in PATH (${names.join(', ')}) nor in CHROMIUM: ${name}`)
    describe.skip(`${name} (skipped: there is no Chromium in PATH, and CHROMIUM names none)`, () => {
      tests(() => Promise.reject(new Error('There is no Chromium')))
    })
    return
  }
  describe(name, { timeout: 90_000 }, () => {
    let browser: Browser
    beforeAll(async () => {
      // Chromium refuses to run as root inside its sandbox.
      const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
      const env = { ...process.env, ...(prepareHome === undefined ? {} : { HOME: await prepareHome() }) }
      browser = await chromium.launch({ executablePath: path, args, env, timeout: 120_000 })
    }, 150_000)
    afterAll(() => browser?.close())
    tests(async (url) => {
      const context = await browser.newContext()
      const page = await context.newPage()
      page.setDefaultTimeout(60_000)
      const problems: string[] = []
      page.on('pageerror', (error) => problems.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          problems.push(message.text())
      })
      await page.goto(url)
      return { page, problems }
    })
  })
}
