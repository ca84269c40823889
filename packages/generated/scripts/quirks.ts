import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'

interface Quirk {
  readonly service: 'cis' | 'cern' | 'dabp'
  readonly about: string
  readonly grade: 'unknown' | 'inferred' | 'documented'
  /** The value with `--conformance documented`, if it is not the default. */
  readonly documented?: string
  /** What each value means, the default first. */
  readonly values: Readonly<Record<string, string | number | null>>
  readonly probe?: string
  readonly unprobed?: string
}

const source = new URL('../quirks.yaml', import.meta.url)
const banner = '// Generated from packages/generated/quirks.yaml by `npm run generate`. Do not edit.\n'

async function readQuirks(): Promise<readonly (readonly [name: string, quirk: Quirk])[]> {
  const quirks: Readonly<Record<string, Quirk>> = parse(await readFile(source, 'utf8'))
  for (const [name, { service, documented, values, probe, unprobed }] of Object.entries(quirks)) {
    if (!name.startsWith(service)) throw new Error(`The quirk ${name} does not begin with ${service}`)
    if (documented !== undefined && !Object.hasOwn(values, documented))
      throw new Error(`The quirk ${name} has no value ${documented}`)
    if ((probe === undefined) === (unprobed === undefined))
      throw new Error(`The quirk ${name} needs either probe or unprobed`)
  }
  return Object.entries(quirks)
}

const quote = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`
const union = (names: readonly string[]): string => names.map(quote).join(' | ')

/** Generates the types of the quirks, and what is needed to check them. */
export async function generateQuirks(): Promise<string> {
  const quirks = await readQuirks()
  const members = quirks.map(([name, { about, values }]) => {
    const [usual = ''] = Object.keys(values)
    return `  /** Concerns ${about}. @default ${quote(usual)} */\n  readonly ${name}?: ${union(Object.keys(values))} | undefined\n`
  })
  const probed = quirks.flatMap(([name, { probe }]) => (probe === undefined ? [] : name))
  return `${banner}
/** The choices of the mock where nobody knows what a real service does. A quirk that is left out has its default. */
export interface Quirks {
${members.join('')}}

export type QuirkName = keyof Quirks

/** A quirk of a real service that a harmless request reveals. */
export type ProbedQuirk = ${union(probed)}

/** The values of each quirk, separated by blanks, the default first. */
export const quirkValues: Readonly<Record<QuirkName, string>> = {
${quirks.map(([name, { values }]) => `  ${name}: ${quote(Object.keys(values).join(' '))},\n`).join('')}}

/** The quirks of services that do what their documents promise. */
export const documentedQuirks: Quirks = {
${quirks
  .flatMap(([name, { documented }]) => (documented === undefined ? [] : `  ${name}: ${quote(documented)},\n`))
  .join('')}}
`
}

/** Generates what people read about each quirk. */
export async function generateQuirkTexts(): Promise<string> {
  const rows = (await readQuirks()).map(([name, { service, about, grade, values, probe, unprobed }]) => {
    const meanings = Object.entries(values).map(([value, meaning]) => [value, String(meaning)])
    return `  ${name}: ${JSON.stringify({ service, about, grade, values: Object.fromEntries(meanings), probe: probe ?? null, unprobed: unprobed ?? null })},\n`
  })
  return `${banner}import type { QuirkName } from './quirks.generated.ts'

/** What is known about a quirk. */
export interface QuirkText {
  readonly service: 'cis' | 'cern' | 'dabp'
  /** The case that the quirk is about. */
  readonly about: string
  /**
   * The source of the default: none (\`unknown\`), conclusions from public clients (\`inferred\`), or behaviour that differs
   * from the documents (\`documented\`).
   */
  readonly grade: 'unknown' | 'inferred' | 'documented'
  /** The meaning of each value. */
  readonly values: Readonly<Record<string, string>>
  /** The request that reveals it, with placeholders in braces; null if none does. */
  readonly probe: string | null
  /** The reason why no harmless request reveals it; null if one does. */
  readonly unprobed: string | null
}

export const quirkTexts: Readonly<Record<QuirkName, QuirkText>> = {
${rows.join('')}}
`
}

const marks = /(<!-- quirks: written by npm run generate -->\n\n)[\s\S]*?(\n\n<!-- end of quirks -->)/

/** Returns a page with the table of quirks. */
export async function writeQuirksInto(page: string): Promise<string> {
  if (!marks.test(page)) throw new Error('The page lacks the marks of the table of quirks.')
  const rows = (await readQuirks()).map(([name, { about, grade, documented, values, probe }]) => {
    const cell = (text: string): string => text.replaceAll('|', '\\|')
    const choices = Object.entries(values).map(([value, meaning], index) => {
      const word = index === 0 ? `**\`${value}\`**` : `\`${value}\``
      return String(meaning) === value ? word : `${word}: ${meaning}`
    })
    const promise = documented === undefined ? '' : ` (documented: \`${documented}\`)`
    return `| \`${name}\` | ${cell(about)} | ${cell(choices.join('; '))}${promise} | ${grade} | ${probe === undefined ? 'no' : 'yes'} |`
  })
  const table = [
    '| quirk | concerns | values, the default first | grade | probed |',
    '|---|---|---|---|---|',
    ...rows,
  ]
  return page.replace(marks, (_, start, end) => start + table.join('\n') + end)
}
