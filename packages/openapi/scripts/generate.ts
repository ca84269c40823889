// Writes every file that is derived from openapi/, or with --check names those that are stale.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { generateAdminDocument, generateAdminOperations, generateAdminValidators } from './admin.ts'
import { generateFieldTables } from './cern.ts'
import { generateProfileAttributes, generateProfileSchema, generateSearchAttributes } from './cis.ts'
import { generateReportShapes } from './dabp.ts'
import { generateOperationSummaries, generateServiceOperations } from './operations.ts'
import { generateWireTypes } from './wireTypes.ts'

const outputs: Readonly<Record<string, () => Promise<string>>> = {
  cis: () => generateWireTypes('cis.yaml'),
  cisAttributes: generateProfileAttributes,
  cisProfileSchema: generateProfileSchema,
  cisSearch: generateSearchAttributes,
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
}

const checkOnly = process.argv.includes('--check')
const stale: string[] = []
for (const [name, generate] of Object.entries(outputs)) {
  const file = new URL(`../src/${name}.generated.ts`, import.meta.url)
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
