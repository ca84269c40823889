import { execFile, execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { runMockProcess, startMockProcessForTest } from '../helpers/mockProcess.ts'
import type { LocalRegistry } from './helpers/localRegistry.ts'
import { startLocalRegistry } from './helpers/localRegistry.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
const textOf = (file: string) => readFileSync(join(examples, 'ci', file), 'utf8')
const github = parse(textOf('github.yml'))
const gitlab = parse(textOf('gitlab-ci.yml'))
const inContainer = 'http://personctl-mock:4010'

let registry: LocalRegistry
beforeAll(async () => {
  registry = await startLocalRegistry()
}, 120_000)
afterAll(() => registry.close())

/** Runs the lines of a job until one fails, in a folder. Returns what they print on stdout. */
async function runJob(
  lines: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-ec', lines.join('\n')], {
    cwd: folder,
    env: { ...registry.env, ...env },
  })
  return stdout
}

/** Creates a project whose tests print the status of a look-up, for which they get a token. */
async function createProject(name: string): Promise<string> {
  const folder = await registry.folder(name)
  const manifest = { name: 'project', version: '1.0.0', scripts: { test: 'node lookUp.mjs' } }
  const lock = { name: 'project', version: '1.0.0', lockfileVersion: 3, packages: { '': manifest } }
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lock))
  await writeFile(
    join(folder, 'lookUp.mjs'),
    `
      const { PERSONCTL_CIS_URL: url, PERSONCTL_CIS_TOKEN_URL: tokenUrl, ...env } = process.env
      const body = new URLSearchParams({
        grant_type: 'client_credentials', audience: env.PERSONCTL_CIS_AUDIENCE, scope: 'display:public',
        client_id: env.PERSONCTL_CIS_CLIENT_ID, client_secret: env.PERSONCTL_CIS_CLIENT_SECRET,
      })
      const { access_token } = await (await fetch(tokenUrl, { method: 'POST', body })).json()
      const headers = { authorization: 'Bearer ' + access_token }
      const ada = await fetch(url + '/v2/user/primary_email/ada.lovelace@example.org', { headers })
      console.log((await ada.json()).first_name.value)
    `,
  )
  return folder
}

test('the steps for GitHub run tests against the mock from the registry', async () => {
  const steps: { run?: string }[] = github.jobs.test.steps
  const lines = steps.flatMap(({ run }) => (run === undefined ? [] : [run]))
  expect(await runJob(lines, await createProject('github'))).toMatch(/^Ada$/m)
}, 120_000)

test('the steps for GitHub use the action of this repository', () => {
  const action = /^\w+\/\w+\/(.*)@v\d/.exec(github.jobs['test-python'].steps[1].uses)?.[1] ?? ''
  const folder = new URL(`../../${action}/`, import.meta.url)
  const { inputs } = parse(readFileSync(new URL('action.yml', folder), 'utf8'))
  for (const name of Object.keys(github.jobs['test-python'].steps[1].with))
    expect(inputs).toHaveProperty(name)
})

test('the job for GitLab runs tests against the mock from the registry', async () => {
  expect(await runJob(gitlab.test.script, await createProject('gitlab'))).toMatch(/^Ada$/m)
}, 120_000)

test('the steps for Jenkins run tests against the mock from the registry', async () => {
  const lines = [...textOf('Jenkinsfile').matchAll(/^ +sh '(.*)'$/gm)].map(([, line = '']) => line)
  const cache = /npm_config_cache = '(.*)'/.exec(textOf('Jenkinsfile'))?.[1] ?? ''
  const output = await runJob(lines, await createProject('jenkins'), { npm_config_cache: cache })
  expect(output).toMatch(/^Ada$/m)
}, 120_000)

describe('the job for GitLab with a service', () => {
  const { variables } = gitlab['test-python']

  test('has the variables of personctl-mock exec', async () => {
    const print = [process.execPath, '-p', 'JSON.stringify(process.env)']
    const admin = { PERSONCTL_MOCK_ADMIN_TOKEN: variables.PERSONCTL_MOCK_ADMIN_TOKEN }
    const { stdout } = await runMockProcess(['exec', '--', ...print], { env: admin })
    const env: Record<string, string> = JSON.parse(stdout)
    for (const [name, value] of Object.entries<string>(variables))
      expect(value.replace(inContainer, env['PERSONCTL_MOCK_URL'] ?? ''), name).toBe(env[name])
  })

  test('runs its tests against a mock that listens for other machines', async () => {
    const admin = { PERSONCTL_MOCK_ADMIN_TOKEN: variables.PERSONCTL_MOCK_ADMIN_TOKEN }
    const mock = await startMockProcessForTest(['--host', '0.0.0.0'], admin)
    const url = `http://127.0.0.1:${new URL(mock.url).port}`
    const settings = Object.entries<string>(variables).map(([name, value]) => [
      name,
      value.replace(inContainer, url),
    ])
    const folder = await registry.folder('python')
    await cp(join(examples, 'python'), folder, { recursive: true })
    await runJob(gitlab['test-python'].script, folder, Object.fromEntries(settings))
  })
})

/** Returns what a parser prints about a file that is invalid; nothing if it is valid or the parser is not installed. */
function findSyntaxErrors(command: string, args: readonly string[]): string {
  try {
    execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    return ''
  } catch (error) {
    const { code, stderr = '' } = error as { code?: string; stderr?: string }
    return code === 'ENOENT' ? '' : stderr
  }
}

describe('the syntax of the file for Testcontainers is valid', () => {
  const at = (file: string) => join(examples, 'testcontainers', file)

  test('in Node.js', () => {
    expect(findSyntaxErrors('node', ['--check', at('personctlMock.mjs')])).toBe('')
  })

  test('in Python', () => {
    const parseFile = 'import ast, sys; ast.parse(open(sys.argv[1]).read())'
    expect(findSyntaxErrors('python3', ['-c', parseFile, at('personctl_mock.py')])).toBe('')
  })

  test('in Java', () => {
    // Without the library, its names are unknown: every other error is one of the syntax, and hides these.
    const output = findSyntaxErrors('javac', ['-proc:none', '-d', tmpdir(), at('PersonctlMock.java')])
    const errors = output.match(/error: .*/g) ?? []
    expect(
      errors.filter((error) => !/does not exist|cannot find symbol|does not override/.test(error)),
    ).toEqual([])
  })
})

test('every file for a CI system is in the table of its README', () => {
  for (const file of ['github.yml', 'gitlab-ci.yml', 'Jenkinsfile'])
    expect(textOf('README.md')).toContain(`(${file})`)
})
