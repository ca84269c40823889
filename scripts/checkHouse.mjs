// Checks the rules that keep the code easy to find and to read (CONTRIBUTING.md, "Rules of the house").
//
//   npm run lint                            # checks, after Biome
//   node scripts/checkHouse.mjs --report    # prints every finding and the figures, and ends with 0
import { findBrokenReferences } from './house/documents.mjs'
import { listFiles, readSources } from './house/files.mjs'
import {
  countFilesPerThousandLines,
  findDeepFiles,
  findExcess,
  findLoneFiles,
  findSharedNames,
  findUpwardImports,
} from './house/layout.mjs'
import { ceilings, floors } from './house/rules.mjs'
import { findForeignWords, findHeadlessComments, readVocabulary } from './house/words.mjs'

const isReport = process.argv.includes('--report')
const files = listFiles()
const vocabulary = readVocabulary()

const checks = {
  'one importer': findLoneFiles,
  'same name': findSharedNames,
  'too deep': findDeepFiles,
  'upward import': findUpwardImports,
  excess: findExcess,
  vocabulary: (_name, sources) =>
    [...sources.values()].flatMap((source) => findForeignWords(source, vocabulary)),
  'headless comment': (_name, sources) => [...sources.values()].flatMap(findHeadlessComments),
}

const failures = findBrokenReferences(files).map((finding) => `reference: ${finding}`)
const figures = []
for (const [name, sources] of readSources(files)) {
  const figure = {
    package: name,
    files: sources.size,
    'files/1,000 lines': countFilesPerThousandLines(sources).toFixed(1),
  }
  figure.floors = floors[name]?.length
  for (const [check, find] of Object.entries(checks)) {
    const findings = find(name, sources)
    const ceiling = ceilings[check]?.[name] ?? 0
    figure[check] = findings.length
    if (isReport || findings.length > ceiling)
      failures.push(...findings.map((finding) => `${check}: ${finding}`))
    else if (findings.length < ceiling)
      console.log(`${check}: lower the ceiling of ${name} to ${findings.length}`)
  }
  figures.push(figure)
}

for (const failure of failures) console.error(failure)
if (isReport) console.table(figures)
else if (failures.length > 0) process.exitCode = 1
