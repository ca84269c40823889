// Checks the rules that keep the code easy to find and to read (CONTRIBUTING.md, "Rules of the house").
//
//   npm run lint                            # checks, after Biome
//   node scripts/checkHouse.mjs --report    # prints the figures and every finding, and ends with 0
import { findBrokenReferences } from './house/documents.mjs'
import { listFiles, readSources } from './house/files.mjs'
import {
  filesPerThousandLines,
  findDeepFiles,
  findLoneFiles,
  findSharedNames,
  findUpwardImports,
} from './house/layout.mjs'
import { ceilings, floors, limits } from './house/rules.mjs'
import { findForeignWords, findHeadlessComments, readVocabulary } from './house/words.mjs'

const isReport = process.argv.includes('--report')
const files = listFiles()
const packages = readSources(files)
const vocabulary = readVocabulary()

const checks = {
  'one importer': findLoneFiles,
  'same name': findSharedNames,
  'too deep': findDeepFiles,
  'import upwards': findUpwardImports,
  vocabulary: (_name, sources) =>
    [...sources.values()].flatMap((source) => findForeignWords(source, vocabulary)),
  'headless comment': (_name, sources) => [...sources.values()].flatMap(findHeadlessComments),
}

const failures = []
const figures = []
for (const [name, sources] of packages) {
  const row = {
    package: name,
    files: sources.size,
    'files/1,000 lines': filesPerThousandLines(sources).toFixed(1),
  }
  row.floors = floors[name]?.length ?? '-'
  for (const [check, find] of Object.entries(checks)) {
    const findings = find(name, sources)
    row[check] = findings.length
    const ceiling = ceilings[check]?.[name] ?? 0
    if (isReport || findings.length > ceiling)
      failures.push(...findings.map((finding) => `${check}: ${finding}`))
    else if (findings.length < ceiling)
      console.log(`${check}, ${name}: lower the ceiling to ${findings.length}`)
  }
  const most = ceilings['files/1,000 lines']?.[name] ?? limits.filesPerThousandLines
  if (sources.size > 10 && Number(row['files/1,000 lines']) > most)
    failures.push(`${name}: has ${row['files/1,000 lines']} files per 1,000 lines; the limit is ${most}`)
  figures.push(row)
}
failures.push(...findBrokenReferences(files).map((finding) => `reference: ${finding}`))

for (const failure of failures) console.error(failure)
if (isReport) console.table(figures)
else if (failures.length > 0) process.exitCode = 1
