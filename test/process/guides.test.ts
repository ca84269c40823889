import { execFile, spawn } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Admin } from '@personctl/mock-server'
import { clientCredentials, createCisClient, type Profile } from '@personctl/sdk'
import { describe, expect, it, onTestFinished } from 'vitest'
import { userFolder } from '../cli/helpers/userFolder.ts'
import { cernSettings } from '../e2e/helpers/cernSettings.ts'
import { cisSettings } from '../e2e/helpers/cisSettings.ts'
import { dabpSettings } from '../e2e/helpers/dabpSettings.ts'
import { parseCsv } from '../helpers/parseCsv.ts'
import { bin } from '../helpers/personctlProcess.ts'
import { startMock } from '../helpers/startMock.ts'

const folder = fileURLToPath(new URL('../../docs/guides/', import.meta.url))
const guides = readdirSync(folder).filter((name) => name.endsWith('.sh'))

interface GuideOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
}

interface GuideOutcome {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder in which guides run, with a `personctl` on the PATH. */
interface Workplace {
  at(name: string): string
  read(name: string): string
  start(
    guide: string,
    args?: readonly string[],
    options?: GuideOptions,
  ): Promise<GuideOutcome> & { kill(signal: NodeJS.Signals): void }
}

function createWorkplace(settings: Readonly<Record<string, string>> = {}): Workplace {
  const base = mkdtempSync(join(tmpdir(), 'personctl-guides-'))
  onTestFinished(() => rmSync(base, { recursive: true, force: true }))
  const work = join(base, 'work')
  mkdirSync(work)
  mkdirSync(join(base, 'bin'))
  writeFileSync(join(base, 'bin/personctl'), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`)
  chmodSync(join(base, 'bin/personctl'), 0o755)
  const usual = {
    PATH: `${join(base, 'bin')}:${process.env['PATH']}`,
    HOME: base,
    ...settings,
  }
  return {
    at: (name) => join(work, name),
    read: (name) => readFileSync(join(work, name), 'utf8'),
    start(guide, args = [], { env = {}, stdin = '' } = {}) {
      // A group of its own, as a terminal has for each command: Ctrl-C reaches all of its processes.
      const child = spawn(join(folder, guide), args, { cwd: work, env: { ...usual, ...env }, detached: true })
      const written = { stdout: '', stderr: '' }
      for (const name of ['stdout', 'stderr'] as const) {
        child[name].setEncoding('utf8').on('data', (text: string) => {
          written[name] += text
        })
      }
      child.stdin.on('error', () => {})
      child.stdin.end(stdin)
      const outcome = new Promise<GuideOutcome>((resolve, reject) => {
        child.once('error', reject)
        child.once('close', (exitCode) => resolve({ exitCode, ...written }))
      })
      const kill = (signal: NodeJS.Signals) => void process.kill(-(child.pid ?? Number.NaN), signal)
      return Object.assign(outcome, { kill })
    },
  }
}

/** Starts a mock, and returns the settings for all of its services, as `mock exec` sets them. */
async function startServices(options: Parameters<typeof startMock>[0] = {}) {
  const mock = await startMock(options)
  const { PERSONCTL_CONTEXT: _, ...cern } = cernSettings(mock.url)
  return { mock, env: { ...cisSettings(mock.url), ...cern, ...dabpSettings(mock.url) } }
}

const rowsOf = (ndjson: string): Record<string, unknown>[] =>
  ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))

describe('the guides', () => {
  it.each(guides)(
    '%s says its usage and needs, has an entry in the index, and uses two commands at most',
    (guide) => {
      const script = readFileSync(join(folder, guide), 'utf8')
      const comment = script.split('\n').filter((line) => line.startsWith('#'))
      const code = script.split('\n').filter((line) => !line.startsWith('#'))
      expect(statSync(join(folder, guide)).mode & 0o111).toBe(0o111)
      expect(script).toMatch(/^#!\/bin\/sh\n# [A-Z]/)
      expect(comment.join('\n')).toMatch(new RegExp(`\n# usage: ${guide.replace('.', '\\.')}`))
      expect(comment.join('\n')).toMatch(/\n# needs: /)
      expect(code).toContain('set -eu')
      const commands = code.join('\n').match(/(?<![\w/])personctl /g) ?? []
      expect(commands.length).toBeGreaterThanOrEqual(1)
      expect(commands.length).toBeLessThanOrEqual(2)
      expect(comment.join('\n').includes('\n# Two commands')).toBe(commands.length === 2)
      const index = readFileSync(join(folder, 'README.md'), 'utf8').split('\n')
      expect(index.filter((line) => line.includes(`](${guide})`))).toHaveLength(1)
    },
  )

  it('are eighteen', () => {
    expect(guides).toHaveLength(18)
  })
})

