import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, lstat, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSboms } from '../../scripts/sbom.mjs'
import type { LocalRegistry } from './helpers/localRegistry.ts'
import { startLocalRegistry } from './helpers/localRegistry.ts'
import { packAll, publicPackages, readTarball, root } from './helpers/publicPackages.ts'

const run = promisify(execFile)

let registry: LocalRegistry
let folder: string
beforeAll(async () => {
  registry = await startLocalRegistry()
  folder = await registry.folder('project')
  const packages = ['@personctl/sdk', '@personctl/cli', '@personctl/mock-server']
  await run('npm', ['install', ...packages], { cwd: folder, env: registry.env })
}, 120_000)
afterAll(() => registry.close())

test('each package works after its installation from a registry', async () => {
  await writeFile(
    join(folder, 'script.mjs'),
    `
      import { clientCredentials, createCisClient } from '@personctl/sdk'
      import { createPersonMock, startMockServer } from '@personctl/mock-server'

      const auth = clientCredentials({ clientId: 'demo', clientSecret: 'demo-secret' })
      const cis = createCisClient({ auth, fetch: createPersonMock().fetch })
      const ada = await cis.users.get({ primaryEmail: 'ada.lovelace@example.org' })
      console.log(ada.first_name.value)
      const server = await startMockServer({ port: 0 })
      for (const path of ['/', '/__page/page.css', '/__page/page.js']) {
        const part = await fetch(server.url + path, { headers: { accept: 'text/html' } })
        console.log(path, part.status, (await part.text()).length > 1000)
      }
      await server.close()
    `,
  )
  const { stdout } = await run(process.execPath, ['script.mjs'], { cwd: folder, env: registry.env })
  expect(stdout).toBe('Ada\n/ 200 true\n/__page/page.css 200 true\n/__page/page.js 200 true\n')
})

/** The main example of each package, and what it prints. */
const examples: Readonly<Record<string, readonly [script: string, output: string]>> = {
  '@personctl/openapi': [
    `
      import { readFile } from 'node:fs/promises'
      const text = await readFile(new URL(import.meta.resolve('@personctl/openapi/cis.yaml')), 'utf8')
      console.log(text.match(/^ {2}title: (.*)$/m)[1])
    `,
    'Mozilla CIS Person API',
  ],
  '@personctl/sdk': [
    `
      import { createCisClient, staticToken } from '@personctl/sdk'
      const fetch = async () => Response.json({ first_name: { value: 'Ada' } })
      const cis = createCisClient({ auth: staticToken('token'), fetch })
      console.log((await cis.users.get({ primaryEmail: 'ada.lovelace@example.org' })).first_name.value)
    `,
    'Ada',
  ],
  '@personctl/mock-server': [
    `
      import { startMockServer } from '@personctl/mock-server'
      const { url, close } = await startMockServer({ port: 0 })
      console.log((await fetch(url + '/__admin/ready')).status)
      await close()
    `,
    '200',
  ],
  '@personctl/mirror': [
    `
      import { openMirror } from '@personctl/mirror'
      console.log(typeof openMirror)
    `,
    'function',
  ],
  '@personctl/cli': [
    `
      import { execFileSync } from 'node:child_process'
      const args = ['user', 'get', 'ada.lovelace@example.org', '--demo', '--query', 'first_name', '-o', 'text']
      console.log(execFileSync('node_modules/.bin/personctl', args, { encoding: 'utf8' }).trim())
    `,
    'Ada',
  ],
}

