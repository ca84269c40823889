import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { cisSettings } from '../e2e/helpers/cisSettings.ts'
import { startMockProcessForTest } from '../helpers/mockProcess.ts'
import { bin } from '../helpers/personctlProcess.ts'
import { environment } from '../helpers/runPersonctl.ts'

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

it('personctl user list prints each of 65,000 people once in less than 150 MB, also when it is interrupted half way and resumed', async () => {
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
}, 300_000)
