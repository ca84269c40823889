// Checks where files are and who imports whom.
import { basename, dirname } from 'node:path'
import { ceilings, floors, limits, separateFiles } from './rules.mjs'

const isCommand = (path) => /^commands\/[^/]+\/[^/]+\.ts$/.test(path)
const isIndex = (path) => basename(path) === 'index.ts'

/** Files that one other file imports and that are too short to stand alone. */
export function findLoneFiles(name, sources) {
  const findings = []
  const allowed = separateFiles[name] ?? {}
  for (const [path, { importers, lines, lazy, path: file }] of sources) {
    const isLone =
      importers.size === 1 &&
      lines < limits.linesOfLoneFile &&
      !(lazy || isIndex(path) || isCommand(path) || /\.(?:node|browser)\.ts$/.test(path))
    if (isLone && allowed[path] === undefined)
      findings.push(`${file}: only ${[...importers][0]} imports it, and it has ${lines} lines; merge the two`)
    if (!isLone && allowed[path] !== undefined)
      findings.push(
        `${file}: needs no exception any more; take it out of separateFiles in scripts/house/rules.mjs`,
      )
  }
  for (const path of Object.keys(allowed))
    if (!sources.has(path)) findings.push(`${name}: separateFiles names ${path}, which does not exist`)
  return findings
}

/** Basenames that two files of a package share, and files beside a folder of the same name. */
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

/** Files more than three folders below `src`. */
export function findDeepFiles(_name, sources) {
  return [...sources]
    .filter(([path]) => path.split('/').length - 1 > limits.foldersBelowSource)
    .map(([, { path }]) => `${path}: is more than ${limits.foldersBelowSource} folders below src`)
}

/** Imports that run up the floors of a package or across one. */
export function findUpwardImports(name, sources) {
  const list = floors[name]
  if (list === undefined) return [`${name}: has no floors in scripts/house/rules.mjs`]
  const findings = []
  const floorOf = new Map(list.flatMap((rooms, floor) => rooms.map((room) => [room, floor])))
  const used = new Set()
  const roomOf = (path) => {
    for (let room = path; room !== '.'; room = dirname(room)) if (floorOf.has(room)) return room
    return undefined
  }
  for (const [path, { imports, path: file }] of sources) {
    const room = roomOf(path)
    if (room === undefined) {
      findings.push(`${file}: is in no room; add its folder to floors in scripts/house/rules.mjs`)
      continue
    }
    used.add(room)
    for (const { target, line } of imports) {
      const other = roomOf(target)
      if (other === undefined || other === room || floorOf.get(room) < floorOf.get(other)) continue
      findings.push(`${file}:${line}: ${room} must not import from ${other} (${target})`)
    }
  }
  for (const room of floorOf.keys())
    if (!used.has(room)) findings.push(`${name}: floors names ${room}, which is empty`)
  return findings
}

/** More files per 1,000 lines than the limit; one finding for each tenth above it. */
export function findSplitPackage(name, sources) {
  const lines = [...sources.values()].reduce((sum, source) => sum + source.lines, 0)
  const ratio = filesPerThousandLines(sources)
  const limit = limits.filesPerThousandLines
  if (ratio <= limit || lines < 1000) return []
  return Array(Math.ceil((ratio - limit) * 10)).fill(
    `${name}: has ${ratio.toFixed(1)} files per 1,000 lines; the limit is ${limit}`,
  )
}

export function filesPerThousandLines(sources) {
  const lines = [...sources.values()].reduce((sum, source) => sum + source.lines, 0)
  return (sources.size / lines) * 1000
}

/** Returns the findings beyond the ceiling of a check in a package. */
export function aboveCeiling(check, name, findings) {
  return findings.length > (ceilings[check]?.[name] ?? 0) ? findings : []
}
