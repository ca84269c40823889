// Writes every file that is derived from openapi/ and from the table of quirks, or with --check names those that are stale.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { generateAdminDocument, generateAdminOperations, generateAdminValidators } from './admin.ts'
import { generateFieldTables } from './cern.ts'
import {
  generateProfileAttributes,
  generateProfileSchema,
  generatePublisherRules,
  generateSearchAttributes,
} from './cis.ts'
import { generateReportShapes } from './dabp.ts'
import { generateOperationSummaries, generateServiceOperations } from './operations.ts'
import { generateQuirks, generateQuirkTexts, writeQuirksInto } from './quirks.ts'
import { generateWireTypes } from './wireTypes.ts'

const outputs: Readonly<Record<string, () => Promise<string>>> = {
  cis: () => generateWireTypes('cis.yaml'),
  cisAttributes: generateProfileAttributes,
  cisProfileSchema: generateProfileSchema,
  cisSearch: generateSearchAttributes,
  cisChange: () => generateWireTypes('cis-change.yaml'),
  cisPublisherRules: generatePublisherRules,
  cern: () => generateWireTypes('cern.yaml'),
  cernFields: generateFieldTables,
  dabp: () => generateWireTypes('dabp.yaml'),
  dabpShapes: generateReportShapes,
  admin: () => generateWireTypes('admin.yaml'),
  adminDocument: generateAdminDocument,
  adminOperations: generateAdminOperations,
  adminValidators: generateAdminValidators,
  serviceOperations: generateServiceOperations,
  operationSummaries: generateOperationSummaries,
  quirks: generateQuirks,
  quirkTexts: generateQuirkTexts,
}

const quirksPage = new URL('../../../docs/mock/quirks.md', import.meta.url)
const files: readonly (readonly [file: URL, generate: () => Promise<string>])[] = [
  ...Object.entries(outputs).map(
    ([name, generate]) => [new URL(`../src/${name}.generated.ts`, import.meta.url), generate] as const,
  ),
  [quirksPage, async () => writeQuirksInto(await readFile(quirksPage, 'utf8'))],
]

const checkOnly = process.argv.includes('--check')
const stale: string[] = []
for (const [file, generate] of files) {
  const wanted = await generate()
  if ((await readFile(file, 'utf8').catch(() => '')) === wanted) continue
  if (checkOnly) stale.push(fileURLToPath(file))
  else {
    await writeFile(file, wanted)
    console.log(`wrote ${fileURLToPath(file)}`)
  }
}
if (stale.length > 0) {
  console.error(`Stale, run \`npm run generate\`: ${stale.join(', ')}`)
  process.exitCode = 1
}
