// Writes beside a bundle whose code is in it, under which licence, as these licences ask for.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rolldown } from 'tsdown'

/** A licence that a bundle under the MIT licence may carry code of. */
const accepted = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'MPL-2.0'])

const fileName = 'THIRD-PARTY-NOTICES.txt'

/** Adds THIRD-PARTY-NOTICES.txt to a bundle, unless all of it is our own. Fails for code that may not be in it. */
export function thirdPartyNotices(): Rolldown.Plugin {
  return {
    name: 'third-party-notices',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
      const folders = [...new Set(modules.flatMap(packageFolder))]
      if (folders.length === 0) return
      const notices = folders.map(noticeOf).sort((left, right) => (left.title < right.title ? -1 : 1))
      const source = notices.map(({ title, text }) => `${title}\n${'-'.repeat(title.length)}\n\n${text}\n`)
      this.emitFile({ type: 'asset', fileName, source: `${introduction}\n${source.join('\n\n')}` })
    },
  }
}

const introduction =
  'This software contains code of others. Each is listed with its licence, and with where its source is.\n\n'

/** The folder of the package that a module comes from; none if it is our own. */
function packageFolder(module: string): string[] {
  return module.match(/^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/) ?? []
}

function noticeOf(folder: string): { title: string; text: string } {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (!accepted.has(license))
    throw new Error(`${name} ${version} is under ${license}: may it be bundled? See ${import.meta.filename}`)
  const source = `https://www.npmjs.com/package/${name}/v/${version}`
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)\b/i.test(file))
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return { title: `${name} ${version} (${license})`, text: [source, ...texts].join('\n\n') }
}
