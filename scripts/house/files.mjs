// The files of the repository, and their text apart: comments, strings, code.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** Returns the paths of all files that git tracks or would add, relative to the root. */
export function listFiles() {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const output = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1e8 })
  return [...new Set(output.split('\0'))].filter((path) => path !== '' && existsSync(join(root, path)))
}

export function readText(path) {
  return readFileSync(join(root, path), 'utf8')
}

const token =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`)|(?<=[=(,:[!&|?{};\n>]\s*|\breturn\s+)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[dgimsuvy]*/g

/** Splits TypeScript or JavaScript into comments, strings, and code; each part keeps its length and its lines. */
export function splitSource(text) {
  const parts = { comments: [], strings: [], code: '' }
  let end = 0
  for (const match of text.matchAll(token)) {
    const [whole] = match
    parts.code += text.slice(end, match.index) + whole.replaceAll(/[^\n]/g, ' ')
    end = match.index + whole.length
    if (match.groups.comment) parts.comments.push({ text: whole, index: match.index })
    if (match.groups.string) parts.strings.push({ text: whole, index: match.index })
  }
  parts.code += text.slice(end)
  return parts
}

/** Returns the number of the line that an index is on. */
export function lineAt(text, index) {
  return text.slice(0, index).split('\n').length
}

/** Reads the hand-written sources of every package: `Map<package, Map<path below src, source>>`. */
export function readSources(files) {
  const packages = new Map()
  for (const path of files) {
    const [, name, source] = /^packages\/([^/]+)\/src\/(.+\.ts)$/.exec(path) ?? []
    if (source === undefined || /\.generated\.ts$|\.d\.ts$/.test(source)) continue
    const text = readText(path)
    if (!packages.has(name)) packages.set(name, new Map())
    packages.get(name).set(source, { path, text, lines: text.split('\n').length - 1, ...splitSource(text) })
  }
  for (const sources of packages.values()) linkImports(sources)
  return packages
}

/** Reads the hand-written code beside the packages: `Map<folder, Map<path below it, source>>`. */
export function readOtherCode(files) {
  const folders = new Map(['bench', 'examples', 'scripts', 'test'].map((folder) => [folder, new Map()]))
  for (const path of files) {
    const [folder, ...names] = path.split('/')
    if (!folders.has(folder) || !/(?<!\.d)\.(?:ts|mjs)$/.test(path)) continue
    const text = readText(path)
    folders.get(folder).set(names.join('/'), { path, text, ...splitSource(text) })
  }
  return folders
}

/** Adds to each source its `imports` and `importers` within the package, and whether it is loaded lazily. */
function linkImports(sources) {
  for (const source of sources.values())
    Object.assign(source, { imports: [], importers: new Set(), lazy: false })
  for (const [path, source] of sources)
    for (const { text, index } of source.strings) {
      if (!/^['"]\.\.?\//.test(text)) continue
      const before = source.code.slice(Math.max(0, index - 40), index).trimEnd()
      const lazy = /\bimport\s*\($/.test(before)
      if (!lazy && !/\b(?:from|import)$/.test(before)) continue
      const target = posix.join(dirname(path), text.slice(1, -1))
      const imported = sources.get(target)
      if (imported === undefined) continue
      source.imports.push({ target, line: lineAt(source.text, index) })
      imported.importers.add(path)
      imported.lazy ||= lazy
    }
}
