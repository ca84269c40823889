import { describe, expect, it } from 'vitest'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startDabpDouble } from './helpers/dabpDouble.ts'
import type { Behaviour } from './helpers/serviceDouble.ts'

const ada = 'eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c'
const groupId = '2374b2db-e690-4f3a-89e0-ccd5aaf6c601'
const pensionId = '77195a4e-c610-4716-b790-721a5fdde1e6'
const check = (...args: string[]) => ['report', 'check', ada, ...args]

describe('report check', () => {
  it.each<[number, string[]]>([
    [0, ['--policy', 'Pension']],
    [0, ['--policy', pensionId, '--group', groupId]],
    [0, ['--group', 'Intermediary A', '--policy', 'Insurance']],
    [10, ['--group', 'Intermediary C', '--policy', 'Insurance']],
    [10, ['--policy', 'pension']],
    [0, ['--superuser']],
    [0, ['--superuser', '--group', 'Intermediary B']],
    [10, ['--superuser', '--group', 'Intermediary A']],
    [0, ['--policy', 'role_superuser', '--group', 'Intermediary B']],
    [0, ['--resource', 'string']],
    [0, ['--resource', 'string', '--privilege', 'read', '--group', 'Intermediary B']],
    [10, ['--resource', 'string', '--privilege', 'write']],
    [10, ['--resource', 'string', '--group', 'Intermediary A']],
    [0, ['--policy', 'Pension', '--policy', 'Insurance']],
    [0, ['--policy', 'Pension', '--policy', 'Insurance', '--all', '--group', 'Intermediary A']],
    [10, ['--policy', 'Pension', '--policy', 'Travel']],
    [10, ['--policy', 'Travel', '--policy', 'Pension', '--all']],
    [0, ['--policy', 'Travel', '--policy', 'Pension', '--any']],
    [10, ['--policy', 'Travel', '--policy', 'Archive', '--any']],
    [10, ['--resource', 'string', '--resource', 'other']],
    [0, ['--resource', 'string', '--resource', 'other', '--any']],
  ])('ends with %i for %j', async (exitCode, args) => {
    const { env } = await startDabpDouble()
    const outcome = await runPersonctl(check(...args), { env })
    expect(outcome.exitCode).toBe(exitCode)
    expect(JSON.parse(outcome.stdout)).toEqual({ granted: exitCode === 0 })
    if (exitCode === 0) expect(outcome.stderr).toBe('')
    else expect(JSON.parse(outcome.stderr)).toMatchObject({ notice: { code: 'not_granted' } })
  })
})

describe('report check', () => {
  it.each<[string[], string, string | null]>([
    [
      ['--policy', 'Penison'],
      'The person does not have the policy "Penison" in any group.',
      'Did you mean the policy "Pension"?',
    ],
    [
      ['--policy', 'Pensoin', '--group', 'Intermediary A'],
      'The person does not have the policy "Pensoin" in "Intermediary A".',
      'Did you mean the policy "Pension"?',
    ],
    [
      ['--policy', 'role_superuser', '--group', 'Intermediary A'],
      'The person does not have the policy "role_superuser" in "Intermediary A", but in "Intermediary B".',
      null,
    ],
    [
      ['--policy', 'Pension', '--group', 'intermediary b'],
      'The person is not in the group "intermediary b".',
      'Did you mean the group "Intermediary B"?',
    ],
    [
      ['--superuser', '--group', 'Intermediary A'],
      'The person is not a superuser in "Intermediary A".',
      null,
    ],
    [
      ['--resource', 'strings'],
      'The person has no privilege on "strings" in any group.',
      'Did you mean the resource "string"?',
    ],
    [
      ['--resource', 'string', '--privilege', 'write'],
      'The privilege on "string" in any group is "read", not "write".',
      null,
    ],
  ])('explains a denial and suggests near names for %j', async (args, message, hint) => {
    const { env } = await startDabpDouble()
    const outcome = await runPersonctl(check(...args, '--explain'), { env })
    expect(JSON.parse(outcome.stderr)).toEqual({ notice: { code: 'not_granted', message, hint } })
    expect(JSON.parse(outcome.stdout)).toEqual({ granted: false, because: message, grants: [] })
    const table = await runPersonctl(check(...args, '-o', 'table'), { env })
    expect(table.stdout).toBe('granted  false\n')
    expect(table.stderr).toBe(`personctl: ${message}${hint === null ? '' : ` ${hint}`}\n`)
  })
})

