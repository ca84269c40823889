import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packAll, publicPackages, readManifest, root } from './publicPackages.ts'

const own = publicPackages.map(({ folder }) => folder)

/** A registry on this machine that npm installs from. */
export interface LocalRegistry {
  /** What npm is to find in its environment, and nothing else of it but the PATH. */
  readonly env: Readonly<Record<string, string>>
  /** A new folder, which is gone with the registry. */
  folder(name: string): Promise<string>
  close(): Promise<void>
}

/**
 * Publishes our packages as they are built, and what they depend on as it is installed here, in a registry that is gone
 * with the test: so `npm install` is the real one, without a network.
 *
 * @param others packages of this repository's `node_modules` that are published there as well
 */
export async function startLocalRegistry(others: readonly string[] = []): Promise<LocalRegistry> {
  const home = await mkdtemp(join(tmpdir(), 'personctl-registry-'))
  const folders = [...own, ...findDependencies(others)]
  const manifests = folders.map(readManifest)
  const packages = (await packAll(folders, home)).map((one) => ({
    ...one,
    manifest: manifests.find(({ name, version }) => name === one.name && version === one.version),
  }))
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url?.slice(1) ?? '')
    const file = packages.find(({ filename }) => filename === name)?.filename
    if (file !== undefined) return createReadStream(join(home, file)).pipe(response)
    // The first is the one at the top of node_modules.
    const found = packages.filter((candidate) => candidate.name === name)
    if (found[0] === undefined) return response.writeHead(404).end('{}')
    const versions = Object.fromEntries(
      found.map(({ version, filename, integrity, manifest }) => [
        version,
        { ...manifest, dist: { tarball: `${url}/${filename}`, integrity } },
      ]),
    )
    return response.end(JSON.stringify({ name, 'dist-tags': { latest: found[0].version }, versions }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      npm_config_registry: url,
      npm_config_cache: join(home, 'cache'),
      npm_config_update_notifier: 'false',
    },
    async folder(name) {
      const folder = join(home, name)
      await mkdir(folder, { recursive: true })
      return folder
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Finds the folders of everything that our packages, and the bundler of the image, need at run time. */
function findDependencies(others: readonly string[]): string[] {
  const folders = new Set<string>()
  function add(folder: string): void {
    const { dependencies = {}, optionalDependencies = {} } = readManifest(folder)
    for (const name of [...Object.keys(dependencies), ...Object.keys(optionalDependencies)]) {
      const found = dependencyOf(folder, name)
      // Of machine code, only the part for this machine is installed.
      if (name in optionalDependencies && !existsSync(join(root, found))) continue
      if (folders.has(found)) continue
      folders.add(found)
      add(found)
    }
  }
  for (const folder of own) add(folder)
  for (const name of ['rolldown', ...others]) {
    folders.add(`node_modules/${name}`)
    add(`node_modules/${name}`)
  }
  // Those at the top first, whose versions are the latest ones of the registry.
  return [...folders].sort((one, other) => one.split('/').length - other.split('/').length)
}

/** Returns the folder of a package that the one in another folder depends on. */
function dependencyOf(folder: string, name: string): string {
  const nested = `${folder}/node_modules/${name}`
  if (existsSync(join(root, nested))) return nested
  const outer = folder.lastIndexOf('/node_modules/')
  return outer < 0 ? `node_modules/${name}` : dependencyOf(folder.slice(0, outer), name)
}
