import { mkdirSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { fileOf } from './helpers/publisherKeys.ts'
import { userFolder } from './helpers/userFolder.ts'

/** Returns JSON of objects in each other, deeper than functions can call themselves. */
const nest = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
const depths = [5_000, 100_000]

let stored: string
beforeAll(async () => {
  const args = ['user', 'get', 'ada.lovelace@example.org', '--demo', '--raw', '-o', 'ndjson']
  stored = (await runPersonctl(args)).stdout.trimEnd()
})

/** Returns the profile of Ada with a value that is nested deeply. */
const deepProfile = (levels: number) =>
  stored.replace(/"usernames":\{(.*?)"values":(?:null|\{.*?\})/, `"usernames":{$1"values":${nest(levels)}`)

const publisher = ['--publisher', 'mozilliansorg', '--demo']

describe.each(depths)('a file that is nested %i levels deep', (levels) => {
  it.each<[string, (file: string) => string[]]>([
    ['user update', (file) => ['user', 'update', file, ...publisher]],
    ['user update --dry-run', (file) => ['user', 'update', file, '--dry-run', ...publisher]],
    ['user validate', (file) => ['user', 'validate', file]],
    ['user verify', (file) => ['user', 'verify', file, '--demo']],
    [
      'user verify --jwks',
      (file) => ['user', 'verify', 'ada.lovelace@example.org', '--demo', '--jwks', file],
    ],
    ['user sign', (file) => ['user', 'sign', file, '--attribute', 'first_name', ...publisher]],
    ['user diff', (file) => ['user', 'diff', file, file]],
    ['report decode', (file) => ['report', 'decode', file]],
  ])('ends %s with 2 and the position', async (_, args) => {
    const file = fileOf('deep.json', deepProfile(levels))
    const outcome = await runPersonctl(args(file))
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/is nested too deeply: line 1, column \d+: "\{" opens level 1001\.$/),
    })
  })

  it('is an invalid context file', async () => {
    const user = userFolder()
    mkdirSync(user.path, { mode: 0o700 })
    writeFileSync(user.at('contexts.json'), `{"version":1,"contexts":{"a":${nest(levels)}}}`, { mode: 0o600 })
    const outcome = await user.run(['context', 'list'])
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toContain('contexts.json is nested too deeply: line 1, column ')
  })

  it('is not a checkpoint', async () => {
    const file = fileOf('checkpoint', `{"version":1,"rows":1,"list":${nest(levels)}}`)
    const outcome = await runPersonctl(['user', 'list', '--demo', '--checkpoint', file, '-o', 'ndjson'])
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toContain('is not a checkpoint')
  })

  it('is shown as text by api --dry-run', async () => {
    const body = nest(levels)
    const args = ['api', 'cis', '/v2/users', '--body-file', fileOf('deep.json', body), '--dry-run', '--demo']
    const { exitCode, stdout } = await runPersonctl(args)
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ method: 'POST', body })
  })
})

it('user validate reads a value of 900 levels', async () => {
  const file = fileOf('deep.json', deepProfile(900))
  const outcome = await runPersonctl(['user', 'validate', file])
  expect(outcome.stderr).toBe('')
  expect(JSON.parse(outcome.stdout).profiles).toBe(1)
})

it('brackets in a string are not levels', async () => {
  const brackets = `\\"${'['.repeat(2_000)}\\\\`
  const content = stored.replace(/"value":"Lovelace"/, `"value":"${brackets}"`)
  expect(content).toContain(brackets)
  const { exitCode, stdout } = await runPersonctl(['user', 'validate', fileOf('ada.json', content)])
  expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({ exitCode: 0, valid: true })
})

it('a checkpoint without a list is not a checkpoint', async () => {
  const file = fileOf('checkpoint', '{"version":1,"rows":1,"list":null}')
  const outcome = await runPersonctl(['user', 'list', '--demo', '--checkpoint', file, '-o', 'ndjson'])
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
  expect(jsonError(outcome).message).toContain('is not a checkpoint')
})

it('--set with a value that is nested 5,000 levels deep ends with 2', async () => {
  const args = [
    'user',
    'update',
    'ada.lovelace@example.org',
    '--set',
    `usernames=${nest(5_000)}`,
    ...publisher,
  ]
  const outcome = await runPersonctl(args)
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
  expect(jsonError(outcome).message).toMatch(/which is nested too deeply: column 5001: /)
})
