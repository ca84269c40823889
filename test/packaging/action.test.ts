import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { accessToken } from '../helpers/accessToken.ts'
import { runAction } from './helpers/action.ts'
import type { LocalRegistry } from './helpers/localRegistry.ts'
import { startLocalRegistry } from './helpers/localRegistry.ts'

const file = fileURLToPath(new URL('../../packages/mock-server/action/action.yml', import.meta.url))

let registry: LocalRegistry
beforeAll(async () => {
  registry = await startLocalRegistry()
}, 120_000)
afterAll(() => registry.close())

test('the action installs and starts the mock, and tells the following steps where it is', async () => {
  const flags = '--people 3\n--client reader:s3cret'
  const folder = await registry.folder('runner')
  const { exitCode, stderr, variables, outputs } = await runAction(file, { flags }, folder, registry.env)
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  onTestFinished(() => void process.kill(Number(outputs['pid'])))
  const url = outputs['url'] ?? ''
  expect(variables).toMatchObject({
    PERSONCTL_MOCK_URL: url,
    PERSONCTL_CIS_URL: url,
    PERSONCTL_CIS_TOKEN_URL: `${url}/oauth/token`,
    PERSONCTL_CIS_AUDIENCE: 'api.sso.mozilla.com',
    PERSONCTL_CIS_CLIENT_ID: 'reader',
    PERSONCTL_CIS_CLIENT_SECRET: 's3cret',
  })
  const authorization = `Bearer ${await accessToken(url)}`
  const everybody = await fetch(`${url}/v2/users?active=any`, { headers: { authorization } })
  expect((await everybody.json()).Items).toHaveLength(2)
}, 60_000)

test('the action fails if the mock does not start, and reports why', async () => {
  const folder = await registry.folder('failing')
  const { exitCode, stderr, variables } = await runAction(file, { flags: '--prot 1' }, folder, registry.env)
  expect({ exitCode, variables }).toEqual({ exitCode: 1, variables: {} })
  expect(stderr).toContain('unknown flag --prot; did you mean --port?')
}, 60_000)

test('the action installs its own version of the mock', async () => {
  const { inputs } = parse(await readFile(file, 'utf8'))
  const { version } = JSON.parse(await readFile(new URL('../package.json', `file://${file}`), 'utf8'))
  expect(inputs.version.default).toBe(version)
})
