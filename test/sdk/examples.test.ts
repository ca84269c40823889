// The examples of the README and of the documentation comments, compiled as a program that uses the package would be.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

interface Example {
  name: string
  code: string
}

function readmeExamples(): Example[] {
  const text = readFileSync(`${root}packages/sdk/README.md`, 'utf8')
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ''], index) => ({
    name: `README ${index + 1}`,
    code,
  }))
}

function commentExamples(): Example[] {
  const folder = `${root}packages/sdk/src/`
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  return files.flatMap((file) => {
    const comments = readFileSync(folder + file, 'utf8').matchAll(/\/\*\*.*?\*\//gs)
    const texts = [...comments].map(([comment]) =>
      comment.replace(/^\s*\/?\*+[ /]?/gm, '').replace(/\*\/$/, ''),
    )
    return texts
      .flatMap((text) => [...text.matchAll(/^@example\n(.*?)(?=^@\w|(?![\s\S]))/gms)])
      .map(([, code = ''], index) => ({ name: `${file} ${index + 1}`, code }))
  })
}

/** Things that the examples take for granted: a client of each service, and the reader's own data and functions. */
const given = `
import * as sdk from '@personctl/sdk'
import type { DecodedReport } from '@personctl/sdk'
import type { CisPublisherClient, PublisherKey, UserChange } from '@personctl/sdk/cis-publisher'
import type { AsyncLocalStorage as Storage } from 'node:async_hooks'
declare global {
  const auth: sdk.Authentication
  const cis: sdk.CisClient, client: sdk.CisClient, cern: sdk.CernClient, dabp: sdk.DabpClient
  const profile: sdk.Profile
  const report: DecodedReport
  const publisher: CisPublisherClient, key: PublisherKey, changes: readonly UserChange[]
  const current: sdk.Profile, changed: sdk.StringAttribute
  const AsyncLocalStorage: typeof Storage
  const clientId: string, clientSecret: string, uuid: string, primaryEmail: string, referenceId: string, roleId: string
  const idToken: string, assertion: string, text: string, userInfoUrl: string, headers: Record<string, string>
  const error: unknown, userToken: string, checkpoint: sdk.Checkpoint
  const redis: any, vault: any, log: any, response: any, request: any, store: any, load: any, save: any, app: any, session: any
}
`

/** Returns an example as a function of a module: imports on top, ellipses as empty blocks. */
function moduleOf({ code }: Example): string {
  const imports = code.match(/^import .*$/gm) ?? []
  const rest = code
    .replace(/^import .*$/gm, '')
    .replace(/^…$/gm, '')
    .replaceAll('…', '{}')
  const imported = new Set(imports.flatMap((line) => line.match(/[\w]+(?=[ ,}])/g) ?? []))
  const isMissing = (name: string) => !imported.has(name) && new RegExp(`\\b${name}\\b`).test(rest)
  const importFrom = (names: readonly string[], source: string): string[] => {
    const others = [...new Set(names)].filter(isMissing)
    return others.length > 0 ? [`import { ${others.join(', ')} } from '${source}'`] : []
  }
  const all = [
    ...imports,
    ...importFrom(exportedNames, '@personctl/sdk'),
    ...importFrom(publishingNames, '@personctl/sdk/cis-publisher'),
  ]
  return `import './given.ts'\n${all.join('\n')}\nexport async function example() {\n${rest}\n}\n`
}

/** The names that the package exports, of values and types. */
const exportedNames = ['index', 'cis/index', 'cern/index', 'dabp/index', 'errors'].flatMap(namesIn)
const publishingNames = namesIn('cisPublisher/index')

function namesIn(name: string): string[] {
  const text = readFileSync(`${root}packages/sdk/src/${name}.ts`, 'utf8')
  const lists = [...text.matchAll(/export (?:type )?\{(.*?)\}/gs)].flatMap(([, list = '']) => list.split(','))
  const listed = lists.map((one) => one.replace(/^\s*(?:type\s)?/, '').trim())
  const declared = [...text.matchAll(/^export (?:class|function|type|interface) (\w+)/gm)].map(
    ([, one = '']) => one,
  )
  return [...listed, ...declared].filter((one) => one !== '')
}

describe('each example compiles:', () => {
  const examples = [...readmeExamples(), ...commentExamples()]
  const folder = `${root}test/sdk/`
  const files = new Map(examples.map((example, index) => [`${folder}example${index}.ts`, moduleOf(example)]))
  files.set(`${folder}given.ts`, given)
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
    allowImportingTsExtensions: true,
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  host.getSourceFile = (name, ...rest) => {
    const text = files.get(name)
    return text === undefined
      ? getSourceFile.call(host, name, ...rest)
      : ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true)
  }
  host.fileExists = (name) => files.has(name) || fileExists.call(host, name)
  host.readFile = (name) => files.get(name) ?? readFile.call(host, name)
  const program = ts.createProgram([...files.keys()], options, host)

  test.each(examples.map(({ name }, index) => [name, index] as const))('%s', (_, index) => {
    const source = program.getSourceFile(`${folder}example${index}.ts`)
    const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    expect(
      problems.map(({ messageText, start = 0 }) => {
        const line = source?.text.slice(0, start).split('\n').at(-1) ?? ''
        return `${line}… ${ts.flattenDiagnosticMessageText(messageText, '\n')}`
      }),
    ).toEqual([])
  })

  test('and there are many', () => {
    expect(examples.length).toBeGreaterThan(70)
  })
})
