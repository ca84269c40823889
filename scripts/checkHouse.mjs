// Checks the rules that keep the code easy to find and to read (CONTRIBUTING.md, "Rules of the house").
//
//   npm run lint                            # checks, after Biome
//   node scripts/checkHouse.mjs --report    # prints every finding and the figures, and ends with 0
import { findBrokenReferences } from './house/documents.mjs'
import { listFiles, readOtherCode, readSources } from './house/files.mjs'
import {
  countFilesPerThousandLines,
  findDeepFiles,
  findExcess,
  findLoneFiles,
  findSharedNames,
  findUpwardImports,
} from './house/layout.mjs'
import { ceilings, floors } from './house/rules.mjs'
import { createUnusedChecks } from './house/unused.mjs'
import { findForeignWords, findHeadlessComments, readVocabulary } from './house/words.mjs'

const isReport = process.argv.includes('--report')
const files = listFiles()
const vocabulary = readVocabulary()

const wording = {
  vocabulary: (_name, sources) =>
    [...sources.values()].flatMap((source) => findForeignWords(source, vocabulary)),
  'headless comment': (_name, sources) => [...sources.values()].flatMap(findHeadlessComments),
}
const layout = {
  'one importer': findLoneFiles,
  'same name': findSharedNames,
  'too deep': findDeepFiles,
  'upward import': findUpwardImports,
  excess: findExcess,
}

const failures = findBrokenReferences(files).map((finding) => `reference: ${finding}`)
const figures = {}

/** Runs checks on a package or folder, and reports what is beyond its ceilings. */
function check(name, sources, checks) {
  for (const [title, find] of Object.entries(checks)) {
    const findings = find(name, sources)
    const ceiling = ceilings[title]?.[name] ?? 0
    figures[name][title] = findings.length
    if (isReport || findings.length > ceiling)
      failures.push(...findings.map((finding) => `${title}: ${finding}`))
    else if (findings.length < ceiling)
      console.log(`${title}: lower the ceiling of ${name} to ${findings.length}`)
  }
}

const { findUnused, findUnusedTools } = createUnusedChecks(files)
failures.push(...findUnusedTools().map((finding) => `unused: ${finding}`))
for (const [name, sources] of readSources(files)) {
  const ratio = countFilesPerThousandLines(sources).toFixed(1)
  figures[name] = { files: sources.size, 'files/1,000 lines': ratio, floors: floors[name]?.length }
  check(name, sources, { ...layout, ...wording, unused: findUnused })
}
for (const [name, sources] of readOtherCode(files)) {
  figures[name] = { files: sources.size }
  check(name, sources, wording)
}

for (const failure of failures) console.error(failure)
if (isReport) console.table(figures)
else if (failures.length > 0) process.exitCode = 1