it('report check --explain prints the grants that decided', async () => {
  const { env } = await startDabpDouble()
  const { stdout } = await runPersonctl(check('--policy', 'Pension', '--explain'), { env })
  const policy = { id: pensionId, name: 'Pension' }
  expect(JSON.parse(stdout)).toEqual({
    granted: true,
    because: `Policy "Pension" (${pensionId}) in "Intermediary A" (${groupId}); Policy "Pension" (${pensionId}) in "Intermediary B" (${groupId}).`,
    grants: [
      { group: { id: groupId, name: 'Intermediary A' }, policy },
      { group: { id: groupId, name: 'Intermediary B' }, policy },
    ],
  })
  const resource = await runPersonctl(check('--resource', 'string', '--explain', '-o', 'table'), { env })
  expect(resource.stdout).toBe(
    `granted  true\nbecause  Privilege "read" on "string" (3fa85f64-5717-4562-b3fc-2c963f66afa6) in "Intermediary B" (${groupId}).\n`,
  )
})

it('report check ends with 2 for an ambiguous name, and lists the candidates', async () => {
  const groups = [
    { id: 'g1', name: 'Office', policies: [{ id: 'p1', name: 'Pension' }] },
    { id: 'g2', name: 'Office', policies: [{ id: 'p2', name: 'Pension' }] },
  ]
  const { env } = await startDabpDouble({ report: () => ({ body: { groups } }) })
  const outcome = await runPersonctl(check('--policy', 'Pension', '--group', 'Office'), { env })
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
  expect(jsonError(outcome)).toMatchObject({
    code: 'ambiguous_name',
    message: '"Office" matches 2 groups: g1; g2.',
    hint: 'Use its id.',
  })
  expect((await runPersonctl(check('--policy', 'Pension', '--group', 'g1'), { env })).exitCode).toBe(0)
})

describe('report check', () => {
  it.each<[string[], string]>([
    [[], 'There is nothing to check.'],
    [['--group', 'A'], 'There is nothing to check.'],
    [['--policy', 'P', '--superuser'], '--policy and --superuser cannot be used together.'],
    [['--policy', 'P', '--resource', 'R'], '--policy and --resource cannot be used together.'],
    [['--policy', 'P', '--privilege', 'read'], '--privilege applies to a resource.'],
    [
      ['--resource', 'R', '--privilege', 'no Access'],
      'The value "No access" of --privilege is not a privilege.',
    ],
    [['--policy', ''], '--policy is empty.'],
    [['--policy', 'P', '--policy', ' '], '--policy is empty.'],
    [['--policy', 'P', '--all', '--any'], '--all and --any cannot be used together.'],
    [['--policy', 'P', '--from', 'f'], '--from cannot be used together with reference ids.'],
    [['--policy', 'P', '--from', 'f', '--from', 'g'], '--from is given more than once.'],
    [['--policy', 'P', '--attribute', 'a'], '--jwks and --attribute apply to a report in a file.'],
    [['--policy', 'P', '--group', ' '], '--group is empty.'],
  ])('refuses %j before it sends a request', async (args, message) => {
    const { env, requests } = await startDabpDouble()
    const outcome = await runPersonctl(check(...args), { env })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toBe(message)
    expect(requests).toEqual([])
  })
})

describe('report check', () => {
  const refusing =
    (status: number, body: object): Behaviour =>
    () => ({ status, body })

  const cases: [string, number, { token?: Behaviour; report?: Behaviour }, Record<string, string>][] = [
    ['yes', 0, {}, {}],
    ['no', 10, {}, { GROUP: 'Intermediary C' }],
    ['no group', 2, {}, { GROUP: '' }],
    ['nobody', 3, { report: refusing(404, { code: 1, message: 'Person not found' }) }, {}],
    ['no credentials', 4, {}, { PERSONCTL_DABP_CLIENT_ID: '', PERSONCTL_DABP_CLIENT_SECRET: '' }],
    ['a wrong secret', 4, { token: refusing(401, { error: 'invalid_client' }) }, {}],
    ['a token that is not accepted', 4, { report: refusing(401, {}) }, {}],
    ['no permission', 5, { report: refusing(403, { code: 1007, message: 'no' }) }, {}],
    ['no server', 7, {}, { PERSONCTL_DABP_URL: 'http://127.0.0.1:1' }],
    ['another verb', 8, { report: refusing(405, { code: 1, message: 'no' }) }, {}],
    ['a conflict', 9, { report: refusing(409, { code: 5003, message: 'no' }) }, {}],
    ['a failure', 8, { report: refusing(500, { code: 1008, message: 'no' }) }, {}],
    ['something else', 8, { report: () => ({ body: '<html>' }) }, {}],
  ]

  it.each(cases)('ends for %s with the exit code %i', async (_, exitCode, behaviour, settings) => {
    const { env } = await startDabpDouble(behaviour)
    const { GROUP = 'Intermediary A', ...more } = settings
    const outcome = await runPersonctl(check('--group', GROUP, '--policy', 'Pension'), {
      env: { ...env, ...more },
    })
    expect(outcome.exitCode).toBe(exitCode)
  })
})

