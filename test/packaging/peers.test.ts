// The packed packages beside the oldest and the newest optional peers. npm fetches these, and the Node.js they need.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { recordResults } from '../../scripts/compatibility.mjs'
import { fetchCommand } from '../../scripts/fetchCommand.mjs'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

const script = `
  import assert from 'node:assert/strict'
  import { clientCredentials, createCisClient } from '@personctl/sdk'
  import { createUndiciFetch } from '@personctl/sdk/node'
  import { createPersonMock, startMockServer } from '@personctl/mock-server'
  import { http, HttpResponse, passthrough } from 'msw'
  import { setupServer } from 'msw/node'
  import { MockAgent } from 'undici'

  const credentials = { clientId: 'demo', clientSecret: 'demo-secret' }
  const ada = { primaryEmail: 'ada.lovelace@example.org' }
  const nameOf = async (cis) => (await cis.users.get(ada)).first_name.value

  // The handlers in msw's server, twice, with all that msw does to handlers.
  const mock = createPersonMock()
  const server = setupServer(...mock.handlers)
  for (const _ of [1, 2]) {
    server.listen({ onUnhandledRequest: 'error' })
    const cis = createCisClient({ environment: 'production', auth: clientCredentials(credentials) })
    assert.equal(await nameOf(cis), 'Ada')
    server.use(http.get('*/v2/user/*', () => HttpResponse.json({ first_name: { value: 'Grace' } }), { once: true }))
    assert.equal(await nameOf(cis), 'Grace')
    server.restoreHandlers()
    server.resetHandlers()
    assert.equal(await nameOf(cis), 'Ada')
    assert.equal(server.listHandlers().length, 1)
    await server.close()
  }

  // undici against a real server, which has a handler of msw in front.
  const handlers = [
    http.get('*/version', () => HttpResponse.json({ from: 'msw' })),
    http.get('/v2/user/*', () => passthrough()),
    http.get('/error', () => HttpResponse.error()),
    http.get('/throw', () => { throw new Error('boom') }),
    http.get('/turns/:id', function* ({ params }) {
      yield HttpResponse.text('first')
      return HttpResponse.json(params)
    }),
  ]
  const { url, services, close } = await startMockServer({ port: 0, handlers })
  const fetch = createUndiciFetch({ proxyFromEnvironment: false })
  const auth = clientCredentials({ ...credentials, tokenUrl: services.cis.tokenUrl })
  assert.equal(await nameOf(createCisClient({ baseUrl: url, auth, fetch })), 'Ada')
  assert.deepEqual(await (await fetch(url + '/version')).json(), { from: 'msw' })
  await assert.rejects(fetch(url + '/error'))
  assert.equal((await fetch(url + '/throw')).status, 500)
  assert.equal(await (await fetch(url + '/turns/7')).text(), 'first')
  assert.deepEqual(await (await fetch(url + '/__session/one/turns/7')).json(), { id: '7' })
  await fetch.close()
  await close()

  const agent = new MockAgent()
  agent.disableNetConnect()
  agent.get('http://person.invalid').intercept({ path: /./ }).reply(200, { first_name: { value: 'Ada' } })
  const token = { connect: () => ({ token: async () => 'a-token', reject: () => 'fixed' }) }
  const through = createUndiciFetch({ dispatcher: agent })
  assert.equal(await nameOf(createCisClient({ baseUrl: 'http://person.invalid', auth: token, fetch: through })), 'Ada')
  console.log('fine')
`

const types = `
  import { createPersonMock, startMockServer } from '@personctl/mock-server'
  import { createCisClient, type FetchFunction, staticToken } from '@personctl/sdk'
  import { createUndiciFetch } from '@personctl/sdk/node'
  import { http } from 'msw'
  import { setupServer } from 'msw/node'
  import { Agent, fetch, MockAgent, ProxyAgent } from 'undici'

  setupServer(...createPersonMock().handlers)
  // @ts-expect-error not a handler: with msw, the type is not any
  const text: string = createPersonMock().handlers[0]
  await startMockServer({ handlers: [http.get('*', () => undefined)] })
  for (const dispatcher of [new Agent(), new MockAgent(), new ProxyAgent('http://proxy.example')])
    createCisClient({ auth: staticToken('t'), fetch: createUndiciFetch({ dispatcher }) })
  // @ts-expect-error not a dispatcher
  createUndiciFetch({ dispatcher: { dispatch: 'no' } })
  const own: FetchFunction = fetch
  const wrapped: FetchFunction = (url, init) => fetch(url, { ...init, dispatcher: new Agent() })
  export const results: unknown[] = [text, own, wrapped]
`

/** The versions of Node.js and of the peers that passed. */
const passed: string[][] = []
afterAll(() => {
  if (process.env['PERSONCTL_WRITE_RESULTS'] === '1') recordResults('peers', passed)
})

test.each([
  ['24', 'undici@8', 'msw@3'],
  ['20', 'undici@7.30.0', 'msw@2.10.0'],
])(
  'the packed packages install and work on Node.js %s beside %s and %s',
  async (version, ...peers) => {
    const node = fetchCommand(`node@${version}`, 'node')
    if (node === undefined) {
      console.warn(`Skipped: Node.js ${version} cannot be fetched.`)
      return
    }
    const folder = await mkdtemp(join(tmpdir(), 'personctl-peers-'))
    const packed = join(folder, 'packed')
    await mkdir(packed)
    const ours = ['packages/sdk', 'packages/mock-server'].map((name) => `./${name}`)
    await run('npm', ['pack', '--ignore-scripts', '--pack-destination', packed, ...ours], { cwd: root })
    const tarballs = (await readdir(packed)).map((name) => join(packed, name))
    expect(tarballs).toHaveLength(2)

    const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH']}` }
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...peers, ...tarballs]
    await run('npm', [...install, 'typescript@5.9.3', '@types/node@20'], { cwd: folder, env })
    await writeFile(join(folder, 'script.mjs'), script)
    const { stdout } = await run(node, ['script.mjs'], { cwd: folder, env })
    expect(stdout).toBe('fine\n')

    await writeFile(join(folder, 'types.ts'), types)
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023']
    const compiler = join(folder, 'node_modules/typescript/bin/tsc')
    const messages = await run(node, [compiler, ...flags, 'types.ts'], { cwd: folder, env }).then(
      () => '',
      (error: { stdout: string }) => error.stdout,
    )
    expect(messages).toBe('')
    passed.push([version, ...peers.map((peer) => peer.replace(/^.*@/, ''))])
  },
  300_000,
)
