// The pictures of the README are what the script makes of the real thing today.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { findChromium } from '../browser/helpers/chromium.ts'

const run = promisify(execFile)
const script = fileURLToPath(new URL('../../scripts/pictures.mjs', import.meta.url))
const committed = fileURLToPath(new URL('../../docs/pictures', import.meta.url))

/** Makes the pictures in a temporary folder. */
async function makePictures(CHROMIUM: string) {
  const folder = await mkdtemp(join(tmpdir(), 'personctl-pictures-test-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await run(process.execPath, [script, folder], { env: { ...process.env, CHROMIUM } })
  return readPictures(folder)
}

async function readPictures(folder: string) {
  return {
    terminal: await readFile(join(folder, 'terminal.svg'), 'utf8'),
    page: (await readFile(join(folder, 'mock-page.png'))).toString('base64'),
    chromium: await readFile(join(folder, 'chromium.txt'), 'utf8'),
  }
}

const chromium = findChromium()

test.skipIf(chromium === undefined)(
  'npm run pictures makes the same bytes each time, and those of the committed pictures (needs Chromium)',
  async () => {
    const first = await makePictures(chromium ?? '')
    const second = await makePictures(chromium ?? '')
    expect(second).toEqual(first)
    const stored = await readPictures(committed)
    expect(stored.terminal).toBe(first.terminal)
    if (stored.chromium === first.chromium) expect(stored.page === first.page).toBe(true)
    else console.warn(`The page was not compared: its picture is of Chromium ${stored.chromium.trim()}.`)
  },
)

test('the picture of the terminal has no path, no date and no URL of this machine', async () => {
  const { terminal } = await readPictures(committed)
  expect(terminal).not.toMatch(/\/(?:tmp|home|root|work)\/|\d{4}-\d\d-\d\d|127\.0\.0\.1|localhost/)
})
