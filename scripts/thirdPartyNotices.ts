// Lists beside a bundle the packages whose code it contains, with their licences, as these licences require.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rolldown } from 'tsdown'

/** Licences of code that a bundle under the MIT licence may contain. */
export const acceptedLicences: ReadonlySet<string> = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'MPL-2.0',
])

const fileName = 'THIRD-PARTY-NOTICES.txt'

/** Adds THIRD-PARTY-NOTICES.txt to a bundle that contains code of others. Fails for a licence that is not accepted. */
export function thirdPartyNotices(): Rolldown.Plugin {
  return {
    name: 'third-party-notices',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
      const folders = [...new Set(modules.flatMap(findPackageFolder))]
      if (folders.length === 0) return
      const notices = folders.map(readNotice).sort((left, right) => (left.title < right.title ? -1 : 1))
      const source = notices.map(({ title, text }) => `${title}\n${'-'.repeat(title.length)}\n\n${text}\n`)
      this.emitFile({ type: 'asset', fileName, source: `${introduction}\n${source.join('\n\n')}` })
    },
  }
}

const introduction =
  'This software contains code of others. Each package is listed with its licence and a link to its source.\n\n'

/** Returns the folder of the package that a module comes from, or an empty list for our own modules. */
function findPackageFolder(module: string): string[] {
  return module.match(/^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/) ?? []
}

function readNotice(folder: string): { title: string; text: string } {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (!acceptedLicences.has(license))
    throw new Error(
      `${name} ${version} has the licence ${license}, which is not accepted; see ${import.meta.filename}`,
    )
  const source = `https://www.npmjs.com/package/${name}/v/${version}`
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)\b/i.test(file))
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return { title: `${name} ${version} (${license})`, text: [source, ...texts].join('\n\n') }
}
