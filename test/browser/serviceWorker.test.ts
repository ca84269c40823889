import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'tsdown'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { describeInChromium } from './helpers/chromium.ts'

const entry = fileURLToPath(new URL('helpers/serviceWorkerPage.ts', import.meta.url))
const worker = fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js'))

/** A module with all it imports, each package as it is for browsers. */
async function bundled(): Promise<string> {
  const [bundle] = await build({
    config: false,
    entry,
    platform: 'browser',
    target: 'es2023',
    inputOptions: { tsconfig: false },
    dts: false,
    write: false,
    report: false,
    logLevel: 'error',
    deps: { alwaysBundle: [/./], onlyBundle: false },
    outputOptions: { codeSplitting: false },
  })
  const [chunk] = bundle?.chunks ?? []
  return chunk?.type === 'chunk' ? chunk.code : ''
}

async function served(
  files: Readonly<Record<string, readonly [type: string, text: string]>>,
): Promise<string> {
  const server = createServer((request, response) => {
    const [type, text] = files[request.url ?? ''] ?? ['text/plain', undefined]
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': type }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

describeInChromium("the mock in a page, behind msw's worker", (open) => {
  let module: string
  beforeAll(async () => {
    module = await bundled()
  }, 120_000)

  test('contains no module of Node.js', () => {
    expect(module).toContain('setupWorker')
    expect(module).not.toMatch(/(?:from|import) ?["']node:|import\(["']node:|require\(["']/)
  })

  test('responds to the SDK on the hosts of the real services, with faults and a journal', async () => {
    const url = await served({
      '/': ['text/html', '<!doctype html><script type="module" src="/module.js"></script>'],
      '/module.js': ['text/javascript', module],
      '/mockServiceWorker.js': ['text/javascript', await readFile(worker, 'utf8')],
    })
    const { page } = await open(url)
    const result = await page.waitForFunction('globalThis.result')
    expect(await result.jsonValue()).toEqual({
      name: 'Ada',
      title: 'Principal Engineer',
      nobody: true,
      reset: 'network_failure',
      server: expect.stringContaining('use createPersonMock'),
      operations: ['requestToken', 'getUserByPrimaryEmail', 'getUserByPrimaryEmail', 'getUserByUuid'],
    })
  })
})
