import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { bin } from '../helpers/personctlProcess.ts'
import { environment, jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'
import { type UserFolder, userFolder } from './helpers/userFolder.ts'

const person = profile({ first_name: value('Ada') })

function userWith(content: string): UserFolder {
  const user = userFolder()
  mkdirSync(user.path, { recursive: true })
  writeFileSync(user.at('contexts.json'), content)
  return user
}

describe('an invalid contexts.json', () => {
  it.each<[string, string, RegExp]>([
    [
      'not JSON',
      '{ "version": 1,\n  "contexts": {]\n',
      /contexts\.json is not valid JSON: line 2, column 16/,
    ],
    ['empty', '', /contexts\.json is not valid JSON: line 1, column 1: it ends too early/],
    ['a list', '[]', /is invalid at the top: it must be of type object/],
    ['without a version', '{"contexts":{}}', /is invalid at version/],
    ['newer', '{"version":2,"contexts":[]}', /written by a newer personctl: it has version 2/],
    [
      'with a number for a URL',
      '{"version":1,"contexts":{"work":{"cis":{"url":7}}}}',
      /is invalid at contexts\.work\.cis\.url: it must be of type string/,
    ],
    [
      'with a secret outside of its folder',
      '{"version":1,"contexts":{"work":{"cis":{"clientSecret":{"store":"file","id":"../../x"}}}}}',
      /is invalid at contexts\.work\.cis\.clientSecret\.id/,
    ],
  ])('is reported and left unchanged by every command: %s', async (_, content, message) => {
    const user = userWith(content)
    for (const args of [
      ['user', 'get', 'ada'],
      ['context', 'list'],
      ['context', 'add', 'home', '--preset', 'cern'],
      ['context', 'use', 'cern'],
      ['context', 'remove', 'work'],
    ]) {
      const outcome = await user.run(args)
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      const { code, message: said, hint } = jsonError(outcome)
      expect(code).toBe('broken_configuration')
      expect(said).toMatch(message)
      expect(said).toContain(user.at('contexts.json'))
      expect(hint).toContain('left unchanged')
    }
    expect(user.files()).toEqual({ 'contexts.json': content })
  })

  it('does not affect commands that need no context', async () => {
    const user = userWith('{')
    const ada = ['user', 'get', 'ada.lovelace@example.org']
    expect(await user.run([...ada, '--demo'])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await user.run(ada, { env: { PERSONCTL_CONTEXT: 'demo' } })).toMatchObject({ exitCode: 0 })
    expect(await user.run(['scopes', 'for', 'uuid'])).toMatchObject({ exitCode: 0 })
    expect(await user.run(['config', 'path'])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('is repaired with context set if it names an unknown preset', async () => {
    const user = userWith('{"version":1,"contexts":{"work":{"cern":{"preset":"mozilla"}}}}')
    const outcome = await user.run(['identity', 'get', 'ada', '-c', 'work'])
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      hint: expect.stringContaining('context set work --service cern'),
    })
    expect(await user.run(['context', 'list'])).toMatchObject({ exitCode: 0 })
    expect(await user.run(['context', 'set', 'work', '--preset', 'cern'])).toMatchObject({ exitCode: 0 })
  })
})

it('preserves unknown keys at every level', async () => {
  const before = {
    version: 1,
    theme: 'dark',
    contexts: {
      work: { note: 'ours', cis: { colour: 'blue', scope: 'a' } },
      home: { dabp: { url: 'https://x' } },
    },
  }
  const user = userWith(JSON.stringify(before))
  await user.run(['context', 'set', 'work', '--scope', 'b'])
  await user.run(['context', 'add', 'work', '--preset', 'cern'])
  expect(user.contexts()).toEqual({
    ...before,
    contexts: {
      ...before.contexts,
      work: { note: 'ours', cis: { colour: 'blue', scope: 'b' }, cern: { preset: 'cern' } },
    },
  })
})

it.skipIf(process.platform === 'win32')('gives access to the owner only', async () => {
  const user = userFolder()
  const args = [
    'context',
    'add',
    'work',
    '--preset',
    'cern',
    '--client-id',
    'x',
    '--client-secret-stdin',
    '--no-check',
  ]
  await user.run([...args, '--secret-store', 'file'], { stdin: 's3cret' })
  const mode = (...names: string[]) => (statSync(user.at(...names)).mode & 0o777).toString(8)
  const [secret = ''] = Object.keys(user.files()).filter((name) => name.startsWith('secrets'))
  expect([mode(), mode('contexts.json'), mode('secrets'), mode(secret)]).toEqual(['700', '600', '700', '600'])
})

it.skipIf(process.platform === 'win32')('writes to the target of a link, which stays a link', async () => {
  const user = userFolder()
  mkdirSync(user.path, { recursive: true })
  const elsewhere = join(dirname(user.path), 'mine.json')
  writeFileSync(elsewhere, '{"version":1,"contexts":{}}')
  symlinkSync(elsewhere, user.at('contexts.json'))
  await user.run(['context', 'use', 'cern'])
  expect(JSON.parse(readFileSync(elsewhere, 'utf8'))).toMatchObject({ current: 'cern' })
})

it('is read with a byte order mark', async () => {
  const user = userWith('\ufeff{"version":1,"contexts":{"work":{"cern":{"preset":"cern"}}}}')
  expect(await user.run(['context', 'use', 'work'])).toMatchObject({ exitCode: 0, stderr: '' })
  expect(user.contexts()).toMatchObject({ current: 'work', contexts: { work: {} } })
})

it('is not created by commands that only read', async () => {
  const user = userFolder()
  expect(await user.run(['context', 'list'])).toMatchObject({ exitCode: 0 })
  expect(existsSync(user.path)).toBe(false)
})

it('has nothing of the library that stores it', async () => {
  const user = userFolder()
  await user.run(['context', 'use', 'cern'])
  expect(user.files()).toEqual({
    'contexts.json': '{\n  "version": 1,\n  "contexts": {},\n  "current": "cern"\n}\n',
  })
})

describe('changes at the same time', () => {
  it('are all applied when 20 commands add a context each', async () => {
    const user = userFolder()
    const names = Array.from({ length: 20 }, (_, index) => `team-${index}`)
    const outcomes = await Promise.all(
      names.map((name) => user.run(['context', 'add', name, '--preset', 'cern', '--use'])),
    )
    expect(outcomes.filter(({ exitCode }) => exitCode !== 0)).toEqual([])
    expect(Object.keys(user.contexts().contexts).sort()).toEqual(names.sort())
    expect(Object.keys(user.files())).toEqual(['contexts.json'])
  }, 120_000)

  it('leave one context and one secret when 20 commands add the same context', async () => {
    const user = userFolder()
    const args = [
      'context',
      'add',
      'work',
      '--preset',
      'cern',
      '--client-id',
      'x',
      '--client-secret-stdin',
      '--no-check',
    ]
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        user.run([...args, '--secret-store', 'file'], { stdin: `s3cret-${index}` }),
      ),
    )
    const winner = outcomes.findIndex(({ exitCode }) => exitCode === 0)
    expect(outcomes.filter(({ exitCode }) => exitCode === 0)).toHaveLength(1)
    expect(outcomes.filter(({ exitCode }) => exitCode === 2)).toHaveLength(19)
    const { 'contexts.json': _, ...secrets } = user.files()
    expect(Object.values(secrets)).toEqual([`s3cret-${winner}\n`])
  }, 120_000)
})

