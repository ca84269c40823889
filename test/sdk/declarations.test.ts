// The declarations that are published, as an editor and a compiler read them.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('../../', import.meta.url))
const file = `${root}test/sdk/consumer.ts`
const parts = [
  'AccessAttribute',
  'AccessInformation',
  'AdditionalSignature',
  'BooleanAttribute',
  'Identities',
  'Metadata',
  'Publisher',
  'PublisherSignature',
  'Signature',
  'StaffInformation',
  'StringAttribute',
  'ValuesAttribute',
]
const source = `import type { Group, Identity, Profile } from '@personctl/sdk'
import type { ${parts.join(', ')} } from '@personctl/sdk/cis'
export type Parts = [${parts.join(', ')}]
declare const profile: Profile
declare const identity: Identity
declare const group: Group
profile.first_name
identity.upn
group.displayName
export const attribute: Profile['first_name'] = 5
export const whole: Profile = 5
export const metadata: NonNullable<Profile['first_name']>['metadata'] = { display: 'staff' }
export const signature: NonNullable<Profile['first_name']>['signature'] = 5
`

let service: ts.LanguageService
beforeAll(() => {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    skipLibCheck: true,
    types: [],
    // Without the types of browsers, which take longer to read than everything else.
    lib: ['lib.es2023.d.ts'],
  }
  service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const text = name === file ? source : ts.sys.readFile(name)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: ts.sys.readFile,
    realpath: (path) => ts.sys.realpath?.(path) ?? path,
    directoryExists: ts.sys.directoryExists,
  })
  service.getSemanticDiagnostics(file)
}, 120_000)

function hover(expression: string): string {
  const member = expression.slice(expression.indexOf('.'))
  const info = service.getQuickInfoAtPosition(
    file,
    source.indexOf(expression) + expression.length - member.length + 1,
  )
  return ts.displayPartsToString(info?.documentation)
}

function describedIn(api: string, schema: string, property: string): string {
  const { components } = parse(readFileSync(`${root}openapi/${api}.yaml`, 'utf8'), { merge: true })
  return components.schemas[schema].properties[property].description
}

test.each([
  ['profile.first_name', 'cis', 'Profile', 'first_name'],
  ['identity.upn', 'cern', 'Identity', 'upn'],
  ['group.displayName', 'cern', 'Group', 'displayName'],
])('an editor shows the description of %s', (expression, api, schema, property) => {
  const description = describedIn(api, schema, property)
  expect(description.length).toBeGreaterThan(10)
  expect(hover(expression)).toBe(description)
})

describe('a compiler', () => {
  const messages = () =>
    service
      .getSemanticDiagnostics(file)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))

  test('finds every part of a profile under its name', () => {
    expect(messages().filter((message) => message.includes('no exported member'))).toEqual([])
  })

  test.each(['StringAttribute', 'Profile', 'Metadata', 'Signature'])(
    'names the type %s in its messages',
    (type) => {
      const named = messages().filter((message) => new RegExp(`type '${type}[' |]`).test(message))
      expect(named.length).toBeGreaterThan(0)
      for (const message of messages()) expect(message).not.toContain('components[')
    },
  )
})

describe.each(['sdk', 'mock-server'])('each declaration of %s', (name) => {
  const folder = `${root}packages/${name}/dist/`
  const files = readdirSync(folder).filter((one) => one.endsWith('.d.mts'))

  test('imports nothing that is not published', () => {
    for (const one of files)
      expect(readFileSync(folder + one, 'utf8')).not.toMatch(/["']@personctl\/(?:openapi|shared)/)
  })

  test('has every doc comment where a compiler finds it', () => {
    for (const one of files) {
      const text = readFileSync(folder + one, 'utf8')
      const tree = ts.createSourceFile(one, text, ts.ScriptTarget.Latest, true)
      const attached = new Set<number>()
      const visit = (node: ts.Node): void => {
        for (const { pos } of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []) attached.add(pos)
        ts.forEachChild(node, visit)
      }
      visit(tree)
      const lost = [...text.matchAll(/\/\*\*(?!\*)/g)].filter(({ index }) => !attached.has(index))
      expect(lost.map(({ index }) => text.slice(index, index + 80))).toEqual([])
    }
  })
})