test.each(publicPackages)(
  '$name works where nothing else is installed, with the packages that its list of software names',
  async ({ name, manifest }) => {
    const alone = await registry.folder(`alone-${name.replaceAll(/\W/g, '-')}`)
    await writeFile(join(alone, 'package.json'), '{ "private": true }')
    await run('npm', ['install', '--no-audit', '--no-fund', name], { cwd: alone, env: registry.env })
    const [script = '', output] = examples[name] ?? []
    await writeFile(join(alone, 'example.mjs'), script)
    const { stdout } = await run(process.execPath, ['example.mjs'], { cwd: alone, env: registry.env })
    expect(stdout.trim()).toBe(output)

    const lock = JSON.parse(await readFile(join(alone, 'package-lock.json'), 'utf8'))
    const installed = Object.keys(lock.packages)
      .filter(Boolean)
      .map((path) => path.replace(/^.*node_modules\//, ''))
    const components = createSboms().get(name)?.components ?? []
    const listed = components.map((component) => component.name)
    const required = components.filter(({ scope }) => scope === 'required').map((component) => component.name)
    expect([name, ...listed]).toEqual(expect.arrayContaining(installed))
    // What is optional is not for every machine.
    expect(installed).toEqual(expect.arrayContaining([name, ...required]))
    expect(manifest.version).toBe(lock.packages[`node_modules/${name}`].version)
  },
  120_000,
)

test('CommonJS with the module resolution of old compilers is compiled, and runs', async () => {
  await cp(join(root, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'), {
    recursive: true,
  })
  await cp(join(root, 'node_modules/undici-types'), join(folder, 'node_modules/undici-types'), {
    recursive: true,
  })
  // The one for Node.js needs undici.
  const subpaths = ['cern', 'cis', 'cis-publisher', 'dabp', 'saml'].map((name) => `@personctl/sdk/${name}`)
  const modules = [...subpaths, '@personctl/mock-server/app', '@personctl/mock-server/command']
  await writeFile(
    join(folder, 'old.ts'),
    `
      import { clientCredentials, createCisClient } from '@personctl/sdk'
      import { createPersonMock } from '@personctl/mock-server'
      ${modules.map((name, index) => `import * as m${index} from '${name}'`).join('\n')}

      const auth = clientCredentials({ clientId: 'demo', clientSecret: 'demo-secret' })
      const cis = createCisClient({ auth, fetch: createPersonMock().fetch })
      const others = [${modules.map((_, index) => `m${index}`)}].map((other) => Object.keys(other).length > 0)
      cis.users.get({ primaryEmail: 'ada.lovelace@example.org' }).then((ada) => {
        console.log(ada.first_name?.value, others.every(Boolean))
      })
    `,
  )
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const flags = ['--strict', '--module', 'commonjs', '--moduleResolution', 'node10', '--target', 'es2022']
  const { stdout: messages } = await run(
    process.execPath,
    [compiler, ...flags, '--types', 'node', '--lib', 'es2023', '--outDir', 'old', 'old.ts'],
    { cwd: folder },
  )
  expect(messages).toBe('')
  expect(await readFile(join(folder, 'old/old.js'), 'utf8')).toContain('require("@personctl/sdk")')
  const { stdout } = await run(process.execPath, ['old/old.js'], { cwd: folder, env: registry.env })
  expect(stdout).toBe('Ada true\n')
}, 120_000)

test('compilers find the types of every entry, but for require() of modules, which Node.js has from 20.19 on', async () => {
  const packed = await packAll()
  for (const { name, tarball } of packed.filter((one) =>
    one.files.some(({ path }) => path.endsWith('.d.mts')),
  )) {
    const result = await checkPackage(
      createPackageFromTarballData(new Uint8Array(await readTarball(tarball))),
    )
    const problems = result.types === false ? ['no types'] : result.problems
    const serious = problems.filter(
      (problem) => typeof problem === 'string' || problem.kind !== 'CJSResolvesToESM',
    )
    expect(serious, name).toEqual([])
  }
}, 120_000)

test('personctl-mock exec runs an installed personctl', async () => {
  const bin = join(folder, 'node_modules/.bin')
  const get = [join(bin, 'personctl'), 'user', 'get', 'ada.lovelace@example.org', '-o', 'json']
  const { stdout } = await run(join(bin, 'personctl-mock'), ['exec', '--', ...get], { env: registry.env })
  expect(JSON.parse(stdout)).toMatchObject({ first_name: 'Ada' })
})

test('a global installation has the command, and its page for man', async () => {
  const prefix = await registry.folder('prefix')
  await run('npm', ['install', '--global', '--prefix', prefix, '@personctl/cli'], { env: registry.env })
  const command = join(prefix, 'bin/personctl')
  expect((await lstat(command)).isSymbolicLink()).toBe(true)
  const { stdout } = await run(command, ['user', 'get', 'ada.lovelace@example.org', '--demo', '-o', 'json'], {
    env: registry.env,
  })
  expect(JSON.parse(stdout)).toMatchObject({ first_name: 'Ada' })
  expect(await readFile(join(prefix, 'share/man/man1/personctl.1'), 'utf8')).toContain('.TH PERSONCTL 1')
})

describe('the declarations, with every check of the compiler and without any optional peer,', () => {
  const source = `
    import * as sdk from '@personctl/sdk'
    import * as cern from '@personctl/sdk/cern'
    import * as cis from '@personctl/sdk/cis'
    import * as publishing from '@personctl/sdk/cis-publisher'
    import * as dabp from '@personctl/sdk/dabp'
    import { createUndiciFetch } from '@personctl/sdk/node'
    import * as saml from '@personctl/sdk/saml'
    import { createPersonMock, startMockServer } from '@personctl/mock-server'
    import * as app from '@personctl/mock-server/app'
    import * as command from '@personctl/mock-server/command'

    declare const text: string | undefined
    declare const signal: AbortSignal | undefined
    declare const number: number | undefined

    /** Options that may be undefined, as those from an environment are. */
    export async function useOptions(): Promise<unknown> {
      const auth = sdk.clientCredentials({ clientId: 'a', clientSecret: 'b', scope: text, tokenUrl: text })
      const fetch = createUndiciFetch({ proxy: text, ca: text, cert: text, key: text, connections: number })
      const client = sdk.createCisClient({ auth, fetch, baseUrl: text, timeoutMs: number, userAgent: text })
      for await (const page of client.users.list({ startAt: text, signal }).pages()) console.log(page)
      const mock = createPersonMock()
      sdk.createCisClient({ auth, fetch: mock.fetch, retry: undefined, hooks: undefined })
      sdk.createCisClient({ auth, fetch: globalThis.fetch })
      await startMockServer({ port: 0 })
      return [cern, cis, dabp, publishing, saml, app, command, await client.users.get({ uuid: 'u' }, { signal })]
    }
  `

  const pageLibraries = ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts']
  test.each<[string, string, string[], string[]]>([
    ['node16', 'Node.js', ['lib.es2023.d.ts'], ['node']],
    ['nodenext', 'Node.js', ['lib.es2023.d.ts'], ['node']],
    ['bundler', 'pages', pageLibraries, []],
  ])(
    'compile with the module resolution %s in a project for %s',
    { timeout: 240_000 },
    async (resolution, _target, lib, types) => {
      for (const name of ['@types/node', 'undici-types'])
        await cp(join(root, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true })
      for (const peer of ['msw', 'undici']) expect(existsSync(join(folder, 'node_modules', peer))).toBe(false)
      const file = join(folder, 'consumer.mts')
      await writeFile(file, source)
      const { options } = ts.convertCompilerOptionsFromJson(
        {
          ...{ module: resolution === 'bundler' ? 'esnext' : resolution, moduleResolution: resolution },
          ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true },
          ...{ target: 'es2023', types },
        },
        folder,
      )
      const program = ts.createProgram([file], { ...options, lib })
      const messages = ts
        .getPreEmitDiagnostics(program)
        .map(
          ({ file: at, messageText }) =>
            `${at?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
        )
      expect(messages).toEqual([])
    },
  )
})
