// A release, up to what would be sent to npm: in a clone, and with a registry that knows nothing yet.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, symlinkSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { publicPackages, root } from './helpers/publicPackages.ts'

const run = promisify(execFile)

const registry = createServer((_request, response) => void response.writeHead(404).end('{}'))
const env: NodeJS.ProcessEnv = { ...process.env }
beforeAll(async () => {
  await once(registry.listen(0, '127.0.0.1'), 'listening')
  env['npm_config_registry'] = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`
})
afterAll(() => void registry.close())

test('npm would publish every public package, skips the private ones, and corrects nothing', async () => {
  const args = ['publish', '--dry-run', '--ignore-scripts', '--workspaces']
  const { stdout, stderr } = await run('npm', args, { cwd: root, env, maxBuffer: 1e8 })
  const published = publicPackages.map(({ name, manifest }) => `+ ${name}@${manifest.version}`)
  expect(stdout.trim().split('\n')).toEqual(expect.arrayContaining(published))
  expect(stdout).not.toMatch(/@personctl\/(?:shared|generated)/)
  const warnings = stderr.match(/^npm warn .*$/gm) ?? []
  const expected =
    /Skipping workspace @personctl\/(?:shared|generated), marked as private|requires you to be logged in/
  expect(warnings.filter((warning) => !expected.test(warning))).toEqual([])
}, 60_000)

test('a release moves all packages, the image and the action to one minor version', async () => {
  const clone = await mkdtemp(join(tmpdir(), 'personctl-clone-'))
  await run('git', ['clone', '--quiet', '--no-hardlinks', root, clone])
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))
  await writeFile(join(clone, '.changeset/test.md'), `---\n'@personctl/sdk': minor\n---\n\nNew.\n`)
  const changeset = join(root, 'node_modules/@changesets/cli/bin.js')
  await run(process.execPath, [changeset, 'version'], { cwd: clone })
  await run(process.execPath, ['scripts/syncVersion.mjs'], { cwd: clone, env })
  const read = (path: string) => readFileSync(join(clone, path), 'utf8')

  const [major, minor] = (publicPackages[0]?.manifest.version ?? '').split('.').map(Number)
  const next = `${major}.${(minor ?? 0) + 1}.0`
  for (const { folder } of publicPackages) {
    const { version, dependencies, devDependencies } = JSON.parse(read(`${folder}/package.json`))
    expect(version, folder).toBe(next)
    for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies }))
      if (publicPackages.some((one) => one.name === name)) expect(range, `${folder}: ${name}`).toBe(next)
  }
  const lock = JSON.parse(read('package-lock.json'))
  for (const { folder } of publicPackages) expect(lock.packages[folder].version, folder).toBe(next)
  const mock = 'packages/mock-server'
  expect(read(`${mock}/docker/Dockerfile`)).toContain(`@personctl/mock-server@${next}\n`)
  expect(read(`${mock}/docker/docker-bake.hcl`)).toContain(`default = "${next}"`)
  expect(read(`${mock}/action/action.yml`)).toContain(`default: ${next}\n`)
  expect(read('packages/sdk/CHANGELOG.md')).toContain(`## ${next}\n`)
}, 120_000)
