import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, lstat, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LocalRegistry } from './helpers/localRegistry.ts'
import { startLocalRegistry } from './helpers/localRegistry.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

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
