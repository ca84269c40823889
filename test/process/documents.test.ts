import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPersonMock } from '@personctl/mock-server'
import { afterAll, describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { isProgram } from '../helpers/documentPrograms.ts'
import { createStandIns, type StandIns } from '../helpers/documentShell.ts'
import { type Block, blocksOf, commandsOf, isForShell, root } from '../helpers/documents.ts'
import { blocks, exceptions, isException, testCommands, testPrograms } from '../helpers/documentTests.ts'

// The same, with packages from a registry, is in test/slow/installedDocuments.test.ts.
let standIns: StandIns
afterAll(() => standIns?.close())
testCommands(async () => {
  standIns = await createStandIns()
  return { path: [standIns.folder], env: {} }
})

testPrograms(async () => join(root, 'node_modules'))

/** The languages of which documents show parts of the examples, which tests run, and the endings of their files. */
const excerpts: Readonly<Record<string, string>> = {
  go: '.go',
  java: '.java',
  php: '.php',
  python: '.py',
  ruby: '.rb',
}

/** Returns the texts of the examples in a language. */
function examplesIn(language: string): string[] {
  return readdirSync(`${root}examples`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(excerpts[language] ?? '') && !file.includes('node_modules'))
    .map((file) => readFileSync(`${root}examples/${file}`, 'utf8'))
}

/** Parses what is not run. Throws if it is invalid, or of a language that is not known here. */
function parseBlock({ language, code }: Block): void {
  if (Object.hasOwn(excerpts, language)) {
    if (!examplesIn(language).some((text) => text.includes(code)))
      throw new Error(`No file of examples/ contains this ${language}.`)
  } else if (language === 'json') {
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
  } else if (language === 'sql') {
    // Those of the mirror are run by test/mirror/documents.test.ts.
    if (!/^(with|select|grant) /.test(code)) throw new Error('The statement is of an unknown kind.')
  } else if (language === 'cron') {
    for (const line of code.trim().split('\n'))
      if (!/^(?:([\d*]+ +){5}|[A-Z_]+=)\S/.test(line)) throw new Error(`${line} is not a line of a crontab.`)
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
