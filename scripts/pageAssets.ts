// Embeds files in a bundle as strings: `?text` unchanged, `?script` bundled for browsers. The page of the mock thus needs
// no files beside the code, even in the bundle of the CLI.
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { Rolldown } from 'tsdown'
import { build } from 'tsdown'

const suffix = /\?(text|script)$/

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
      const text = kind === 'text' ? await readFile(file, 'utf8') : await bundleScript(file)
      return { code: `export default ${JSON.stringify(text)}`, moduleType: 'js' }
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
    report: false,
    logLevel: 'warn',
  })
  const chunk = bundle?.chunks.find((part) => part.type === 'chunk')
  if (chunk?.type !== 'chunk') throw new Error(`${entry} was not bundled`)
  return chunk.code
}
