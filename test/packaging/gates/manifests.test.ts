// What package.json tells npm, compilers and the release. Nothing is installed.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { publicPackages, readManifest, root } from '../helpers/publicPackages.ts'

const repository: string = readManifest('.')['repository'].url
const repositoryUrl = repository.replaceAll(/^git\+|\.git$/g, '')
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')

describe.each(publicPackages)('package.json of $name', ({ folder, manifest }) => {
  test('leads to the repository, to the README, and to the page for errors', () => {
    expect(manifest).toMatchObject({
      repository: { type: 'git', url: repository, directory: folder },
      homepage: `${repositoryUrl}/tree/main/${folder}#readme`,
      bugs: { url: `${repositoryUrl}/issues` },
      license: 'MIT',
      author: 'The personctl authors',
      publishConfig: { access: 'public' },
    })
    expect(manifest['description'].length).toBeGreaterThan(40)
    expect(manifest['keywords'].length).toBeGreaterThan(5)
    expect(manifest['keywords']).toEqual(manifest['keywords'].toSorted())
  })

  test('publishes the changelog that a release writes', () => {
    expect(manifest['files']).toContain('CHANGELOG.md')
  })

  test('has no script that an installation runs', () => {
    expect(Object.keys(manifest['scripts'] ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/install|prepare/)]),
    )
  })

  test('names types first in every export, for old compilers as well', () => {
    const { exports = {}, main, types, typesVersions = { '*': {} } } = manifest
    const code = Object.entries<Record<string, string>>(exports).filter(([path]) =>
      /^\.(?:\/[\w-]+)?$/.test(path),
    )
    for (const [path, conditions] of code) {
      expect(Object.keys(conditions)[0], path).toBe('types')
      expect(Object.keys(conditions).at(-1), path).toBe('default')
      // The module resolution "node10" reads these in place of exports.
      if (path === '.')
        expect({ main, types }).toEqual({ main: conditions['default'], types: conditions['types'] })
      else expect(typesVersions['*'][path.slice(2)], path).toEqual([conditions['types']])
    }
  })
})

test('all packages have one version, and a release moves them together', () => {
  const { fixed } = JSON.parse(textOf('.changeset/config.json'))
  expect(fixed).toEqual([['@personctl/*']])
  const versions = publicPackages.map(({ manifest }) => manifest.version)
  expect(new Set(versions).size).toBe(1)
})

test('optional peers are the ranges that the tests have tried', () => {
  const { sdk, 'mock-server': mock } = Object.fromEntries(
    publicPackages.map(({ folder, manifest }) => [folder.replace('packages/', ''), manifest]),
  )
  expect(sdk?.['peerDependencies']).toEqual({ undici: '^7.30.0 || ^8.0.0' })
  expect(mock?.['peerDependencies']).toEqual({ msw: '^2.10.0 || ^3.0.0' })
  for (const { manifest } of publicPackages)
    for (const peer of Object.keys(manifest['peerDependencies'] ?? {}))
      if (!peer.startsWith('@personctl/'))
        expect(manifest['peerDependenciesMeta'][peer], `${manifest.name}: ${peer}`).toEqual({
          optional: true,
        })
})

test('peers of our own are ranges that a minor release does not leave, which would be a major one', () => {
  for (const { manifest } of publicPackages)
    for (const [peer, range] of Object.entries(manifest['peerDependencies'] ?? {}))
      if (peer.startsWith('@personctl/')) expect(range, `${manifest.name}: ${peer}`).toBe('>=0.1.0 <1.0.0')
})

test('the man page is in an array, without which npm does not install it', () => {
  expect(readManifest('packages/cli')['man']).toEqual(['./man/personctl.1'])
})

test('every description is exported, and is one of OpenAPI 3.1', () => {
  const { exports } = readManifest('openapi')
  const files = Object.keys(exports).filter((path) => path.endsWith('.yaml'))
  expect(files).toEqual(['./admin.yaml', './cern.yaml', './cis-change.yaml', './cis.yaml', './dabp.yaml'])
  for (const file of files) expect(parse(textOf(join('openapi', file))).openapi).toBe('3.1.0')
})
