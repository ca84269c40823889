import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { startMockProcessForTest } from '../helpers/mockProcess.ts'
import { startPersonctl } from '../helpers/personctlProcess.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'
import { cisSettings } from './helpers/cisSettings.ts'

const ada = 'ada.lovelace@example.org'
describe('user get --demo', () => {
  it('prints Ada', async () => {
    const { exitCode, stdout, stderr } = await runPersonctl(['user', 'get', ada, '--demo'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      first_name: 'Ada',
      last_name: 'Lovelace',
      primary_email: ada,
      active: true,
    })
  })

  it('prints a readable table', async () => {
    const { stdout } = await runPersonctl(['user', 'get', ada, '--demo', '-o', 'table'])
    const [first, second, third] = stdout.split('\n').map((line) => line.split(/ {2,}/))
    expect([first, second, third]).toEqual([
      ['first_name', 'Ada'],
      ['last_name', 'Lovelace'],
      ['primary_email', ada],
    ])
    expect(stdout).not.toMatch(/null|\[object/)
  })

  it('hides a person who has left, as the service does', async () => {
    const args = ['user', 'get', 'charles.babbage@example.org', '--demo']
    expect((await runPersonctl(args)).exitCode).toBe(3)
    const { stdout } = await runPersonctl([...args, '--active', 'any'])
    expect(JSON.parse(stdout)).toMatchObject({ first_name: 'Charles', active: false })
  })

  it('finds her by every key that her profile has', async () => {
    const { stdout } = await runPersonctl(['user', 'get', ada, '--demo'])
    const { uuid, user_id, primary_username } = JSON.parse(stdout)
    const list = await runPersonctl(['user', 'get', uuid, user_id, primary_username, '--demo'])
    expect(JSON.parse(list.stdout)).toEqual([JSON.parse(stdout), JSON.parse(stdout), JSON.parse(stdout)])
  })

  it('logs its requests with --debug, without a token', async () => {
    const { stderr } = await runPersonctl(['user', 'get', ada, '--demo', '--debug'])
    expect(stderr).toMatch(/^debug: POST .*\/oauth\/token$/m)
    expect(stderr).not.toContain('eyJ')
    expect(stderr).not.toContain('demo-secret')
  })
})

describe('against personctl-mock, configured by the environment alone, user get', () => {
  it('prints the same as with --demo', async () => {
    const env = cisSettings((await startMock()).url)
    const overHttp = await runPersonctl(['user', 'get', ada], { env })
    expect(overHttp).toEqual(await runPersonctl(['user', 'get', ada, '--demo']))
  })

  it('prints what the scopes allow', async () => {
    const env = cisSettings((await startMock()).url)
    const shown = async (scope: string) => {
      const { stdout } = await runPersonctl(['user', 'get', ada], {
        env: { ...env, PERSONCTL_CIS_SCOPE: scope },
      })
      return JSON.parse(stdout)
    }
    expect(await shown('classification:public display:public')).not.toHaveProperty('user_id')
    expect(await shown('read:fullprofile display:all')).toHaveProperty('user_id')
  })

  it('ends with 4 for a wrong secret', async () => {
    const env = { ...cisSettings((await startMock()).url), PERSONCTL_CIS_CLIENT_SECRET: 'wrong-secret' }
    const outcome = await runPersonctl(['user', 'get', ada, '--debug'], { env })
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(outcome.stderr).not.toContain('wrong-secret')
  })

  it('ends with 4 for a token that the service rejects', async () => {
    const env = {
      ...cisSettings((await startMock()).url),
      PERSONCTL_CIS_TOKEN: 'not-a-token-of-this-service',
    }
    const outcome = await runPersonctl(['user', 'get', ada], { env })
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(jsonError(outcome).code).toBe('token_rejected')
  })

  it('ends with 3 for an unknown id', async () => {
    const env = cisSettings((await startMock()).url)
    const outcome = await runPersonctl(['user', 'get', 'nobody@example.org'], { env })
    expect(outcome).toMatchObject({ exitCode: 3, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({ code: 'not_found', service: 'cis', status: 200 })
  })

  it('prints people of a data file, whatever their names', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'personctl-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'people.json')
    const userId = "ad|Mozilla-LDAP|o'neill/100%41 +ü"
    const person = profile({
      user_id: value(userId),
      active: value(true),
      first_name: value('=Seán\u001b[2J'),
    })
    writeFileSync(file, JSON.stringify({ cis: { profiles: [person] } }))
    const env = cisSettings((await startMockProcessForTest(['--data', file])).url)
    const { stdout } = await runPersonctl(['user', 'get', userId], { env })
    expect(JSON.parse(stdout)).toMatchObject({ user_id: userId, first_name: '=Seán\u001b[2J' })
    const raw = await runPersonctl(['user', 'get', userId, '--raw'], { env })
    expect(JSON.parse(raw.stdout)).toEqual(person)
  })
})

describe('personctl mock start', () => {
  it('serves until SIGTERM, and ends with 0', async () => {
    const { child, outcome, stdoutHas } = startPersonctl([
      'mock',
      'start',
      '--port',
      '0',
      '--people',
      '3',
      '--json',
    ])
    await stdoutHas('\n')
    child.kill('SIGTERM')
    const { exitCode, stdout } = await outcome
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toHaveProperty('url')
  })

  it('finishes requests in flight without the delay that they were given', async () => {
    const args = ['mock', 'start', '--port', '0', '--latency', '600000', '--json']
    const { child, outcome, stdoutHas } = startPersonctl(args)
    const url = JSON.parse(await stdoutHas('\n')).url
    // A server that answers "100 Continue" has read the request.
    const request = get(`${url}/v2/version`, { headers: { expect: '100-continue' } })
    const inFlight = once(request, 'response').then(
      () => 'answered',
      () => 'cut off',
    )
    await once(request, 'continue')
    child.kill('SIGINT')
    expect((await outcome).exitCode).toBe(0)
    expect(await inFlight).toBe('answered')
  })

  it('passes its arguments on unchanged', async () => {
    const help = await runPersonctl(['mock', 'start', '--help'])
    expect(help.exitCode).toBe(0)
    expect(help.stdout).toContain('--any-client')
    const wrong = await runPersonctl(['mock', 'start', '--debug'])
    expect(wrong.exitCode).not.toBe(0)
    expect(wrong.stderr).toContain('--debug')
  })
})

it('personctl works in a pipeline of a shell', async () => {
  const bin = new URL('../../packages/cli/bin/personctl.js', import.meta.url).pathname
  const child = spawn(
    'sh',
    ['-c', `printf '%s\\n' ${ada} | "$0" user get - --demo -o ndjson | head -n 1`, bin],
    {
      env: { PATH: process.env['PATH'] },
    },
  )
  let stdout = ''
  for await (const text of child.stdout.setEncoding('utf8')) stdout += text
  expect(JSON.parse(stdout)).toMatchObject({ primary_email: ada })
})
