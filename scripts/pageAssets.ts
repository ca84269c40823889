// Embeds files in a bundle as strings: `?text` unchanged, `?script` bundled for browsers, `?json` YAML as JSON. The page and
// the descriptions that the mock serves thus need no files beside the code, even in the bundle of the CLI.
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Rolldown } from 'tsdown'
import { build } from 'tsdown'
import { parse } from 'yaml'

const suffix = /\?(text|script|json)$/

export function pageAssets(): Rolldown.Plugin {
  return {
    name: 'page-assets',
    resolveId(source, importer) {
      return suffix.test(source) && importer !== undefined ? resolve(dirname(importer), source) : undefined
    },
    async load(id) {
      const kind = suffix.exec(id)?.[1]
      if (kind === undefined) return undefined
      const file = id.replace(suffix, '')
      this.addWatchFile(file)
      const text = kind === 'script' ? await bundleScript(file) : await readFile(file, 'utf8')
      return {
        code: `export default ${JSON.stringify(kind === 'json' ? JSON.stringify(parse(text)) : text)}`,
        moduleType: 'js',
      }
    },
  }
}

async function bundleScript(entry: string): Promise<string> {
  const [bundle] = await build({
    config: false,
    entry,
    platform: 'browser',
    target: 'es2023',
    format: 'esm',
    dts: false,
    minify: true,
    write: false,
    plugins: [pageAssets()],
    report: false,
    logLevel: 'warn',
  })
  const chunk = bundle?.chunks.find((part) => part.type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error(`${entry} was not bundled`)
  return chunk.code
}
