// Writes a list of the software in each package that is published, in the format CycloneDX: of the packages that npm installs
// with it, and of those whose code is bundled into it. `npm sbom` knows nothing of bundles, and mixes up a workspace with
// those it is built from.
//
//   node scripts/sbom.mjs FOLDER    # writes FOLDER/personctl-sdk.cdx.json and the others
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages

/** Returns the documents of all packages that are published, by the name of the package. */
export function createSboms() {
  const published = lock[''].workspaces
    .map((folder) => ({ folder, ...JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) }))
    .filter((manifest) => !manifest.private)
  return new Map(published.map((manifest) => [manifest.name, createSbom(manifest)]))
}

function createSbom({ folder, name, version, license }) {
  const component = describeComponent(name, { version, license })
  const components = [...findInstalled(folder).values(), ...findBundled(folder)]
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component },
    components,
    dependencies: [{ ref: component['bom-ref'], dependsOn: components.map((each) => each['bom-ref']) }],
  }
}

/** Returns the packages that npm installs with a package, those of other systems included, by their paths. */
function findInstalled(folder, found = new Map(), isOptional = false) {
  const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta = {} } = lock[folder]
  const peers = Object.keys(peerDependencies ?? {}).filter((peer) => !peerDependenciesMeta[peer]?.optional)
  const optional = Object.keys(optionalDependencies ?? {})
  const required = [...Object.keys(dependencies ?? {}), ...peers].filter((name) => !optional.includes(name))
  const add = (name, scope) => {
    const path = resolvePackage(folder, name)
    // Parts for systems that the registry does not have are not in the lockfile.
    if (path === undefined || [scope, 'required'].includes(found.get(path)?.scope)) return
    found.set(path, { ...describeComponent(name, lock[path]), scope })
    findInstalled(path, found, scope === 'optional')
  }
  for (const name of required) add(name, isOptional ? 'optional' : 'required')
  for (const name of optional) add(name, 'optional')
  return found
}

/** Returns the path in the lockfile of the package that a name means in a folder. */
function resolvePackage(folder, name) {
  const path = join(folder, 'node_modules', name)
  const entry = lock[path]
  if (entry !== undefined) return entry.link ? entry.resolved : path
  if (folder === '') return undefined
  return resolvePackage(folder.replace(/(?:^|\/)(?:node_modules\/(?:@[^/]+\/)?)?[^/]+$/, ''), name)
}

function describeComponent(name, { version, license, integrity }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  const [, algorithm, digest] = /^sha(\d+)-(.+)$/.exec(integrity ?? '') ?? []
  const hash = { alg: `SHA-${algorithm}`, content: Buffer.from(digest ?? '', 'base64').toString('hex') }
  return {
    'bom-ref': purl,
    type: 'library',
    name,
    version,
    purl,
    licenses: [{ license: { id: license } }],
    ...(digest === undefined ? {} : { hashes: [hash] }),
  }
}

/** Returns the packages that the notices in a bundle name (scripts/thirdPartyNotices.ts). */
function findBundled(folder) {
  const file = join(root, folder, 'dist/THIRD-PARTY-NOTICES.txt')
  if (!existsSync(file)) return []
  const titles = readFileSync(file, 'utf8').matchAll(/^(\S+) (\d+\.\d+\.\d+\S*) \(([\w.-]+)\)\n-+$/gm)
  return [...titles].map(([, name, version, license]) => {
    const component = describeComponent(name, { version, license })
    const properties = [{ name: 'personctl:bundled', value: 'true' }]
    return { ...component, 'bom-ref': `${component['bom-ref']}#bundled`, properties }
  })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [target] = process.argv.slice(2)
  if (target === undefined) throw new Error('Usage: node scripts/sbom.mjs FOLDER')
  mkdirSync(target, { recursive: true })
  for (const [name, document] of createSboms())
    writeFileSync(
      join(target, `${name.slice(1).replace('/', '-')}.cdx.json`),
      `${JSON.stringify(document, null, 2)}\n`,
    )
}
