// What creates and assigns at CERN: what is sent, what is printed, and what a failure says.
import { closeSync, existsSync, openSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { csvRecords } from '../helpers/parseCsv.ts'
import { runPersonctlProcess } from '../helpers/personctlProcess.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { failure, groups, idOf, pageOf, single, startCernDouble } from './helpers/cernDouble.ts'
import type { Behaviour } from './helpers/serviceDouble.ts'

const roles = [
  { name: 'shifter', id: idOf(1) },
  { name: 'trainee', id: idOf(2) },
]
const shift = ['shift', '--display-name', 'Shift', '--description', 'On duty']
const shiftGroup = { groupIdentifier: 'shift', displayName: 'Shift', description: 'On duty' }

/** Has the group `admins`, no other, and the roles of any application. */
const directory: Behaviour = (request) => {
  const { method, url, body } = request
  if (method === 'POST' && url.includes('/groups/')) return single(null)
  if (method === 'POST') return single({ ...JSON.parse(body), id: idOf(7) })
  if (url.includes('/roles')) return pageOf(roles, request)
  return /Group\/(?:admins|[\da-f-]{36})(?:\?|$)/.test(url)
    ? single({ ...groups(1)[0], groupIdentifier: 'admins', id: idOf(5) })
    : failure(404, 'There is no such group')
}

async function runOn(api: Behaviour, args: readonly string[]) {
  const service = await startCernDouble({ api })
  const outcome = await runPersonctl(args, { env: service.env })
  const writes = service.requests
    .filter(({ method, url }) => method !== 'GET' && url.startsWith('/api/'))
    .map(({ url, body }) => [url.replace('/api/v1.0', ''), body === '' ? undefined : JSON.parse(body)])
  return { ...outcome, writes, asked: service.asked() }
}

describe('group create', () => {
  it('sends the group once, and prints what the service made of it', async () => {
    const { exitCode, stdout, stderr, writes } = await runOn(directory, ['group', 'create', ...shift])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({ ...shiftGroup, id: idOf(7) })
    expect(writes).toEqual([['/Group', shiftGroup]])
  })

  it('prints the same in a dry run, but for what the service adds, and sends nothing that writes', async () => {
    const dry = await runOn(directory, ['group', 'create', ...shift, '--dry-run', '-o', 'csv'])
    const { exitCode, stdout, writes, asked } = dry
    expect({ exitCode, writes, asked }).toEqual({
      exitCode: 0,
      writes: [],
      asked: ['GET /Group/shift?field=groupIdentifier'],
    })
    expect(csvRecords(stdout)).toMatchObject([shiftGroup])
  })

  it('ends with 9 for a group that exists, in a dry run as well', async () => {
    const args = ['group', 'create', 'admins', ...shift.slice(1)]
    const taken: Behaviour = (request) =>
      request.method === 'GET' ? directory(request) : failure(400, "There is a group 'admins' already")
    for (const more of [[], ['--dry-run']]) {
      const outcome = await runOn(taken, [...args, ...more])
      expect(outcome).toMatchObject({ exitCode: 9, stdout: '' })
      expect(jsonError(outcome)).toMatchObject({ code: 'conflict', service: 'cern' })
    }
  })
})

describe('app create', () => {
  it('sends the application, with the id of the group of its administrators', async () => {
    for (const group of ['admins', idOf(5).toUpperCase()]) {
      const args = ['app', 'create', 'my-app', '--administrators', group]
      const { exitCode, stdout, writes } = await runOn(directory, args)
      const application = { applicationIdentifier: 'my-app', administratorsId: idOf(5) }
      expect({ exitCode, writes }).toEqual({ exitCode: 0, writes: [['/Application', application]] })
      expect(JSON.parse(stdout)).toEqual({ ...application, id: idOf(7) })
    }
  })

  it('creates nothing if the group of its administrators does not exist', async () => {
    const outcome = await runOn(directory, ['app', 'create', 'my-app', '--administrators', 'nothing'])
    expect(outcome).toMatchObject({ exitCode: 3, stdout: '', writes: [] })
    expect(jsonError(outcome).message).toBe('The group "nothing" does not exist.')
  })
})

describe('app role assign', () => {
  it('assigns a role by its name or its id to a group', async () => {
    for (const role of ['shifter', 'Shifter', idOf(1).toUpperCase()]) {
      const args = ['app', 'role', 'assign', 'my-app', role, 'admins']
      const { exitCode, stdout, writes } = await runOn(directory, args)
      expect(exitCode).toBe(0)
      expect(JSON.parse(stdout)).toEqual({ application: 'my-app', role: 'shifter', group: 'admins' })
      expect(writes).toEqual([[`/Application/my-app/roles/${idOf(1)}/groups/admins`, undefined]])
    }
  })

  it('sends nothing for a role that the application does not have, and suggests one', async () => {
    for (const [role, hint] of [
      ['shiftr', 'Did you mean shifter?'],
      ['librarian', 'Its roles are shifter, trainee.'],
    ] as const) {
      const outcome = await runOn(directory, ['app', 'role', 'assign', 'my-app', role, 'admins'])
      expect(outcome).toMatchObject({ exitCode: 3, stdout: '', writes: [] })
      expect(jsonError(outcome)).toMatchObject({ code: 'not_found', hint })
    }
  })
})

describe('a command with --dry-run that changes applications', () => {
  it.each<[string, string[], string, unknown]>([
    [
      'app create',
      ['app', 'create', 'my-app', '--administrators', 'admins'],
      '/api/v1.0/Application',
      { applicationIdentifier: 'my-app', administratorsId: idOf(5) },
    ],
    [
      'app role create',
      ['app', 'role', 'create', 'my-app', 'trainee', '--display-name', 'Trainee', '--multifactor'],
      '/api/v1.0/Application/my-app/roles',
      {
        name: 'trainee',
        displayName: 'Trainee',
        description: '',
        required: false,
        multifactor: true,
        applyToAllUsers: false,
      },
    ],
    [
      'app role assign',
      ['app', 'role', 'assign', 'my-app', 'shifter', 'admins'],
      `/api/v1.0/Application/my-app/roles/${idOf(1)}/groups/admins`,
      undefined,
    ],
  ])('prints the request of %s without its token, and sends nothing', async (_, args, path, body) => {
    const { exitCode, stdout, stderr, writes } = await runOn(directory, [...args, '--dry-run', '-o', 'json'])
    expect({ exitCode, writes }).toEqual({ exitCode: 0, writes: [] })
    const { method, url, headers, ...rest } = JSON.parse(stdout)
    expect(method).toBe('POST')
    expect(new URL(url).pathname).toBe(path)
    expect(headers.authorization).toBe('Bearer [hidden]')
    expect(rest).toEqual(body === undefined ? {} : { body })
    expect(JSON.parse(stderr).notice).toMatchObject({ code: 'dry_run', message: 'Nothing was sent.' })
  })

  it('finds out that the group of the administrators does not exist', async () => {
    const args = ['app', 'create', 'my-app', '--administrators', 'nothing', '--dry-run']
    expect(await runOn(directory, args)).toMatchObject({ exitCode: 3, stdout: '', writes: [] })
  })

  it('refuses an identifier by which nobody could read what it would create', async () => {
    const outcome = await runOn(directory, ['app', 'create', '.', '--dry-run'])
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '', writes: [] })
  })
})

