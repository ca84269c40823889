import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const root: string = fileURLToPath(new URL('../../../', import.meta.url))

/** The parts of a package.json that the tests look at. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly private?: boolean
  readonly [field: string]: any
}

/** A package that is published. */
export interface PublicPackage {
  /** Its folder, relative to the root. */
  readonly folder: string
  readonly name: string
  readonly manifest: Manifest
}

export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
}

/** The packages that a release publishes: every workspace that is not private. */
export const publicPackages: readonly PublicPackage[] = readManifest('.')
  ['workspaces'].map((folder: string) => ({
    folder,
    name: readManifest(folder).name,
    manifest: readManifest(folder),
  }))
  .filter(({ manifest }: PublicPackage) => manifest.private !== true)

/** A package as npm would publish it. */
export interface PackedPackage {
  readonly name: string
  readonly version: string
  readonly filename: string
  readonly integrity: string
  /** Bytes of the tarball. */
  readonly size: number
  /** Bytes of the files in it. */
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string; readonly size: number }[]
  /** The path of the tarball. */
  readonly tarball: string
}

/**
 * Packs packages as they are built.
 *
 * @param folders relative to the root
 * @param destination the folder for the tarballs; by default a new one
 */
export async function packAll(
  folders: readonly string[] = publicPackages.map(({ folder }) => folder),
  destination?: string,
): Promise<PackedPackage[]> {
  const target = destination ?? (await mkdtemp(join(tmpdir(), 'personctl-packed-')))
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', target]
  const paths = folders.map((folder) => `./${folder}`)
  const { stdout } = await promisify(execFile)('npm', [...args, ...paths], { cwd: root, maxBuffer: 1e8 })
  const packed = Object.values<Omit<PackedPackage, 'tarball'>>(JSON.parse(stdout))
  return packed.map((one) => ({ ...one, tarball: join(target, one.filename) }))
}

/** Reads a tarball into memory of its own, as the checkers of packages want it. */
export async function readTarball(path: string): Promise<ArrayBuffer> {
  const bytes = await readFile(path)
  return new Uint8Array(bytes).buffer
}
