import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runPersonctl } from '../helpers/runPersonctl.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { listCalls, listDocumentCommands, listExamples, listShownOutputs } from './helpers/commandLines.ts'
import { everyCommand } from './helpers/commandTable.ts'

const topics = ['exit-codes', 'environment', 'files', 'formats', 'scopes']
const root = new URL('../../', import.meta.url)

/** Every command line that help shows, with the page that shows it. */
const helpPages = [
  [''],
  ...topics.map((topic) => ['help', topic]),
  ...[...everyCommand.keys()].map((path) => [...path.split(' '), '--help']),
]
const helpTexts = await Promise.all(
  helpPages.map(async (line) => (await runPersonctl(line.filter((word) => word !== ''))).stdout),
)
const helpLines = helpTexts.map((text) => listExamples(text))

/** Every command line in the documents for users. */
const documents = [
  'README.md',
  'packages/cli/README.md',
  'packages/mock-server/README.md',
  ...readdirSync(new URL('docs/', root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
]
const documentLines = documents.flatMap((file) =>
  listDocumentCommands(readFileSync(new URL(file, root), 'utf8')),
)

const calls = [...new Set([...helpLines.flat(), ...documentLines])].flatMap(listCalls)
const isRunnable = (words: readonly string[]) => words.includes('--demo') || words[0] === 'scopes'
const runnable = calls.filter(({ words }) => isRunnable(words))

describe('the help', () => {
  it('names no file of the repository, since an installation has none of them', () => {
    expect(helpTexts.flatMap((text) => text.match(/\bdocs\/\S+/g) ?? [])).toEqual([])
  })
})

describe('the command lines in help and documents', () => {
  it('are many', () => {
    expect(calls.length).toBeGreaterThan(100)
    expect(runnable.length).toBeGreaterThan(30)
  })

  it('have commands, options and values that exist', async () => {
    for (const { words } of calls) {
      if (words[0] === 'mock') {
        // Forwarded: its own parser stops at --help.
        const end = words.indexOf('--')
        const own = [...(end === -1 ? words : words.slice(0, end)), '--help']
        expect(await runPersonctl(own), words.join(' ')).toMatchObject({ exitCode: 0, stderr: '' })
        continue
      }
      if (words.some((word) => ['--help', '--version', 'help'].includes(word))) {
        expect(await runPersonctl(words), words.join(' ')).toMatchObject({ exitCode: 0, stderr: '' })
        continue
      }
      // Everything else is checked before the option that does not exist.
      const { exitCode, stderr } = await runPersonctl([...words, '--no-such-option', '-o', 'json'])
      expect({ words, exitCode, stderr }).toEqual({
        words,
        exitCode: 2,
        stderr: expect.stringContaining('The option \\"--no-such-option\\" does not exist.'),
      })
    }
  })

  it('print what the documents show', async () => {
    const shown = documents
      .flatMap((file) => listShownOutputs(readFileSync(new URL(file, root), 'utf8')))
      .map(({ line, output }) => ({ line, output, words: listCalls(line)[0]?.words ?? [] }))
      .filter(({ line, words }) => isRunnable(words) && !/[|>&]/.test(line))
    expect(shown.length).toBeGreaterThan(3)
    for (const { words, output, line } of shown) {
      // As on a terminal, which is wide enough.
      const { stdout } = await runPersonctl(words, { terminal: 'both', columns: 200 })
      // Documents show both streams; test/process/documents.test.ts compares them.
      expect(output.trimEnd(), line).toContain(stdout.trimEnd())
    }
  })

  it('begin with npx in the README until it has said how to put personctl on the path', () => {
    const [before = '', after = ''] = readFileSync(new URL('README.md', root), 'utf8').split(
      'npm install --global',
    )
    expect(listDocumentCommands(before).filter((line) => line.includes('npx @personctl/cli '))).not.toEqual(
      [],
    )
    for (const line of listDocumentCommands(before)) expect(line).not.toMatch(/(?<![/@])\bpersonctl /)
    expect(listDocumentCommands(after).filter((line) => line.startsWith('personctl '))).not.toEqual([])
  })

  it('succeed as they are with --demo', { timeout: 120_000 }, async () => {
    const folder = await temporaryFolder()
    for (const { words, readsInput } of runnable) {
      if (readsInput) continue
      const ownFiles = words.map((word, index) => (words[index - 1] === '--to' ? join(folder, word) : word))
      const { exitCode, stderr } = await runPersonctl([...ownFiles, '-q'])
      expect({ words, exitCode, stderr }).toEqual({ words, exitCode: 0, stderr: '' })
    }
  })
})
