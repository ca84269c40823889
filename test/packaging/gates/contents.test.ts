// The files of the packages as npm would publish them. Nothing is installed.
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { beforeAll, describe, expect, test } from 'vitest'
import type { PackedPackage } from '../helpers/publicPackages.ts'
import { packAll, publicPackages, readManifest, readTarball, root } from '../helpers/publicPackages.ts'

const textOf = (path: string) => readFile(join(root, path), 'utf8')

let packed: PackedPackage[]
beforeAll(async () => {
  packed = await packAll()
})

/** Returns the paths that a field leads to, under all conditions. */
const pathsOf = (target: unknown): string[] =>
  typeof target === 'string' ? [target] : Object.values(target ?? {}).flatMap(pathsOf)

/** Bytes that a package may have: about a tenth more than it has. Raise a limit only for what is worth the download. */
const limits: Readonly<Record<string, { readonly packed: number; readonly unpacked: number }>> = {
  '@personctl/openapi': { packed: 47_000, unpacked: 300_000 },
  '@personctl/sdk': { packed: 180_000, unpacked: 670_000 },
  '@personctl/mock-server': { packed: 470_000, unpacked: 2_100_000 },
  '@personctl/mirror': { packed: 100_000, unpacked: 400_000 },
  '@personctl/cli': { packed: 1_020_000, unpacked: 4_400_000 },
}

describe.each(publicPackages)('the published package $name', ({ folder, name, manifest }) => {
  const contents = () => packed.find((candidate) => candidate.name === name) as PackedPackage
  const files = () => contents().files.map(({ path }) => path)

  test('contains the README, the licence and the build, and no source, test or tarball', async () => {
    for (const file of ['LICENSE', 'README.md', 'package.json']) expect(files()).toContain(file)
    const extra = files().filter(
      (file) =>
        !/^(?:LICENSE|(?:README|CHANGELOG)\.md|package\.json|(?:bin|dist|man)\/[\w.-]+|[\w-]+\.yaml)$/.test(
          file,
        ),
    )
    expect(extra).toEqual([])
    expect(files().filter((file) => /(?<!\.d)\.[cm]?ts$|\.tgz$|\.test\./.test(file))).toEqual([])
    expect(await textOf(`${folder}/LICENSE`)).toBe(await textOf('LICENSE'))
  })

  test('contains every file that package.json names, with types beside code', () => {
    const { bin, exports, man, main, types, typesVersions } = manifest
    const named = [bin, exports, man, main, types, typesVersions]
      .flatMap(pathsOf)
      .map((path) => path.replace('./', ''))
    const declarations = named
      .filter((path) => path.endsWith('.mjs'))
      .map((path) => path.replace('.mjs', '.d.mts'))
    expect(files()).toEqual(expect.arrayContaining([...named, ...declarations]))
  })

  test('contains no path of the machine that built it, and no private workspace', async () => {
    const workspaces: string[] = readManifest('.')['workspaces']
    const hidden = workspaces.map(readManifest).filter((workspace) => workspace.private === true)
    for (const file of files()) {
      const text = await textOf(`${folder}/${file}`)
      expect(text, file).not.toContain(root)
      if (/\.[cm]?[jt]s$/.test(file))
        for (const { name } of hidden) expect(text, file).not.toMatch(new RegExp(`['"]${name}[/'"]`))
    }
  })

  test('has source maps that name lines in the repository at the tag of its version', async () => {
    const maps = files().filter((file) => file.endsWith('.map'))
    for (const file of files().filter((path) => path.endsWith('.mjs'))) {
      // Modules that only hand on what others export have none.
      const [, map] = /\/\/# sourceMappingURL=(.*)$/m.exec(await textOf(`${folder}/${file}`)) ?? []
      if (map !== undefined) expect(maps).toContain(`dist/${map}`)
    }
    if (manifest['main'] !== undefined) expect(maps.length).toBeGreaterThan(0)
    const tag = `https://raw.githubusercontent.com/personctl/personctl/v${manifest.version}/`
    for (const file of maps) {
      const { sources, sourcesContent } = JSON.parse(await textOf(`${folder}/${file}`))
      expect(sourcesContent).toBeUndefined()
      for (const source of sources) {
        if (source.startsWith('../node_modules/')) continue
        expect(source.startsWith(tag), source).toBe(true)
        expect(await textOf(source.slice(tag.length)).then((text) => text.length > 0), source).toBe(true)
      }
    }
    // All maps together are not another package.
    const bytes = contents()
      .files.filter(({ path }) => path.endsWith('.map'))
      .reduce((sum, { size }) => sum + size, 0)
    expect(bytes).toBeLessThan(0.12 * contents().unpackedSize)
  })

  test('is not larger than it needs to be', () => {
    expect(contents().size).toBeLessThan(limits[name]?.packed ?? 0)
    expect(contents().unpackedSize).toBeLessThan(limits[name]?.unpacked ?? 0)
  })

  test('has no fault that publint finds', async () => {
    const { messages } = await publint({
      pack: { tarball: await readTarball(contents().tarball) },
      strict: true,
    })
    expect(messages).toEqual([])
  })
})

test('a stack of the SDK names the lines of its sources, which are in the repository', async () => {
  const script = `
    import { createCisClient, staticToken } from '@personctl/sdk'
    const fetch = async () => new Response('{}', { status: 403 })
    const cis = createCisClient({ auth: staticToken('token'), fetch })
    await cis.users.get({ uuid: 'u' }).catch((error) => console.log(error.stack))
  `
  const args = ['--enable-source-maps', '--input-type=module', '--eval', script]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root })
  const frames = [...stdout.matchAll(/\/personctl\/v[^/]+\/(packages\/sdk\/src\/[^:]+):(\d+):/g)]
  const lines = await Promise.all(
    frames.map(async ([, path = '', line]) => (await textOf(path)).split('\n')[Number(line) - 1]),
  )
  expect(lines[0]).toContain('new PermissionError(')
  expect(lines).toContainEqual(expect.stringContaining('await findUser('))
})

test('the CLI names the author and the licence of all bundled code', async () => {
  const [cli, sdk, mock] = ['packages/cli', 'packages/sdk', 'packages/mock-server'].map(readManifest)
  const bundled = Object.keys({
    ...cli?.['devDependencies'],
    ...sdk?.['dependencies'],
    ...mock?.['dependencies'],
  })
  const notices = await textOf('packages/cli/dist/THIRD-PARTY-NOTICES.txt')
  const titles = [...notices.matchAll(/^(\S+) \d+\.\d+\.\d+ \([\w.-]+\)\n-+$/gm)].map(([, name]) => name)
  expect(titles).toEqual(expect.arrayContaining(bundled.filter((name) => !name.startsWith('@personctl/'))))
  expect(notices.match(/^Copyright /gim)?.length).toBeGreaterThanOrEqual(bundled.length)
})
