import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LocalRegistry } from './helpers/localRegistry.ts'
import { startLocalRegistry } from './helpers/localRegistry.ts'

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

test('personctl-mock exec runs an installed personctl', async () => {
  const bin = join(folder, 'node_modules/.bin')
  const get = [join(bin, 'personctl'), 'user', 'get', 'ada.lovelace@example.org', '-o', 'json']
  const { stdout } = await run(join(bin, 'personctl-mock'), ['exec', '--', ...get], { env: registry.env })
  expect(JSON.parse(stdout)).toMatchObject({ first_name: 'Ada' })
})