it.each([
  ['group create', ['group', 'create', '../x', ...shift.slice(1)]],
  ['group create --dry-run', ['group', 'create', 'a/..', ...shift.slice(1), '--dry-run']],
  ['app create', ['app', 'create', '.']],
])('%s refuses an identifier by which nobody could read what it creates', async (_, args) => {
  const outcome = await runOn(directory, args)
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '', asked: [] })
  expect(jsonError(outcome).message).toContain('an identifier without the parts . and ..')
})

it('group create names a command to check with that a shell reads as one, for the same context', async () => {
  const lost: Behaviour = () => ({ status: 504, body: 'gateway timeout' })
  const args = ['group', 'create', "it's; x", ...shift.slice(1), '--context', 'cern', '--quiet']
  const { hint } = jsonError(await runOn(lost, args))
  expect(hint).toContain("check with personctl group get 'it'\\''s; x' --context cern before")
})

const writes: readonly (readonly [args: string[], check: string])[] = [
  [['group', 'create', ...shift], 'personctl group get shift'],
  [['app', 'create', 'my-app'], 'personctl app get my-app'],
  [
    ['app', 'role', 'create', 'my-app', 'watcher', '--display-name', 'Watcher'],
    'personctl app role list my-app',
  ],
  [
    ['app', 'role', 'assign', 'my-app', 'shifter', 'admins'],
    `personctl api cern /api/v1.0/Application/my-app/roles/${idOf(1)}/groups`,
  ],
]

describe.each(writes)('%j', (args, check) => {
  it('names the command to check with if it may have been carried out, and is sent once', async () => {
    const lost: Behaviour = (request) =>
      request.method === 'GET' ? directory(request) : { status: 504, body: 'gateway timeout' }
    const outcome = await runOn(lost, args)
    expect(outcome).toMatchObject({ exitCode: 8, stdout: '' })
    expect(jsonError(outcome).hint).toContain(`check with ${check} before you repeat it.`)
    expect(outcome.writes).toHaveLength(1)
  })

  it.runIf(existsSync('/dev/full'))('is reported as done if its result cannot be written', async () => {
    const service = await startCernDouble({ api: directory })
    const stdout = openSync('/dev/full', 'w')
    const outcome = await runPersonctlProcess([...args, '-o', 'json'], { env: service.env, stdout })
    closeSync(stdout)
    expect(outcome.exitCode).toBe(1)
    expect(jsonError(outcome)).toMatchObject({
      code: 'system_failure',
      hint: 'The service has done what was requested; only the result is not written.',
    })
  })

  it('names no command if the service refuses it', async () => {
    const refusing: Behaviour = (request) =>
      request.method === 'GET' ? directory(request) : failure(400, 'The name is too long')
    const outcome = await runOn(refusing, args)
    expect(outcome).toMatchObject({ exitCode: 9, stdout: '' })
    expect(jsonError(outcome).hint ?? '').not.toContain('check with')
  })

  it('prints what was sent if the service confirms without it', async () => {
    const bare: Behaviour = (request) => (request.method === 'GET' ? directory(request) : single(null))
    const outcome = await runOn(bare, args)
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(Object.values(JSON.parse(outcome.stdout))).toContain(args.at(1) === 'role' ? args[4] : args[2])
  })
})
