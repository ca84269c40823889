import { spawn } from 'node:child_process'
import { profileAttributes } from '@personctl/sdk'
import { describe, expect, it } from 'vitest'
import { startMockProcessForTest } from '../helpers/mockProcess.ts'
import { csvRecords } from '../helpers/parseCsv.ts'
import { bin } from '../helpers/personctlProcess.ts'
import { environment, runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'
import { cisSettings } from './helpers/cisSettings.ts'
import { startFlakyProxy, type Trouble, troubles } from './helpers/flakyProxy.ts'

const connectionMethods = ['ad', 'github', 'google-oauth2', 'email', 'oauth2']

/** The uuids of everybody, by whether they are active, as the mock itself tells them. */
async function everybody(origin: string): Promise<Record<'true' | 'false', Set<string>>> {
  const { PERSONCTL_CIS_CLIENT_ID: client_id, PERSONCTL_CIS_CLIENT_SECRET: client_secret } =
    cisSettings(origin)
  const grant = {
    grant_type: 'client_credentials',
    client_id,
    client_secret,
    audience: 'api.sso.mozilla.com',
  }
  const token = await fetch(`${origin}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(grant),
  })
  const { access_token } = (await token.json()) as { access_token: string }
  const uuids = { true: new Set<string>(), false: new Set<string>() }
  for (const method of connectionMethods) {
    const answer = await fetch(`${origin}/v2/users/id/all?connectionMethod=${method}&active=any`, {
      headers: { authorization: `Bearer ${access_token}` },
    })
    const page = (await answer.json()) as { users: { uuid: string; active: boolean }[]; nextPage: unknown }
    expect(page.nextPage).toBe(null)
    for (const { uuid, active } of page.users) uuids[active ? 'true' : 'false'].add(uuid)
  }
  return uuids
}

/** What came of a list whose rows were read as they came. */
interface Walk {
  readonly exitCode: number | null
  readonly uuids: string[]
  readonly stderr: string
  readonly peakMegabytes: number
}

const reportsMemory =
  "data:text/javascript,process.on('exit',()=>console.error('peak',process.resourceUsage().maxRSS))"

/** Reads a list to its end, or interrupts it after so many rows. Memory is that of the CLI alone. */
async function walk(
  args: readonly string[],
  env: Record<string, string>,
  interruptAfter = Number.POSITIVE_INFINITY,
): Promise<Walk> {
  const child = spawn(process.execPath, ['--import', reportsMemory, bin, ...args], {
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const uuids: string[] = []
  let unfinished = ''
  for await (const text of child.stdout.setEncoding('utf8')) {
    const lines = (unfinished + text).split('\n')
    unfinished = lines.pop() ?? ''
    for (const line of lines) uuids.push(JSON.parse(line).uuid)
    // Once: who interrupts twice does not want to wait for what is under way.
    if (uuids.length >= interruptAfter && !child.killed) child.kill('SIGINT')
  }
  expect(unfinished).toBe('')
  const exitCode = await ended
  const peak = /^peak (\d+)\n/m.exec(stderr)
  return {
    exitCode,
    uuids,
    stderr: stderr.replace(peak?.[0] ?? '', ''),
    peakMegabytes: Number(peak?.[1]) / 1000,
  }
}

describe('65,000 people', () => {
  it('come each exactly once in less than 150 MB, also when the list is killed half way and gone on with', async () => {
    const origin = (await startMockProcessForTest(['--people', '65000'])).url
    const expected = await everybody(origin)
    expect(expected.true.size + expected.false.size).toBe(65_000)
    // Fewer attributes make the mock faster.
    const env = cisSettings(origin, 'display:none')
    const list = ['user', 'list', '-o', 'ndjson']

    const first = await walk(list, env, 30_000)
    expect(first.exitCode).toBe(130)
    const { error } = JSON.parse(first.stderr)
    expect(error).toMatchObject({ code: 'interrupted' })
    expect(error.hint).toContain(`--start-at ${error.resumeToken} `)
    expect(first.uuids.length).toBeGreaterThanOrEqual(30_000)
    expect(first.uuids.length).toBeLessThan(expected.true.size)

    const second = await walk([...list, '--start-at', error.resumeToken], env)
    expect(second).toMatchObject({ exitCode: 0, stderr: '' })
    const active = [...first.uuids, ...second.uuids]
    expect(active).toHaveLength(expected.true.size)
    expect(new Set(active)).toEqual(expected.true)

    const inactive = await walk([...list, '--active', 'false'], env)
    expect(inactive).toMatchObject({ exitCode: 0, stderr: '' })
    expect(inactive.uuids).toHaveLength(expected.false.size)
    expect(new Set(inactive.uuids)).toEqual(expected.false)

    for (const { peakMegabytes } of [first, second, inactive]) {
      expect(peakMegabytes).toBeGreaterThan(30)
      expect(peakMegabytes).toBeLessThan(150)
    }
  }, 120_000)
})

describe('a server at which one request in five fails', () => {
  const lists = [
    'list',
    'list --active false',
    'ids --connection-method ad --active any',
    'search staff_information.staff=true',
    'search staff_information.staff=true --not --full',
  ]
  const pages = { people: 400, pageSize: 20 }

  it.each(lists)('user %s: complete, nobody twice', async (line) => {
    const args = ['user', ...line.split(' '), '-o', 'ndjson']
    const origin = (await startMock(pages)).url
    const proxy = await startFlakyProxy(origin, (count) =>
      count % 5 === 0 ? troubles[(count / 5) % troubles.length] : undefined,
    )
    const through = await runPersonctl(args, { env: cisSettings(proxy.origin) })
    expect(through).toMatchObject({ exitCode: 0, stderr: '' })
    expect(proxy.counts.failures).toBeGreaterThan(0)
    expect(through.stdout).toBe((await runPersonctl(args, { env: cisSettings(origin) })).stdout)
    expect(through.stdout).not.toBe('')
  })

  it('a page that never comes is a clear error, and the rest can be had later', async () => {
    const origin = (await startMock(pages)).url
    const args = ['user', 'ids', '--connection-method', 'ad', '-o', 'ndjson']
    const whole = await runPersonctl(args, { env: cisSettings(origin) })
    const failAndGoOn = async (trouble: Trouble) => {
      const proxy = await startFlakyProxy(origin, (count) => (count > 4 ? trouble : undefined))
      const failed = await runPersonctl(args, { env: cisSettings(proxy.origin) })
      expect([7, 8], trouble).toContain(failed.exitCode)
      expect(failed.stdout.split('\n'), trouble).toHaveLength(4 * 20 + 1)
      const { resumeToken } = JSON.parse(failed.stderr).error
      const rest = await runPersonctl([...args, '--start-at', resumeToken], { env: cisSettings(origin) })
      expect(failed.stdout + rest.stdout, trouble).toBe(whole.stdout)
    }
    await Promise.all(troubles.map(failAndGoOn))
  }, 60_000)
})

describe('--demo', () => {
  it.each([
    'list',
    'ids --connection-method ad',
    'search staff_information.staff=true',
    'search staff_information.staff!=true --full',
  ])('user %s', async (line) => {
    const args = ['user', ...line.split(' '), '--demo']
    const json = await runPersonctl(args)
    expect(json).toMatchObject({ exitCode: 0, stderr: '' })
    const rows = JSON.parse(json.stdout)
    expect(rows.length).toBeGreaterThan(1)
    const csv = await runPersonctl([...args, '-o', 'csv'])
    expect(csvRecords(csv.stdout)).toHaveLength(rows.length)
    const table = await runPersonctl([...args, '-o', 'table'])
    expect(table.stdout.trimEnd().split('\n')).toHaveLength(rows.length + 1)
    expect(table.stdout).not.toMatch(/null|\[object/)
  })

  it('finds who has an e-mail, active or not', async () => {
    const email = 'charles.babbage@example.org'
    const exists = await runPersonctl(['user', 'exists', email, '--demo'])
    expect(exists.exitCode).toBe(0)
    expect(JSON.parse(exists.stdout)).toMatchObject({ cis: true })
    expect((await runPersonctl(['user', 'exists', 'nobody@example.org', '--demo'])).exitCode).toBe(10)
    const list = ['user', 'list', '--email', email, '--demo']
    expect(JSON.parse((await runPersonctl(list)).stdout)).toEqual([])
    expect(JSON.parse((await runPersonctl([...list, '--active', 'false'])).stdout)).toHaveLength(1)
  })

  it('everybody stored is valid', async () => {
    const { stdout } = await runPersonctl(['user', 'list', '--raw', '-o', 'ndjson', '--demo'])
    const { exitCode, stdout: report } = await runPersonctl(['user', 'validate', '-'], { stdin: stdout })
    expect(JSON.parse(report)).toMatchObject({ valid: true, problems: [] })
    expect(exitCode).toBe(0)
  })
})

it('scopes for attributes show them', async () => {
  const origin = (await startMock()).url
  const attributes = ['staff_information.title', 'primary_email']
  const scopes = await runPersonctl(['scopes', 'for', ...attributes, '-o', 'table'])
  const get = ['user', 'get', 'ada.lovelace@example.org', '--raw']
  const shown = await runPersonctl(get, { env: cisSettings(origin, scopes.stdout.trimEnd()) })
  const profile = JSON.parse(shown.stdout)
  const present = profileAttributes
    .map(({ path }) => path)
    .filter((path) => path.split('.').reduce((node, name) => node?.[name], profile) !== undefined)
  expect(present).toEqual(expect.arrayContaining(attributes))
})