describe('report check of several policies', () => {
  it('names each that is missing, and with --any all of them', async () => {
    const { env } = await startDabpDouble()
    const because = async (...args: string[]) =>
      JSON.parse((await runPersonctl(check('--explain', ...args), { env })).stdout).because
    const missing = (name: string) => `The person does not have the policy "${name}" in any group.`
    expect(await because('--policy', 'Pension', '--policy', 'A', '--policy', 'B')).toBe(
      `${missing('A')} ${missing('B')}`,
    )
    expect(await because('--policy', 'A', '--policy', 'B', '--any')).toBe(`${missing('A')} ${missing('B')}`)
    expect(await because('--policy', 'A', '--policy', 'Pension', '--any')).toMatch(
      /^Policy "Pension" .* in "Intermediary A"/,
    )
  })
})

describe('report check of several people', () => {
  const [yes, no] = ['yes-1', 'no-1']
  const report: Behaviour = ({ url }) =>
    url.includes('nobody')
      ? { status: 404, body: { code: 1, message: 'Person not found' } }
      : {
          body: {
            groups: [{ id: 'g', name: 'G', policies: url.includes('yes') ? [{ id: 'p', name: 'P' }] : [] }],
          },
        }
  const args = ['report', 'check', '-', '--policy', 'P']

  it('prints a row for each, and ends with 10 if one of them is a no', async () => {
    const { env } = await startDabpDouble({ report })
    const outcome = await runPersonctl(args, { env, stdin: `${yes}\n${no}\n` })
    expect(outcome.exitCode).toBe(10)
    expect(JSON.parse(outcome.stdout)).toEqual([
      { referenceId: yes, granted: true, because: 'Policy "P" (p) in "G" (g).' },
      { referenceId: no, granted: false, because: 'The person does not have the policy "P" in any group.' },
    ])
    expect(JSON.parse(outcome.stderr).notice).toMatchObject({
      code: 'not_granted',
      message: '1 of 2 reports does not pass the check.',
    })
  })

  it.each([
    ['csv', `referenceId,granted,because\r\n${yes},true,"Policy ""P"" (p) in ""G"" (g)."\r\n`],
    ['text', `${yes}\ttrue\tPolicy "P" (p) in "G" (g).\n`],
  ])('prints %s, and ends with 0 if all are yes', async (format, stdout) => {
    const { env } = await startDabpDouble({ report })
    expect(await runPersonctl([...args, '-o', format], { env, stdin: yes })).toEqual({
      exitCode: 0,
      stdout,
      stderr: '',
    })
  })

  it('ends with the code of a failure even if others are a no', async () => {
    const { env } = await startDabpDouble({ report })
    const { exitCode, stdout } = await runPersonctl([...args, '--keep-going', '-o', 'ndjson'], {
      env,
      stdin: `${no}\nnobody\n${yes}\n`,
    })
    expect(exitCode).toBe(3)
    expect(stdout.trimEnd().split('\n')).toHaveLength(2)
  })

  it('reports an ambiguous name as a failure of the one person', async () => {
    const { env } = await startDabpDouble({
      report: (request) =>
        request.url.includes('twice')
          ? {
              body: {
                groups: [
                  {
                    policies: [
                      { id: '1', name: 'P' },
                      { id: '2', name: 'P' },
                    ],
                  },
                ],
              },
            }
          : report(request),
    })
    const { exitCode, stdout, stderr } = await runPersonctl([...args, '--keep-going', '-o', 'csv'], {
      env,
      stdin: `twice\n${yes}\n`,
    })
    expect(exitCode).toBe(2)
    expect(stdout).toContain(yes)
    expect(stderr).toContain('twice: "P" matches 2 policies')
  })

  it.each([
    ['json', []],
    ['ndjson', []],
    ['ndjson', [no]],
    ['json', [no]],
  ])('checks with --from what report get wrote as %s, with more people %j', async (format, more) => {
    const { env, requests } = await startDabpDouble({ report })
    const written = await runPersonctl(['report', 'get', yes, ...more, '-o', format], { env })
    const count = requests.length
    const outcome = await runPersonctl(['report', 'check', '--from', '-', '--policy', 'P'], {
      env,
      stdin: written.stdout,
    })
    expect(requests).toHaveLength(count)
    expect(outcome.exitCode).toBe(more.length === 0 ? 0 : 10)
    const result = JSON.parse(outcome.stdout)
    if (more.length === 0) expect(result).toEqual({ granted: true })
    else
      expect(result).toMatchObject([
        { referenceId: yes, granted: true },
        { referenceId: no, granted: false },
      ])
    expect(outcome.stderr).toContain('"code":"not_verified"')
  })
})
