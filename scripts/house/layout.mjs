// Checks where files are and who imports whom.
import { basename, dirname } from 'node:path'
import { entryPoints, floors, limits, separateFiles } from './rules.mjs'

const isCommand = (path) => /^commands\/[^/]+\/[^/]+\.ts$/.test(path)
const isIndex = (path) => basename(path) === 'index.ts'

/** Finds files that one other file imports and that are too short to stand alone. */
export function findLoneFiles(name, sources) {
  // Other packages import its files, one by one.
  if (name === 'shared') return []
  const findings = []
  const allowed = separateFiles[name] ?? {}
  for (const [path, { importers, lines, lazy, path: file }] of sources) {
    const [importer] = importers
    const isLone =
      importers.size === 1 &&
      lines < limits.linesOfLoneFile &&
      !(lazy || isIndex(path) || isCommand(path) || entryPoints.test(importer))
    if (isLone && allowed[path] === undefined)
      findings.push(`${file}: only ${importer} imports it, and it has ${lines} lines; merge the two`)
    if (!isLone && allowed[path] !== undefined)
      findings.push(`${file}: needs no exception; remove it from separateFiles in scripts/house/rules.mjs`)
  }
  for (const path of Object.keys(allowed))
    if (!sources.has(path)) findings.push(`${name}: separateFiles names ${path}, which does not exist`)
  return findings
}

/** Finds files of a package that share a basename, and files beside a folder of the same name. */
export function findSharedNames(_name, sources) {
  const findings = []
  const byName = new Map()
  const folders = new Set([...sources.keys()].map((path) => dirname(path)))
  for (const [path, { path: file }] of sources) {
    if (isIndex(path)) continue
    if (folders.has(path.replace(/\.ts$/, '')))
      findings.push(`${file}: stands beside a folder of the same name`)
    if (isCommand(path)) continue
    const namesake = byName.get(basename(path))
    if (namesake) findings.push(`${file}: has the same basename as ${namesake}`)
    else byName.set(basename(path), file)
  }
  return findings
}

/** Finds files too many folders below `src`. */
export function findDeepFiles(_name, sources) {
  return [...sources]
    .filter(([path]) => path.split('/').length - 1 > limits.foldersBelowSource)
    .map(([, { path }]) => `${path}: is more than ${limits.foldersBelowSource} folders below src`)
}

/** Finds imports that run up the floors of a package or across one, and rooms without a floor. */
export function findUpwardImports(name, sources) {
  const list = floors[name]
  if (list === undefined) return []
  const findings = []
  const floorOf = new Map(list.flatMap((rooms, floor) => rooms.map((room) => [room, floor])))
  const rooms = new Set([...sources.keys()].map(findRoom))
  for (const room of rooms)
    if (!floorOf.has(room)) findings.push(`${name}: ${room} has no floor in scripts/house/rules.mjs`)
  for (const room of floorOf.keys())
    if (!rooms.has(room))
      findings.push(`${name}: floors in scripts/house/rules.mjs names ${room}, which does not exist`)
  for (const [path, { imports, path: file }] of sources) {
    const room = findRoom(path)
    for (const { target, line } of imports) {
      const other = findRoom(target)
      if (room !== other && floorOf.get(room) >= floorOf.get(other))
        findings.push(`${file}:${line}: ${room} must not import from ${other} (${target})`)
    }
  }
  return findings
}

function findRoom(path) {
  return path.split('/')[0]
}

/** Finds figures of a package that are beyond their limit. */
export function findExcess(name, sources) {
  const findings = []
  const ratio = countFilesPerThousandLines(sources)
  // Other packages import the files of `shared` one by one, and each bundle has only what it needs.
  if (name !== 'shared' && sources.size > 10 && ratio > limits.filesPerThousandLines)
    findings.push(
      `${name}: has ${ratio.toFixed(1)} files per 1,000 lines; at most ${limits.filesPerThousandLines}`,
    )
  if (floors[name]?.length > limits.floors[name])
    findings.push(`${name}: has ${floors[name].length} floors; at most ${limits.floors[name]}`)
  return findings
}

export function countFilesPerThousandLines(sources) {
  const lines = [...sources.values()].reduce((sum, source) => sum + source.lines, 0)
  return (sources.size / lines) * 1000
}
