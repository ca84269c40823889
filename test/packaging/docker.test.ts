import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
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
  let folder: string
  let image: BuiltImage
  beforeAll(async () => {
    folder = await registry.folder('image')
    image = await buildInFolder(`${docker}Dockerfile`, folder, registry.env)
  }, 120_000)

  /** Starts it, as `docker run` would with these arguments. */
  async function started(args: readonly string[]) {
    const [command = '', ...first] = image.entrypoint
    const child = spawn(join(folder, command), [...first, ...args], { cwd: folder, env: registry.env })
    onTestFinished(() => void child.kill('SIGKILL'))
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
    const port = /^personctl-mock ready http:\/\/0\.0\.0\.0:(\d+)\n$/.exec(String(line))?.[1]
    if (port === undefined) throw new Error(`not ready: ${line}`)
    return { child, port }
  }

  /** What the health check ends with, where the mock is on another port than in a container. */
  async function health(port: string): Promise<unknown> {
    const [file = '', ...args] = image.healthCheck.map((word) => word.replace(':4010', `:${port}`))
    return promisify(execFile)(file, args, { cwd: folder, env: registry.env }).then(
      () => 0,
      (error) => error.code,
    )
  }

  test('is healthy while it serves, and ends when it is stopped', async () => {
    const { child, port } = await started(['--port', '0', '--people', '3'])
    expect(image.healthCheck.join(' ')).toContain(':4010/')
    expect(await health(port)).toBe(0)
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
    expect(await health(port)).toBe(1)
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
    const { dependencies } = JSON.parse(await readFile(join(built, 'package.json'), 'utf8'))
    expect(dependencies).toEqual({ '@personctl/mock-server': 'file:checkout.tgz' })
  })
})

test('the compose file gives tests the same variables as personctl-mock exec', async () => {
  const { services } = parse(await readFile(`${docker}compose.yaml`, 'utf8'), { merge: true })
  expect(services.tests.depends_on).toEqual({ 'personctl-mock': { condition: 'service_healthy' } })
  const { command, environment } = services['personctl-mock']
  const print = [process.execPath, '-p', 'JSON.stringify(process.env)']
  const { stdout } = await runMockProcess(['exec', ...command, '--', ...print], { env: environment })
  const env: Record<string, string> = JSON.parse(stdout)
  const url = env['PERSONCTL_MOCK_URL'] ?? ''
  for (const [name, value] of Object.entries<string>(services.tests.environment))
    expect(value.replace('http://personctl-mock:4010', url), name).toBe(env[name])
})