describe('a folder that cannot be written to', () => {
  it.runIf(process.platform === 'linux')(
    'fails context add at once if the system forbids folders in it',
    async () => {
      const outcome = await runPersonctl(['context', 'add', 'work', '--preset', 'cern'], {
        env: { PERSONCTL_CONFIG_DIR: '/proc/personctl/config' },
      })
      expect(outcome).toMatchObject({ exitCode: 1, stdout: '' })
      expect(jsonError(outcome)).toMatchObject({
        code: 'not_writable',
        hint: expect.stringContaining('PERSONCTL_CONFIG_DIR'),
      })
    },
  )

  it('fails context add with the reason', async () => {
    const user = userFolder()
    writeFileSync(`${dirname(user.path)}/file`, '')
    const env = { PERSONCTL_CONFIG_DIR: join(dirname(user.path), 'file', 'config') }
    const outcome = await user.run(['context', 'add', 'work', '--preset', 'cern'], { env })
    expect(outcome).toMatchObject({ exitCode: 1, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      code: 'not_writable',
      message: expect.stringMatching(/contexts\.json cannot be written: ENOTDIR/),
      hint: expect.stringContaining('PERSONCTL_CONFIG_DIR'),
    })
  })

  // A shell can forbid a process to make files that are not empty, which is how a full disk looks.
  it.skipIf(process.platform === 'win32')(
    'gives a warning beside the data when the disk is full, and is left unchanged',
    async () => {
      const user = userFolder()
      const service = await startServiceDouble({ user: () => ({ body: person }) })
      const script = `trap '' XFSZ; ulimit -f 0; exec "$0" "$@"`
      const run = async (args: readonly string[]) => {
        const child = spawn('bash', ['-c', script, process.execPath, bin, ...args], {
          env: environment({ ...user.env, ...service.env }),
          stdio: ['ignore', 'pipe', 'pipe'],
        })
        const exitCode = new Promise<number | null>((resolve) => child.once('close', resolve))
        const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
        return { exitCode: await exitCode, stdout, stderr }
      }
      await user.run(['context', 'use', 'mozilla'])
      const before = user.files()
      const { exitCode, stdout, stderr } = await run(['user', 'get', 'ada'])
      expect({ exitCode, name: JSON.parse(stdout).first_name }).toEqual({ exitCode: 0, name: 'Ada' })
      expect(JSON.parse(stderr).notice).toMatchObject({
        code: 'token_not_kept',
        message: expect.stringMatching(/EFBIG/),
        hint: expect.stringContaining('--no-token-cache'),
      })
      expect(await run(['context', 'use', 'cern'])).toMatchObject({ exitCode: 1, stdout: '' })
      expect(user.files()).toEqual(before)
    },
  )

  it('gives a warning beside the data when its path leads through a file', async () => {
    const user = userFolder()
    const service = await startServiceDouble({ user: () => ({ body: person }) })
    const file = join(dirname(user.path), 'file')
    writeFileSync(file, '')
    const env = { ...service.env, PERSONCTL_CONFIG_DIR: join(file, 'config') }
    const outcome = await user.run(['user', 'get', 'ada', '-o', 'table'], { env })
    expect(outcome).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Ada') })
    expect(outcome.stderr).toMatch(
      /^personctl: The token cannot be stored in .*ENOTDIR.*--no-token-cache.*\n$/,
    )
    const without = await user.run(['user', 'get', 'ada', '--no-token-cache'], { env })
    expect(without).toMatchObject({ exitCode: 0, stderr: '' })
    expect(existsSync(join(file, 'config'))).toBe(false)
  })

  // To root, nothing is forbidden.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'gives a warning beside the data when it is read-only or closed to the user',
    async () => {
      const user = userFolder()
      const service = await startServiceDouble({ user: () => ({ body: person }) })
      for (const mode of [0o500, 0o000]) {
        mkdirSync(user.path, { recursive: true })
        chmodSync(user.path, mode)
        const { exitCode, stderr } = await user.run(['user', 'get', 'ada'], { env: service.env })
        expect(exitCode).toBe(0)
        expect(JSON.parse(stderr).notice).toMatchObject({ code: 'token_not_kept' })
      }
      chmodSync(user.path, 0o700)
    },
  )
})