describe.skipIf(process.platform === 'win32')('a guide', () => {
  it('exports active and inactive staff to one spreadsheet', async () => {
    const { env } = await startServices()
    const work = createWorkplace(env)
    expect(await work.start('staff-spreadsheet.sh')).toMatchObject({ exitCode: 0, stdout: '', stderr: '' })
    const content = work.read('staff.csv')
    expect(content.startsWith('\ufeff')).toBe(true)
    const rows = parseCsv(content.slice(1))
    const [header = []] = rows
    const column = (name: string) => rows.slice(1).map((row) => row[header.indexOf(name)])
    expect(new Set(column('active'))).toEqual(new Set(['true', 'false']))
    expect(new Set(column('staff_information.staff'))).toEqual(new Set(['true']))
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([header.length]))
    expect(new Set(column('user_id')).size).toBe(rows.length - 1)
  })

  it('prints the profiles of the members of a group, and names those who have none', async () => {
    const { env } = await startServices()
    const outcome = await createWorkplace(env).start('profiles-of-group.sh', ['atlas-readers'])
    expect(outcome.exitCode).toBe(3)
    const [header = [], ...rows] = parseCsv(outcome.stdout)
    expect(rows.map((row) => row[header.indexOf('primary_email')])).toEqual([
      'ada.lovelace@example.org',
      'grace.hopper@example.org',
    ])
    expect(outcome.stderr).toContain('charles.babbage@example.org')
  })

  it('prints the members of a nested group once', async () => {
    const { env } = await startServices()
    const outcome = await createWorkplace(env).start('members-of-nested-group.sh', ['atlas-readers'])
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    const [, ...rows] = parseCsv(outcome.stdout)
    expect(rows.map(([upn]) => upn).sort()).toEqual(['alovelace', 'cbabbage', 'ghopper'])
  })

  it('prints who has a policy, and succeeds also if somebody has not', async () => {
    const { mock, env } = await startServices({ people: 20 })
    const work = createWorkplace(env)
    const outcome = await work.start('people-with-policy.sh', ['Pension'])
    expect(outcome.exitCode).toBe(0)
    const [header = [], ...rows] = parseCsv(outcome.stdout)
    expect(new Set(rows.map((row) => row[header.indexOf('granted')]))).toEqual(new Set(['true', 'false']))
    expect(parseCsv(work.read('people.csv'))).toHaveLength(rows.length + 1)
    await mock.admin.faults.add({
      match: { operation: 'listUsers' },
      effect: { type: 'status', status: 403 },
    })
    expect(await work.start('people-with-policy.sh', ['Pension'])).toMatchObject({ exitCode: 5, stdout: '' })
  })

  it('lists what has changed since the last night', async () => {
    const { mock, env } = await startServices({ people: 20 })
    const work = createWorkplace(env)
    expect(await work.start('nightly-changes.sh', ['.'])).toMatchObject({ exitCode: 0 })
    await mock.admin.people.change('ad|Mozilla-LDAP|ada', {
      attributes: { 'staff_information.title': 'Countess' },
    })
    await mock.admin.people.delete('github|19061209')
    const { exitCode, stdout } = await work.start('nightly-changes.sh', ['.'])
    expect(exitCode).toBe(10)
    const [header = [], ...rows] = parseCsv(stdout)
    const changes = rows.map((row) => Object.fromEntries(row.map((cell, index) => [header[index], cell])))
    expect(changes).toContainEqual(
      expect.objectContaining({ change: 'changed', user_id: 'ad|Mozilla-LDAP|ada', new: 'Countess' }),
    )
    expect(changes).toContainEqual(expect.objectContaining({ change: 'gone', user_id: 'github|19061209' }))
    expect(await work.start('nightly-changes.sh', ['.'])).toMatchObject({ exitCode: 0 })
  })

  it('leaves the list of the last night as it is if the comparison fails', async () => {
    const { env } = await startServices({ people: 20 })
    const work = createWorkplace(env)
    writeFileSync(work.at('last.ndjson'), '{"user_id":')
    expect(await work.start('nightly-changes.sh', ['.'])).toMatchObject({ exitCode: 2, stdout: '' })
    expect(work.read('last.ndjson')).toBe('{"user_id":')
  })

  it('publishes the export of an HR system, and nothing the second time', async () => {
    const { mock, env } = await startServices()
    const { privateKey } = await mock.admin.publisherKeys.get('hris')
    const work = createWorkplace({ ...env, PERSONCTL_CIS_PUBLISHER_KEY: JSON.stringify(privateKey) })
    writeFileSync(work.at('export.csv'), hrExport)
    const first = await work.start('publish-hr-export.sh', ['export.csv'])
    expect(first.exitCode).toBe(0)
    expect(outcomesOf(first.stdout)).toEqual(['updated', 'updated', 'updated'])
    expect(outcomesOf(first.stderr)).toEqual(['would_update', 'would_update', 'would_update'])
    const { stdout } = await work.start('publish-hr-export.sh', ['export.csv'])
    expect(outcomesOf(stdout)).toEqual(['unchanged', 'unchanged'])
    const profile = await readProfile(mock.url, 'grace.hopper@example.org')
    expect(profile.staff_information?.title).toMatchObject({
      value: 'Rear Admiral',
      signature: { publisher: { name: 'hris' } },
    })
  })

  it('publishes the rest of an export from Windows in which somebody is not in CIS', async () => {
    const { mock, env } = await startServices()
    const { privateKey } = await mock.admin.publisherKeys.get('hris')
    const work = createWorkplace({ ...env, PERSONCTL_CIS_PUBLISHER_KEY: JSON.stringify(privateKey) })
    const text = `E-mail,Title,Team\nnobody@example.org,Ghost,\ngrace.hopper@example.org,Rear Admiral,Navy\n`
    writeFileSync(work.at('export.csv'), `\ufeff${text.replaceAll('\n', '\r\n')}`)
    const { exitCode, stdout, stderr } = await work.start('publish-hr-export.sh', ['export.csv'])
    expect(exitCode).toBe(3)
    expect(outcomesOf(stdout)).toEqual(['updated', 'updated'])
    expect(stderr).toContain('No person has the primary e-mail "nobody@example.org".')
    const profile = await readProfile(mock.url, 'grace.hopper@example.org')
    expect(profile.staff_information?.team?.value).toBe('Navy')
  })

  it('in TypeScript publishes the same export', async () => {
    const { mock, env } = await startServices()
    const { privateKey } = await mock.admin.publisherKeys.get('hris')
    const work = createWorkplace(env)
    writeFileSync(work.at('export.csv'), `${hrExport}nobody@example.org,Ghost,\n`.replaceAll('\n', '\r\n'))
    writeFileSync(work.at('key.json'), JSON.stringify(privateKey))
    const [, program = ''] = /```ts\n(.*?)```/s.exec(readFileSync(join(folder, 'publish.md'), 'utf8')) ?? []
    // It has no annotations, so that Node.js of any version can run it.
    writeFileSync(work.at('publish.mjs'), program)
    symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), work.at('node_modules'))
    const run = () =>
      promisify(execFile)(process.execPath, ['publish.mjs', 'export.csv', 'key.json'], {
        cwd: work.at('.'),
        env: { ...process.env, ...env },
      })
    const team = async () =>
      (await readProfile(mock.url, 'grace.hopper@example.org')).staff_information?.team?.value
    const ghost = 'nobody@example.org: nobody has this e-mail, or the token does not see the user id\n'
    expect(await run()).toEqual({
      stdout: 'ad|Mozilla-LDAP|ada: updated\ngithub|19061209: updated\n',
      stderr: ghost,
    })
    expect(await run()).toEqual({
      stdout: 'ad|Mozilla-LDAP|ada: unchanged\ngithub|19061209: unchanged\n',
      stderr: ghost,
    })
    expect(await team()).toBe(null)
  })

  it('looks up everybody in a column of a CSV file, and collects the unknown', async () => {
    const { env } = await startServices()
    const work = createWorkplace(env)
    writeFileSync(
      work.at('people.csv'),
      'name,email\nAda,ada.lovelace@example.org\nNobody,nobody@example.org\nGrace,grace.hopper@example.org\n',
    )
    const { exitCode, stdout, stderr } = await work.start('profiles-from-csv.sh', ['people.csv', 'email'])
    expect(exitCode).toBe(3)
    const [header = [], ...rows] = parseCsv(stdout)
    expect(rows.map((row) => row[header.indexOf('first_name')])).toEqual(['Ada', 'Grace'])
    expect(stderr).toContain('"nobody@example.org"')
    const wrong = await work.start('profiles-from-csv.sh', ['people.csv', 'mail'])
    expect(wrong.exitCode).toBe(2)
  })

  it('exports the directory from the nearly empty environment of cron', async () => {
    const { mock } = await startServices()
    const work = createWorkplace()
    const { PERSONCTL_CIS_CLIENT_SECRET: secret = '', ...settings } = cisSettings(mock.url)
    writeFileSync(work.at('secret'), secret, { mode: 0o600 })
    const lines = Object.entries({
      ...settings,
      PERSONCTL_CIS_CLIENT_SECRET_FILE: work.at('secret'),
      PERSONCTL_OUTPUT: 'ndjson',
    }).map(([name, value]) => `${name}=${value}\n`)
    writeFileSync(work.at('job.env'), lines.join(''))
    const outcome = await work.start('nightly-job.sh', [work.at('job.env'), work.at('.')])
    expect(outcome).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    const people = work.read('people.ndjson')
    expect(rowsOf(people).length).toBeGreaterThan(50)

    // A night that fails leaves the last list.
    await mock.admin.faults.add({
      match: { operation: 'listUsers' },
      effect: { type: 'status', status: 403 },
    })
    const failed = await work.start('nightly-job.sh', [work.at('job.env'), work.at('.')])
    expect(failed.exitCode).toBe(5)
    expect(work.read('people.ndjson')).toBe(people)
  })

  it('runs a command for members of a group only', async () => {
    const { env } = await startServices()
    const work = createWorkplace(env)
    const run = (person: string) =>
      work.start('deployment-gate.sh', [person, 'atlas-readers', 'echo', 'deployed'])
    expect(await run('alovelace')).toMatchObject({ exitCode: 0, stdout: 'deployed\n' })
    expect(await run('nobody')).toMatchObject({ exitCode: 3, stdout: '' })
    const admins = ['cbabbage', 'atlas-administrators', 'echo', 'deployed']
    expect(await work.start('deployment-gate.sh', admins)).toMatchObject({ exitCode: 10, stdout: '' })
  })

  it('replaces a secret by one that works, and by no other', async () => {
    const { mock } = await startServices({ clients: [{ id: 'sync', secret: 's3cret' }] })
    const user = userFolder()
    const work = createWorkplace(user.env)
    const add = ['context', 'add', 'work', '--mock', mock.url, '--client-id', 'sync', '--client-secret-stdin']
    await user.run([...add, '--secret-store', 'file'], { stdin: 's3cret' })
    writeFileSync(work.at('secret'), 'wr0ng\n', { mode: 0o600 })
    const wrong = await work.start('secret-rotation.sh', ['work', 'cis', 'secret'])
    expect(wrong.exitCode).toBe(4)
    expect(JSON.stringify(user.files())).not.toContain('wr0ng')
    writeFileSync(work.at('secret'), 's3cret\n', { mode: 0o600 })
    const right = await work.start('secret-rotation.sh', ['work', 'cis', 'secret'])
    expect(right).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('compares a person in two environments, regardless of variables', async () => {
    const [{ mock: test }, { mock: production }] = [await startServices(), await startServices()]
    await production.admin.people.change('ad|Mozilla-LDAP|ada', { attributes: { first_name: 'Augusta' } })
    const user = userFolder()
    for (const [name, { url }] of [['test', test] as const, ['live', production] as const]) {
      await user.run(['context', 'add', name, '--mock', url, '--secret-store', 'file'])
    }
    const work = createWorkplace(user.env)
    const args = ['ada.lovelace@example.org', 'test', 'live']
    const { exitCode, stdout } = await work.start('compare-environments.sh', args, {
      env: cisSettings(test.url),
    })
    expect(exitCode).toBe(1)
    expect(stdout.split('\n').filter((line) => /^[-+](?!last_modified)\w/.test(line))).toEqual([
      '-first_name: Ada',
      '+first_name: Augusta',
    ])
  })

  it('shows the claims of a token, and not the token', async () => {
    const { env } = await startServices()
    const outcome = await createWorkplace(env).start('token-claims.sh', ['cis'])
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(outcome.stdout)).toMatchObject({ format: 'jwt', client_id: 'demo' })
    expect(outcome.stdout).not.toMatch(/eyJ/)
  })

  it('lists all pages of an endpoint that has no command', async () => {
    const { env } = await startServices({ groups: 100, pageSize: 3 })
    const outcome = await createWorkplace(env).start('any-endpoint.sh', ['atlas'])
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    const names = rowsOf(outcome.stdout).map(({ displayName }) => String(displayName))
    expect(names.length).toBeGreaterThan(3)
    expect(names.every((name) => /atlas/i.test(name))).toBe(true)
  })

  it.each([['resume-after-interrupt.sh', 'SIGINT']] as const)(
    '%s gives every person once after %s',
    async (guide, signal) => {
      const { mock, env } = await startServices({ people: 200, pageSize: 20 })
      const work = createWorkplace(env)
      const effect = { type: 'delay', delayMs: 600_000 } as const
      await mock.admin.faults.add({ match: { operation: 'listUsers' }, effect, after: 4, times: 1 })
      const first = work.start(guide, ['people.ndjson'])
      await Promise.race([hasFired(mock.admin), first])
      first.kill(signal)
      expect((await first).exitCode).not.toBe(0)
      await mock.admin.faults.clear()

      const second = await work.start(guide, ['people.ndjson'])
      expect(second).toMatchObject({ exitCode: 0, stdout: '' })
      const ids = rowsOf(work.read('people.ndjson')).map(({ user_id }) => user_id)
      const whole = await createWorkplace(env).start('without-home.sh')
      expect(ids).toEqual(rowsOf(whole.stdout).map(({ user_id }) => user_id))
      expect(ids.length).toBeGreaterThan(100)
      expect(readdirSync(work.at('.')).filter((name) => name.endsWith('.checkpoint'))).toEqual([])
    },
  )

  it('writes the groups of each person to a file of its own', async () => {
    const { env } = await startServices()
    const work = createWorkplace(env)
    const stdin = 'alovelace\nghopper\ncbabbage\n'
    const outcome = await work.start('groups-in-parallel.sh', ['.'], { stdin })
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(readdirSync(work.at('.')).sort()).toEqual(['alovelace.csv', 'cbabbage.csv', 'ghopper.csv'])
    expect(work.read('alovelace.csv')).toContain('atlas-readers')
  })

  it('runs without a home folder', async () => {
    const { env } = await startServices()
    const outcome = await createWorkplace(env).start('without-home.sh', [], {
      env: { HOME: '/nonexistent' },
    })
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(rowsOf(outcome.stdout).length).toBeGreaterThan(50)
  })

  it('needs no network for an example of an export', async () => {
    // Nothing is there: a request would fail.
    const env = { ...cisSettings('http://127.0.0.1:9'), HTTPS_PROXY: 'http://127.0.0.1:9' }
    const attributes = ['staff_information.title', 'first_name']
    const outcome = await createWorkplace(env).start('without-network.sh', attributes)
    expect(outcome.exitCode).toBe(0)
    expect(outcome.stderr).toContain('classification:mozilla_confidential')
    const [header, ada] = parseCsv(outcome.stdout)
    expect(header).toEqual(['primary_email', ...attributes])
    expect(ada).toEqual(['ada.lovelace@example.org', 'Principal Engineer', 'Ada'])
  })
})

/** Resolves as soon as a fault of the mock has been used. */
async function hasFired({ faults }: Admin): Promise<void> {
  for (;;) {
    if ((await faults.list()).some(({ fired }) => fired > 0)) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const hrExport =
  'E-mail,Title,Team\nada.lovelace@example.org,Countess,Engines\ngrace.hopper@example.org,Rear Admiral,\n'

function outcomesOf(csv: string): (string | undefined)[] {
  const [header = [], ...rows] = parseCsv(csv)
  return rows.map((row) => row[header.indexOf('outcome')])
}

async function readProfile(url: string, primaryEmail: string): Promise<Profile> {
  const auth = clientCredentials({
    clientId: 'demo',
    clientSecret: 'demo-secret',
    tokenUrl: `${url}/oauth/token`,
  })
  await using cis = createCisClient({ baseUrl: url, auth })
  return await cis.users.get({ primaryEmail })
}
