import { execFileSync } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { createPersonMock, type MockServer, startMockServer } from '@personctl/mock-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { isProgram, runPrograms, shownBy } from '../helpers/documentPrograms.ts'
import { type CommandResult, createStandIns, runInShell, type StandIns } from '../helpers/documentShell.ts'
import {
  type Block,
  blocksOf,
  commandsOf,
  isForShell,
  listDocuments,
  outputPattern,
  withoutChance,
} from '../helpers/documents.ts'

/** Commands, or first lines of blocks, that no test can run, compile or parse, each with the reason. */
const exceptions: readonly { document: RegExp; text: RegExp; reason: string }[] = [
  { document: /^CONTRIBUTING|^README/, text: /^npm (ci|test|install$)/, reason: 'is what runs this test' },
  { document: /^bench\//, text: /^(node bench|npm run bench)/, reason: 'takes minutes' },
  { document: /^packages\/cli/, text: /--device/, reason: 'waits for a person with a browser' },
  { document: /^docs\/architecture/, text: /^ +shell +program/, reason: 'is a picture' },
]

function isException({ document }: { document: string }, text: string): boolean {
  return exceptions.some((exception) => exception.document.test(document) && exception.text.test(text))
}

const documents = listDocuments().map((document) => ({ document, blocks: blocksOf(document) }))
const blocks = documents.flatMap((document) => document.blocks)
const isComplete = ['curl', 'jq', 'bash'].every((tool) => {
  try {
    execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})

let standIns: StandIns
let mock: MockServer
let world: Server
beforeAll(async () => {
  standIns = await createStandIns()
  mock = await startMockServer({ port: 0, anyClient: true })
  world = await startProxy(await startMockServer({ port: 0, anyClient: true, https: true }))
}, 120_000)
afterAll(async () => {
  await standIns.close()
  await mock.close()
  world.closeAllConnections()
  world.close()
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

describe.skipIf(!isComplete)('with curl, jq and bash, the commands', () => {
  for (const { document, blocks } of documents) {
    const toRun = blocks
      .filter(isForShell)
      .filter((block) => !commandsOf(block).some(({ text }) => isException(block, text)))
    if (toRun.length > 0) describe(`of ${document}`, () => testCommands(document, toRun))
  }
})

function testCommands(document: string, toRun: readonly Block[]): void {
  let results: readonly CommandResult[] = []
  beforeAll(async () => {
    const url = `${mock.url}/__session/${document.replaceAll(/\W/g, '-')}`
    const service = (name: string, tokenPath: string) => ({
      [`PERSONCTL_${name}_URL`]: url,
      [`PERSONCTL_${name}_TOKEN_URL`]: `${url}${tokenPath}`,
      [`PERSONCTL_${name}_CLIENT_ID`]: 'demo',
      [`PERSONCTL_${name}_CLIENT_SECRET`]: 'demo-secret',
    })
    results = await runInShell(toRun, {
      path: [standIns.folder],
      mockUrl: url,
      env: {
        ...service('CIS', '/oauth/token'),
        ...service('CERN', '/auth/realms/cern/api-access/token'),
        ...service('DABP', '/oauth/v1/token'),
        HTTPS_PROXY: `http://127.0.0.1:${(world.address() as AddressInfo).port}`,
        NO_PROXY: '127.0.0.1,localhost',
      },
    })
  }, 180_000)
  for (const { line, text, shown } of toRun.flatMap(commandsOf))
    test(`line ${line} works: ${text}`, () => {
      const result = results.find((one) => one.line === line)
      expect(result, result?.output).toMatchObject({ exitCode: 0 })
      if (shown !== undefined)
        expect(`${withoutChance(result?.output ?? '').trim()}\n`).toMatch(outputPattern(shown))
    })
}

describe('a program', async () => {
  const results = await runPrograms(blocks.filter(isProgram))
  for (const { block, findings, output, error } of results)
    test(`in ${block.document}, line ${block.line}, compiles, runs, and prints what it shows`, () => {
      expect(findings).toEqual([])
      expect(error).toBe(undefined)
      const shown = shownBy(block)
      if (shown.length > 0) expect(output).toEqual(shown)
    })
})

/** Parses what is not run. Throws if it is invalid, or of a language that is not known here. */
function parseBlock({ language, code }: Block): void {
  if (language === 'json') {
    const isList = code
      .trim()
      .split('\n')
      .every((line) => /^\{.*\}$/.test(line))
    for (const text of isList ? code.trim().split('\n') : [code]) JSON.parse(text)
  } else if (language === 'yaml' || language === 'yml') {
    for (const { errors } of parseAllDocuments(code)) if (errors[0] !== undefined) throw errors[0]
  } else if (language === 'dockerfile') {
    for (const line of code.replaceAll(/\\\n/g, ' ').trim().split('\n'))
      if (!/^(#|[A-Z]+ |\s*$)/.test(line)) throw new Error(`${line} is not an instruction.`)
  } else throw new Error(`No test runs, compiles or parses the language ${JSON.stringify(language)}.`)
}

describe('the data', () => {
  const others = blocks.filter((block) => !isForShell(block) && !isProgram(block))
  for (const block of others.filter((one) => !isException(one, one.code.split('\n')[0] ?? '')))
    test(`in ${block.document}, line ${block.line}, is valid ${block.language}`, () => parseBlock(block))

  test('of the guide to data files is what the mock serves', async () => {
    const parts = blocksOf('docs/mock/data.md').map(({ code }) => parse(code))
    expect(parts.flatMap(Object.keys)).toEqual(['cis', 'cern', 'dabp', 'clients'])
    const { people } = await createPersonMock({ data: Object.assign({}, ...parts) }).admin.people.list()
    expect(people).toHaveLength(2)
  })
})

test('every exception of this file is still one', () => {
  const texts = blocks.flatMap((block) =>
    isForShell(block)
      ? commandsOf(block).map(({ text }) => ({ block, text }))
      : [{ block, text: block.code.split('\n')[0] ?? '' }],
  )
  for (const { document, text } of exceptions)
    expect(texts.filter((one) => document.test(one.block.document) && text.test(one.text))).not.toEqual([])
})
