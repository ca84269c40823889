// Makes source maps that are small enough to publish: a stack frame needs the line of the source, not every token of it.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { decode, encode } from '@jridgewell/sourcemap-codec'

interface SourceMap {
  sources: string[]
  mappings: string
  names?: string[]
  sourcesContent?: string[]
  ignoreList?: number[]
}

/**
 * Shortens the maps of a built package to one position for each line. Sources are named by their URL in the repository, at the
 * tag of the version: they are not in the package, and a debugger finds them there.
 *
 * @param folder the folder of the package, relative to the root and with a slash at its end
 */
export async function shortenMaps(folder: string): Promise<void> {
  const root = new URL('../', import.meta.url)
  const { repository } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
  const { version } = JSON.parse(await readFile(new URL(`${folder}package.json`, root), 'utf8'))
  const base = `${repository.url.replace(/^git\+|\.git$/g, '').replace('//github.com/', '//raw.githubusercontent.com/')}/v${version}/`
  const dist = new URL(`${folder}dist/`, root)
  for (const file of await readdir(dist)) {
    if (!file.endsWith('.map')) continue
    const map: SourceMap = JSON.parse(await readFile(new URL(file, dist), 'utf8'))
    const paths = map.sources.map((source) => posix.join(folder, 'dist', source))
    const foreign = paths.flatMap((path, index) => (path.startsWith('node_modules/') ? [index] : []))
    const { sourcesContent: _, ...rest } = map
    const short: SourceMap = {
      ...rest,
      names: [],
      sources: paths.map((path) => (path.startsWith('node_modules/') ? `../${path}` : base + path)),
      mappings: encode(decode(map.mappings).map(firstOfLine)),
      ...(foreign.length > 0 ? { ignoreList: foreign } : {}),
    }
    await writeFile(new URL(file, dist), JSON.stringify(short))
  }
}

type Line = ReturnType<typeof decode>[number]

/** Returns where a line begins, without the name of what stands there. */
function firstOfLine(line: Line): Line {
  const first = line.find((segment) => segment.length > 1)
  return first?.length === undefined || first.length === 1 ? [] : [[0, first[1], first[2], first[3]]]
}
