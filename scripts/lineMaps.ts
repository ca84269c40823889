// Makes source maps that are small enough to publish: a stack frame needs the line of the source, not every token of it.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decode, encode } from '@jridgewell/sourcemap-codec'

const root = fileURLToPath(new URL('../', import.meta.url))

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
 * @param dist the folder of what was built
 */
export async function shortenMaps(dist: string): Promise<void> {
  const { repository } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const { version } = JSON.parse(await readFile(join(dist, '../package.json'), 'utf8'))
  const base = `${repository.url.replace(/^git\+|\.git$/g, '').replace('//github.com/', '//raw.githubusercontent.com/')}/v${version}/`
  for (const file of await readdir(dist)) {
    if (!file.endsWith('.map')) continue
    const map: SourceMap = JSON.parse(await readFile(join(dist, file), 'utf8'))
    const sources = map.sources.map((source) => nameSource(relative(root, join(dist, source)), base))
    const foreign = sources.flatMap((source, index) => (source.startsWith(base) ? [] : [index]))
    const { sourcesContent: _, ...rest } = map
    const short: SourceMap = {
      ...rest,
      names: [],
      sources,
      mappings: encode(decode(map.mappings).map(firstOfLine)),
      ...(foreign.length > 0 ? { ignoreList: foreign } : {}),
    }
    await writeFile(join(dist, file), JSON.stringify(short))
  }
}

/** Returns the URL of a source in the repository, or the path of one that npm installs. */
function nameSource(path: string, base: string): string {
  const [, installed] = /(?:^|\/)(node_modules\/.*)$/.exec(path) ?? []
  // The bundler adds a query where a plug-in has read the file.
  return installed === undefined ? base + path.replaceAll('\\', '/').replace(/\?.*$/, '') : `../${installed}`
}

type Line = ReturnType<typeof decode>[number]

/** Returns where a line begins, without the name of what stands there. */
function firstOfLine(line: Line): Line {
  for (const segment of line) if (segment.length !== 1) return [[0, segment[1], segment[2], segment[3]]]
  return []
}
