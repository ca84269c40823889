import { execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { copyFile, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { requestToken } from '../helpers/accessToken.ts'
import { runMockProcess } from '../helpers/mockProcess.ts'
import type { BuiltImage } from './helpers/dockerfile.ts'
import { buildInFolder } from './helpers/dockerfile.ts'
import type { LocalRegistry } from './helpers/localRegistry.ts'
import { startLocalRegistry } from './helpers/localRegistry.ts'

const docker = fileURLToPath(new URL('../../packages/mock-server/docker/', import.meta.url))

let registry: LocalRegistry
beforeAll(async () => {
  registry = await startLocalRegistry()
}, 120_000)
afterAll(() => registry.close())

describe('the image, built in a folder,', () => {
  let image: BuiltImage
  beforeAll(async () => {
    image = await buildInFolder(`${docker}Dockerfile`, await registry.folder('image'), registry.env)
  }, 120_000)

  /** Replaces paths of the image by those in the folder, and that of the ready file by a file of the test. */
  const localize = (word: string, readyFile: string): string =>
    word
      .replace(/^\/personctl-mock\//, `${image.root}/personctl-mock/`)
      .replaceAll('/tmp/personctl-mock.env', readyFile)

  /** Starts it in another folder, as `docker run -w` would with these arguments. */
  async function started(args: readonly string[]) {
    const folder = await registry.folder('elsewhere')
    const readyFile = join(folder, `${randomUUID()}.env`)
    const [command = '', ...first] = image.entrypoint.map((word) => localize(word, readyFile))
    const child = spawn(command, [...first, ...args], { cwd: folder, env: registry.env })
    onTestFinished(() => void child.kill('SIGKILL'))
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
    expect(String(line)).toMatch(/^personctl-mock ready /)
    return { child, readyFile, line: String(line) }
  }

  /** Returns the exit code of the health check. */
  async function health(readyFile: string): Promise<unknown> {
    const [file = '', ...args] = image.healthCheck.map((word) => localize(word, readyFile))
    expect([file, ...args].join(' ')).not.toMatch(/\bnode\b/)
    return promisify(execFile)(file, args, { env: registry.env }).then(
      () => 0,
      (error) => error.code,
    )
  }

  test.each([
    ['its own port', ['--port', '0']],
    ['https', ['--port', '0', '--https']],
    ['no admin routes', ['--port', '0', '--no-admin']],
    ['a public URL', ['--port', '0', '--public-url', 'https://mock.invalid/people']],
    ['another ready file', ['--port', '0', '--ready-file', 'mine.json']],
  ])('is healthy while it serves with %s, and ends when it is stopped', async (_, flags) => {
    const { child, readyFile } = await started([...flags, '--people', '3'])
    expect(await health(readyFile)).toBe(0)
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
    expect(await health(readyFile)).not.toBe(0)
  })

  test('has one file for the command, and the licences of what is in it', async () => {
    expect(await readdir(image.root)).toEqual(['personctl-mock'])
    const files = await readdir(join(image.root, 'personctl-mock'))
    expect(files.sort()).toEqual(['LICENSES.txt', 'personctl-mock.mjs'])
    expect((await stat(join(image.root, 'personctl-mock', 'personctl-mock.mjs'))).size).toBeLessThan(
      1_500_000,
    )
    const licenses = await readFile(join(image.root, 'personctl-mock', 'LICENSES.txt'), 'utf8')
    for (const name of ['hono', 'jose', 'yaml', 'asn1js']) expect(licenses).toContain(name)
  })

  test('does not run as root, starts from a base with a version and a digest, and has labels', async () => {
    const { version, license, homepage } = JSON.parse(await readFile(`${docker}../package.json`, 'utf8'))
    expect(image.user).toBe('node')
    expect(image.base).toMatch(/^node:\d+\.\d+\.\d+-alpine[\d.]+@sha256:[\da-f]{64}$/)
    expect(image.labels).toMatchObject({
      'org.opencontainers.image.version': version,
      'org.opencontainers.image.licenses': license,
      'org.opencontainers.image.documentation': homepage,
      'org.opencontainers.image.source': 'https://github.com/personctl/personctl',
      'org.opencontainers.image.base.name': image.base,
      'org.opencontainers.image.revision': '',
    })
  })

  test('reads a data file that is mounted', async () => {
    const { readyFile } = await started(['--port', '0', '--data', `${docker}data.yaml`])
    const url = /^PERSONCTL_MOCK_URL=(.*)$/m.exec(await readFile(readyFile, 'utf8'))?.[1] ?? ''
    const token = await requestToken(url, { clientId: 'reader', clientSecret: 's3cret' })
    expect((await token.json()).scope).toBe('display:staff classification:workgroup')
  })

  test('contains its own version of the mock, or the package in its folder', async () => {
    const { version } = JSON.parse(await readFile(`${docker}../package.json`, 'utf8'))
    expect(await readFile(`${docker}Dockerfile`, 'utf8')).toContain(`@personctl/mock-server@${version}\n`)
    const context = await registry.folder('context')
    await copyFile(`${docker}Dockerfile`, join(context, 'Dockerfile'))
    const tarball = `personctl-mock-server-${version}.tgz`
    await promisify(execFile)('npm', ['pack', `@personctl/mock-server@${version}`], {
      cwd: context,
      env: registry.env,
    })
    await rename(join(context, tarball), join(context, 'checkout.tgz'))
    const built = await registry.folder('built')
    await buildInFolder(join(context, 'Dockerfile'), built, { ...registry.env, PACKAGE: './checkout.tgz' })
    const { dependencies } = JSON.parse(await readFile(join(built, 'build/build/package.json'), 'utf8'))
    expect(dependencies).toMatchObject({ '@personctl/mock-server': 'file:checkout.tgz' })
  })

  test('is bundled by the version of the bundler that builds the packages', async () => {
    const { version } = JSON.parse(
      await readFile(`${docker}../../../node_modules/rolldown/package.json`, 'utf8'),
    )
    expect(await readFile(`${docker}Dockerfile`, 'utf8')).toContain(` rolldown@${version}\n`)
  })
})

test('the build file for every platform hands on what the Dockerfile takes, at the same version', async () => {
  const { version } = JSON.parse(await readFile(`${docker}../package.json`, 'utf8'))
  const bake = await readFile(`${docker}docker-bake.hcl`, 'utf8')
  const variables = [...bake.matchAll(/^variable "(\w+)" \{\n {2}default = "(.*)"\n\}/gm)]
  const defaults = Object.fromEntries(variables.map(([, name, value]) => [name, value]))
  expect(defaults).toMatchObject({ VERSION: version, IMAGE: 'ghcr.io/personctl/personctl-mock' })
  const args = /args = \{([^}]*)\}/.exec(bake)?.[1] ?? ''
  const names = [...args.matchAll(/^ +(\w+) += (\w+)$/gm)].map(([, name, value]) => [name, value])
  expect(names).toEqual(['VERSION', 'REVISION', 'CREATED'].map((name) => [name, name]))
  const dockerfile = await readFile(`${docker}Dockerfile`, 'utf8')
  for (const [name] of names) expect(dockerfile).toMatch(new RegExp(`^ARG ${name}=`, 'm'))
  expect(bake).toMatch(/platforms = \["linux\/amd64", "linux\/arm64"\]/)
  expect(bake).toMatch(/attest = \["type=provenance,mode=max", "type=sbom"\]/)
  const [, context = ''] = /context += "(.*)"/.exec(bake) ?? []
  expect(await readdir(fileURLToPath(new URL(`../../${context}`, import.meta.url)))).toContain('Dockerfile')
})

test('the compose file gives tests the same variables as personctl-mock exec', async () => {
  const { services } = parse(await readFile(`${docker}compose.yaml`, 'utf8'), { merge: true })
  expect(services.tests.depends_on).toEqual({ 'personctl-mock': { condition: 'service_healthy' } })
  const { command, environment } = services['personctl-mock']
  const local = command.map((word: string) => word.replace(/^\/data\//, docker))
  const print = [process.execPath, '-p', 'JSON.stringify(process.env)']
  const { stdout } = await runMockProcess(['exec', ...local, '--', ...print], { env: environment })
  const env: Record<string, string> = JSON.parse(stdout)
  const url = env['PERSONCTL_MOCK_URL'] ?? ''
  for (const [name, value] of Object.entries<string>(services.tests.environment))
    expect(value.replace('http://personctl-mock:4010', url), name).toBe(env[name])
})
