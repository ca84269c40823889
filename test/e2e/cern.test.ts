import { describe, expect, it } from 'vitest'
import { csvRecords } from '../helpers/parseCsv.ts'
import { startPersonctl } from '../helpers/personctlProcess.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'
import { temporaryFile } from '../helpers/temporaryFile.ts'
import { cernSettings } from './helpers/cernSettings.ts'

const identifiersIn = (ndjson: string): string[] =>
  ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).groupIdentifier)

/** What a run printed, which must have gone well and without a word. */
async function printed(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await runPersonctl(args, { env })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return stdout
}

describe('against personctl-mock, configured by the environment alone, personctl', () => {
  it('prints the same as with --demo', async () => {
    const env = cernSettings((await startMock()).url)
    for (const args of [
      ['group', 'list'],
      ['identity', 'list', '--field', 'upn,primaryAccountEmail', '-o', 'csv'],
      ['identity', 'groups', 'alovelace', '--recursive', '-o', 'table'],
      ['app', 'get', 'atlas-shift-planner'],
    ]) {
      expect(await printed(args, env), args.join(' ')).toBe(await printed([...args, '--demo']))
    }
  })

  it('prints all groups, each once, by token, by offset, and in parts', async () => {
    const env = cernSettings((await startMock({ groups: 2345 })).url)
    const list = ['group', 'list', '--page-size', '500', '-o', 'ndjson']
    const byToken = identifiersIn(await printed(list, env))
    expect(new Set(byToken).size).toBe(2345)
    expect(byToken).toHaveLength(2345)
    expect(identifiersIn(await printed([...list, '--concurrency', '4'], env))).toEqual(byToken)
    const first = await runPersonctl([...list, '--limit', '1234'], { env })
    const { resumeToken } = JSON.parse(first.stderr).notice
    const rest = await printed([...list, '--start-at', resumeToken], env)
    expect([...identifiersIn(first.stdout), ...identifiersIn(rest)]).toEqual(byToken)
  })

  it('filters and sorts as the service does', async () => {
    const env = cernSettings((await startMock()).url)
    const filters = ['--filter', 'groupIdentifier:contains:ATLAS-', '--filter', 'disabled:false']
    const csv = await printed(
      ['group', 'list', ...filters, '--sort', 'groupIdentifier', '--field', 'groupIdentifier', '-o', 'csv'],
      env,
    )
    const found = csvRecords(csv).map(({ groupIdentifier = '' }) => groupIdentifier)
    expect(found).toContain('atlas-readers')
    expect(found).toEqual(found.filter((name) => name.startsWith('atlas-')).sort())
  })

  it('lists members directly and through other groups', async () => {
    const env = cernSettings((await startMock()).url)
    const members = async (...more: string[]) =>
      csvRecords(
        await printed(['group', 'members', 'atlas-readers', '--field', 'upn', '-o', 'csv', ...more], env),
      ).map(({ upn }) => upn)
    expect(await members()).toEqual(['cbabbage'])
    expect((await members('--recursive')).sort()).toEqual(['alovelace', 'cbabbage', 'ghopper'])
  })

  it('lists a role that it created', async () => {
    const env = cernSettings((await startMock()).url)
    const create = ['app', 'role', 'create', 'atlas-shift-planner', 'trainee', '--display-name', 'Trainee']
    const role = JSON.parse(await printed([...create, '--description', 'Learns', '--multifactor'], env))
    expect(role).toMatchObject({ name: 'trainee', description: 'Learns', multifactor: true, required: false })
    const roles = JSON.parse(await printed(['app', 'role', 'list', 'atlas-shift-planner'], env))
    expect(roles).toContainEqual(role)
  })

  it('makes a group, fills it from a CSV file, and lets only its members in', async () => {
    const env = cernSettings((await startMock()).url)
    const text = ['--display-name', 'Night shift', '--description', 'On duty at night']
    const group = JSON.parse(await printed(['group', 'create', 'night-shift', ...text], env))
    expect(group).toMatchObject({ groupIdentifier: 'night-shift', displayName: 'Night shift' })

    const rota = await temporaryFile('rota.csv', 'name;mail\nAda;ada.lovelace@example.org\nGrace;GHOPPER\n')
    const set = ['group', 'set-members', group.id.toUpperCase(), '--from-csv', `${rota}:mail`, '-o', 'csv']
    const dry = await runPersonctl([...set, '--dry-run'], { env })
    expect(csvRecords(dry.stdout).map(({ action, upn }) => [action, upn])).toEqual([
      ['add', 'alovelace'],
      ['add', 'ghopper'],
    ])
    expect(await printed(set, env)).toBe(dry.stdout)
    const again = await runPersonctl([...set, '-o', 'ndjson'], { env })
    expect(again).toMatchObject({ exitCode: 0, stdout: '' })

    const isMember = async (name: string) =>
      (await runPersonctl(['identity', 'is-member', name, 'night-shift'], { env })).exitCode
    expect([await isMember('grace.hopper@example.org'), await isMember('cbabbage')]).toEqual([0, 10])
    await printed(['group', 'remove-members', 'night-shift', 'ghopper'], env)
    await printed(['group', 'add-members', 'night-shift', 'cbabbage'], env)
    const members = csvRecords(await printed(['group', 'members', 'night-shift', '-o', 'csv'], env))
    expect(members.map(({ upn }) => upn).sort()).toEqual(['alovelace', 'cbabbage'])
    const typo = ['group', 'set-members', 'night-shift', 'ghopper', 'gopher', 'ada.lovelace@example.net']
    expect(await runPersonctl(typo, { env })).toMatchObject({ exitCode: 3, stdout: '' })
    expect(await isMember('ghopper')).toBe(10)
  })

  it('changes no group by an e-mail that two people have', async () => {
    const externalEmail = 'lab@example.net'
    const identities = [{ upn: 'ext1', externalEmail }, { upn: 'ext2', externalEmail }, { upn: 'ada' }]
    const data = { cern: { identities, groups: [{ groupIdentifier: 'guests' }] } }
    const env = cernSettings((await startMock({ data })).url)
    for (const verb of ['add-members', 'remove-members', 'set-members']) {
      const outcome = await runPersonctl(['group', verb, 'guests', externalEmail], { env })
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(jsonError(outcome).message).toMatch(/several identities: ext[12] \(.*\), ext[12] \(/)
    }
    expect(await printed(['group', 'members', 'guests'], env)).toBe('[]\n')
    expect(JSON.parse(await printed(['group', 'add-members', 'guests', 'ext2'], env))).toHaveLength(1)
  })

  it('makes an application with a role for a group', async () => {
    const env = cernSettings((await startMock()).url)
    const create = ['app', 'create', 'night-board', '--administrators', 'atlas-administrators']
    expect(JSON.parse(await printed(create, env))).toMatchObject({ applicationIdentifier: 'night-board' })
    await printed(['app', 'role', 'create', 'night-board', 'viewer', '--display-name', 'Viewer'], env)
    const assign = ['app', 'role', 'assign', 'night-board', 'viewer', 'atlas-shifters']
    // Twice is as good as once.
    expect(await printed(assign, env)).toBe(await printed(assign, env))
    const path = '/api/v1.0/Application/night-board/roles/viewer/groups'
    const groups = JSON.parse(
      await printed(['api', 'cern', path, '--query', 'data[].groupIdentifier', '-o', 'json'], env),
    )
    expect(groups).toEqual(['atlas-shifters'])
    expect(await runPersonctl(create, { env })).toMatchObject({ exitCode: 9, stdout: '' })
  })

  it('acts as the person who confirmed in a browser', async () => {
    const { url } = await startMock()
    const env = cernSettings(url)
    const confirmed = async (login: string) => {
      const { outcome, stderrHas } = startPersonctl(['token', 'get', '--device'], { env })
      const [page = ''] = /http\S+/.exec(await stderrHas('confirm the code')) ?? []
      expect((await fetch(`${page}&login_hint=${login}`)).status).toBe(200)
      const { exitCode, stdout } = await outcome
      expect(exitCode).toBe(0)
      return { ...env, PERSONCTL_CERN_TOKEN: stdout.trim() }
    }
    const [ada, grace] = await Promise.all([confirmed('alovelace'), confirmed('ghopper')])
    for (const [login, person] of [
      ['alovelace', ada],
      ['ghopper', grace],
    ] as const) {
      expect(JSON.parse(await printed(['identity', 'me', '--field', 'upn'], person))).toMatchObject({
        upn: login,
      })
    }
    expect(JSON.parse(await printed(['group', 'get', 'atlas-readers'], ada))).toMatchObject({
      source: 'cern',
    })
    const forbidden = await runPersonctl(['identity', 'list'], { env: grace })
    expect(forbidden).toMatchObject({ exitCode: 5, stdout: '' })
    expect(jsonError(forbidden).hint).toContain('authorization-service-identity-readers')

    const subject = { ...env, PERSONCTL_CERN_SUBJECT_TOKEN: grace.PERSONCTL_CERN_TOKEN }
    const exchanged = (await printed(['token', 'get', '--exchange'], subject)).trim()
    const me = await printed(['identity', 'me'], { ...env, PERSONCTL_CERN_TOKEN: exchanged })
    expect(JSON.parse(me)).toMatchObject({ upn: 'ghopper' })
  })

  it('gets no token if the person refuses in the browser', async () => {
    const env = cernSettings((await startMock()).url)
    const { outcome, stderrHas } = startPersonctl(['token', 'get', '--device', '-o', 'json'], { env })
    const { prompt } = JSON.parse(await stderrHas('\n'))
    await fetch(`${prompt.verification_uri_complete}&deny=true`)
    const { exitCode, stdout, stderr } = await outcome
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' })
    expect(stderr).toContain('"code":"access_denied"')
  })

  it.each<[string, string[], Record<string, string>, number, RegExp]>([
    ['a group that is not there', ['group', 'get', 'nothing'], {}, 3, /identifier/],
    ['members of no group', ['group', 'members', 'nothing'], {}, 3, /identifier/],
    ['roles of no application', ['app', 'role', 'list', 'nothing'], {}, 3, /identifier/],
    ['nobody', ['identity', 'me'], {}, 3, /token get --service cern --device/],
    [
      'a token for another application',
      ['group', 'list'],
      { PERSONCTL_CERN_AUDIENCE: 'status-board' },
      4,
      /audience must be authorization-service-api/,
    ],
    ['a wrong secret', ['group', 'list'], { PERSONCTL_CERN_CLIENT_SECRET: 'wrong' }, 4, /secret/],
    ['an unknown field', ['group', 'list', '--field', 'disabledd'], {}, 2, /Did you mean disabled\?/],
  ])('ends for %s with its own exit code, and advice', async (_, args, more, exitCode, hint) => {
    const env = { ...cernSettings((await startMock()).url), ...more }
    const outcome = await runPersonctl(args, { env })
    expect(outcome).toMatchObject({ exitCode, stdout: '' })
    expect(jsonError(outcome).hint).toMatch(hint)
  })
})
