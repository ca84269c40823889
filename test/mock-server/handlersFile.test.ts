import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { runMockProcess, startMockProcessForTest } from '../helpers/mockProcess.ts'

const msw = dirname(createRequire(import.meta.url).resolve('msw/package.json'))

/** Writes a file into an empty folder, which has msw installed if it is `true`. */
async function writeHandlers(
  content: string,
  { name = 'handlers.mjs', hasMsw = false } = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'personctl-handlers-'))
  if (hasMsw) {
    await writeFile(join(folder, 'package.json'), '{}')
    await mkdir(join(folder, 'node_modules'))
    await symlink(msw, join(folder, 'node_modules/msw'))
  }
  const file = join(folder, name)
  await writeFile(file, content)
  return file
}

const appsYml = `({ http, HttpResponse }) => [http.get('/apps.yml', () => HttpResponse.text('apps: []'))]`

test.each([
  [
    'an array',
    `import { http, HttpResponse } from 'msw'\nexport default (${appsYml})({ http, HttpResponse })`,
    true,
  ],
  ['a function of msw', `export default ${appsYml}`, false],
  ['a promise of a function', `export default async (msw) => (${appsYml})(msw)`, false],
])('--handlers serves what a module exports by default as %s', async (_, content, hasMsw) => {
  const mock = await startMockProcessForTest(['--handlers', await writeHandlers(content, { hasMsw })])
  expect(await (await fetch(`${mock.url}/apps.yml`)).text()).toBe('apps: []')
  expect((await fetch(`${mock.url}/v2/version`)).status).toBe(200)
})

test('exec serves handlers as well', async () => {
  const file = await writeHandlers(`export default ${appsYml}`)
  const script = `fetch(process.env.PERSONCTL_MOCK_URL + '/apps.yml').then((r) => r.text()).then(console.log)`
  const { code, stdout } = await runMockProcess(['exec', '--handlers', file, '--', 'node', '-e', script])
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'apps: []\n' })
})

test.each([
  ['is missing', undefined, /cannot load \S+missing.mjs: the file does not exist\n$/],
  [
    'has a syntax error',
    'export default [\n  1,\n  }\n]',
    /cannot load \S+: line 3: Unexpected token '}'\n$/,
  ],
  [
    'imports something that does not exist',
    `import 'nowhere'`,
    /cannot load \S+: Cannot find package 'nowhere'/,
  ],
  [
    'imports msw where it is not installed',
    `import 'msw'`,
    /export a function, which gets msw as its argument\n$/,
  ],
  ['throws', `\n\nthrow new Error('boom')`, /cannot load \S+: line 3: Error: boom\n$/],
  ['exports a function that throws', 'export default () => {\n  nothing()\n}', /line 2: ReferenceError/],
  ['has no default export', 'export const handlers = []', /it is missing\n$/],
  ['exports text', `export default 'GET /'`, /it is a string\n$/],
  ['exports something else in the array', 'export default [{}]', /handlers\[0\] is not a handler of msw/],
])('a file of handlers that %s is an error in one line, with exit code 2', async (_, content, message) => {
  const file = content === undefined ? '/tmp/missing.mjs' : await writeHandlers(content)
  const { code, stdout, stderr } = await runMockProcess(['--port', '0', '--handlers', file])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^personctl-mock: --handlers: [^\n]+\n$/)
  expect(stderr).toMatch(message)
})

test('a second signal interrupts a handler that never responds', async () => {
  const content = `export default ({ http }) => [http.get('/v2/version', () => {
    process.stderr.write('reached')
    return new Promise(() => {})
  })]`
  const mock = await startMockProcessForTest(['--handlers', await writeHandlers(content)])
  const pending = fetch(`${mock.url}/v2/version`).catch((error) => error)
  while (!mock.stderr().includes('reached')) await new Promise(setImmediate)
  mock.child.kill('SIGTERM')
  while (
    await fetch(mock.url).then(
      () => true,
      () => false,
    )
  );
  mock.child.kill('SIGTERM')
  expect(await pending).toBeInstanceOf(TypeError)
  expect(await mock.exited).toBe(1)
})
