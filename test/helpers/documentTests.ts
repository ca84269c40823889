import { execFileSync } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { type MockServer, startMockServer } from '@personctl/mock-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isProgram, runPrograms, shownBy } from './documentPrograms.ts'
import { type CommandResult, runInShell } from './documentShell.ts'
import {
  type Block,
  blocksOf,
  commandsOf,
  isForShell,
  listDocuments,
  outputPattern,
  withoutChance,
} from './documents.ts'

/** Commands, or first lines of blocks, that no test can run, compile or parse, each with the reason. */
export const exceptions: readonly { document: RegExp; text: RegExp; reason: string }[] = [
  { document: /^CONTRIBUTING|^README/, text: /^npm (ci|test|install$)/, reason: 'is what runs this test' },
  { document: /^bench\//, text: /^(node bench|npm run bench)/, reason: 'takes minutes' },
  { document: /^packages\/cli/, text: /--device/, reason: 'waits for a person with a browser' },
  { document: /^docs\/architecture/, text: /^ +shell +program/, reason: 'is a picture' },
]

export function isException({ document }: { document: string }, text: string): boolean {
  return exceptions.some((exception) => exception.document.test(document) && exception.text.test(text))
}

const documents = listDocuments().map((document) => ({ document, blocks: blocksOf(document) }))

/** The code blocks of all documents. */
export const blocks: readonly Block[] = documents.flatMap((document) => document.blocks)
const isComplete = ['curl', 'jq', 'bash'].every((tool) => {
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})

/** Returns a proxy behind which every https server is a mock, so that the URLs of the real services are those of a mock. */
async function startProxy({ url }: MockServer): Promise<Server> {
  // The certificate has the right name, but this process trusts its issuer no more than any other.
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
  const proxy = createServer().on('connect', (_request, client) => {
    const server = connect(Number(new URL(url).port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n')
      server.pipe(client).pipe(server)
    })
    for (const end of [client, server]) end.on('error', () => {})
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return proxy
}

/** The commands that a shell finds first, and its environment beside the settings for the mock. */
export interface Commands {
  readonly path: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/**
 * Tests the commands of all documents, with one mock for all of them, and a session for each document.
 *
 * @param provide called before the first of them
 */
export function testCommands(provide: () => Promise<Commands>): void {
  let commands: Commands
  let mock: MockServer
  let world: MockServer
  let proxy: Server
  beforeAll(async () => {
    commands = await provide()
    mock = await startMockServer({ port: 0, anyClient: true })
    world = await startMockServer({ port: 0, anyClient: true, https: true })
    proxy = await startProxy(world)
  }, 240_000)
  afterAll(async () => {
    proxy.closeAllConnections()
    proxy.close()
    await Promise.all([mock.close(), world.close()])
  })
  const settings = (url: string, name: string, tokenPath: string) => ({
    [`PERSONCTL_${name}_URL`]: url,
    [`PERSONCTL_${name}_TOKEN_URL`]: `${url}${tokenPath}`,
    [`PERSONCTL_${name}_CLIENT_ID`]: 'demo',
    [`PERSONCTL_${name}_CLIENT_SECRET`]: 'demo-secret',
  })
  describe.skipIf(!isComplete)('with curl, jq and bash, the commands', () => {
    for (const { document, blocks } of documents) {
      const toRun = blocks
        .filter(isForShell)
        .filter((block) => !commandsOf(block).some(({ text }) => isException(block, text)))
      if (toRun.length > 0)
        describe(`of ${document}`, () =>
          testEachCommand(toRun, () => {
            const mockUrl = `${mock.url}/__session/${document.replaceAll(/\W/g, '-')}`
            const env = {
              ...settings(mockUrl, 'CIS', '/oauth/token'),
              ...settings(mockUrl, 'CERN', '/auth/realms/cern/api-access/token'),
              ...settings(mockUrl, 'DABP', '/oauth/v1/token'),
              NODE_EXTRA_CA_CERTS: world.caFile ?? '',
              HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
              NO_PROXY: '127.0.0.1,localhost',
              ...commands.env,
            }
            return runInShell(toRun, { path: commands.path, mockUrl, env })
          }))
    }
  })
}

function testEachCommand(toRun: readonly Block[], run: () => Promise<CommandResult[]>): void {
  let results: readonly CommandResult[] = []
  beforeAll(async () => {
    results = await run()
  }, 180_000)
  for (const { line, text, shown } of toRun.flatMap(commandsOf))
    test(`line ${line} works: ${text}`, () => {
      const result = results.find((one) => one.line === line)
      expect(result, result?.output).toMatchObject({ exitCode: 0 })
      if (shown !== undefined)
        expect(`${withoutChance(result?.output ?? '').trim()}\n`).toMatch(outputPattern(shown))
    })
}

/**
 * Tests the programs of all documents.
 *
 * @param provide returns the folder with the packages that they import
 */
export function testPrograms(provide: () => Promise<string>): void {
  describe('a program', () => {
    const programs = blocks.filter(isProgram)
    let results: Awaited<ReturnType<typeof runPrograms>> = []
    beforeAll(async () => {
      results = await runPrograms(programs, await provide())
    }, 240_000)
    for (const [index, block] of programs.entries())
      test(`in ${block.document}, line ${block.line}, compiles, runs, and prints what it shows`, () => {
        const { findings, error, output } = results[index] ?? {}
        expect(findings).toEqual([])
        expect(error).toBe(undefined)
        const shown = shownBy(block)
        if (shown.length > 0) expect(output).toEqual(shown)
      })
  })
}
