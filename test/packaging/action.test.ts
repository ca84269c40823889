import { readFile } from 'node:fs/promises'
import { get } from 'node:https'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { accessToken } from '../helpers/accessToken.ts'
import type { ActionRun } from './helpers/action.ts'
import { runAction } from './helpers/action.ts'
import type { LocalRegistry } from './helpers/localRegistry.ts'
import { startLocalRegistry } from './helpers/localRegistry.ts'

const file = fileURLToPath(new URL('../../packages/mock-server/action/action.yml', import.meta.url))

let registry: LocalRegistry
beforeAll(async () => {
  registry = await startLocalRegistry()
}, 120_000)
afterAll(() => registry.close())

/** Runs the action for as long as the test lasts. */
async function runForTest(name: string, inputs: Readonly<Record<string, string>>): Promise<ActionRun> {
  const run = await runAction(file, inputs, await registry.folder(name), registry.env)
  const pid = Number(run.outputs['pid'] ?? 0)
  if (pid > 0) onTestFinished(() => void process.kill(pid, 'SIGKILL'))
  return run
}

test('the action installs and starts the mock, and tells the following steps where it is', async () => {
  const { exitCode, stderr, variables, outputs } = await runForTest('runner', {
    flags: '--people 3\n--client reader:s3cret',
  })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  const url = outputs['url'] ?? ''
  expect(variables).toMatchObject({
    PERSONCTL_MOCK_URL: url,
    PERSONCTL_CIS_URL: url,
    PERSONCTL_CIS_TOKEN_URL: `${url}/oauth/token`,
    PERSONCTL_CIS_AUDIENCE: 'api.sso.mozilla.com',
    PERSONCTL_CIS_CLIENT_ID: 'reader',
    PERSONCTL_CIS_CLIENT_SECRET: 's3cret',
  })
  expect(outputs['ca-file']).toBe('')
  const authorization = `Bearer ${await accessToken(url)}`
  const everybody = await fetch(`${url}/v2/users?active=any`, { headers: { authorization } })
  expect((await everybody.json()).Items).toHaveLength(2)
}, 60_000)

test('the action passes values with spaces, quotes and dollar signs on as they are', async () => {
  const { variables, stdout } = await runForTest('quoting', {
    flags: `--client 'app:a b$c"d' "--admin-token=it's" --client=other:x`,
  })
  expect(variables['PERSONCTL_CIS_CLIENT_SECRET']).toBe('a b$c"d')
  expect(variables['PERSONCTL_MOCK_ADMIN_TOKEN']).toBe("it's")
  expect(stdout).toContain("::add-mask::it's\n")
  const broken = await runForTest('broken', { flags: `--client 'app:x` })
  expect([broken.exitCode, broken.stdout]).toEqual([1, expect.stringContaining('a quote without an end')])
}, 60_000)

test('a failed job prints the journals and the log of the mock', async () => {
  const { outputs, reportFailure } = await runForTest('journal', { flags: '--https --log --admin-token key' })
  const ca = await readFile(outputs['ca-file'] ?? '', 'utf8')
  const request = (path: string, headers: Record<string, string> = {}): Promise<unknown> =>
    new Promise((resolve, reject) => {
      get(`${outputs['url']}${path}`, { ca, headers }, (response) => response.resume().on('end', resolve)).on(
        'error',
        reject,
      )
    })
  await request('/v2/user/uuid/nobody?active=any')
  await request('/v2/version', { 'x-personctl-session': 'TestX%2Fsub' })
  await request('/%0A::error::forged')
  const report = await reportFailure()
  expect(report).toMatch(
    /::group::Requests that personctl-mock got\n::stop-commands::(.+)\n1 GET \/v2\/user\/uuid\/nobody\S* 500/,
  )
  expect(report).toContain('::group::Requests in the session "TestX/sub"\n')
  expect(report).toContain('1 GET /v2/version 200')
  expect(report).toMatch(
    /::group::What personctl-mock wrote\n.*\npersonctl-mock ready https:.*\nGET \/v2\/user/,
  )
  expect(report).not.toMatch(/^::error/m)
}, 60_000)

test('the action fails if the mock does not start, or not in time, and reports why', async () => {
  const { exitCode, stdout, variables } = await runForTest('failing', { flags: '--prot 1' })
  expect({ exitCode, variables }).toEqual({ exitCode: 1, variables: {} })
  expect(stdout).toContain('::error title=personctl-mock::the mock did not start: ')
  expect(stdout).toContain('unknown flag --prot; did you mean --port?')
  const late = await runForTest('late', { flags: '--people 50', timeout: '0.000001' })
  expect(late.exitCode).toBe(1)
  expect(late.stdout).toContain('the mock was not ready after 0.000001 seconds')
}, 60_000)

test('a second mock of a job leaves the variables of the first', async () => {
  const { variables, outputs } = await runForTest('second', { 'set-variables': 'false' })
  expect(variables).toEqual({})
  expect((await fetch(`${outputs['url']}/v2/version`)).status).toBe(200)
}, 60_000)

test('the action describes the outputs that it sets', async () => {
  const { outputs } = parse(await readFile(file, 'utf8'))
  const run = await runForTest('outputs', {})
  expect(Object.keys(run.outputs).sort()).toEqual(Object.keys(outputs).sort())
}, 60_000)

test('the action installs its own version of the mock', async () => {
  const { inputs } = parse(await readFile(file, 'utf8'))
  const { version } = JSON.parse(await readFile(new URL('../package.json', `file://${file}`), 'utf8'))
  expect(inputs.version.default).toBe(version)
})
