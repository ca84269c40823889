import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { cernSettings } from '../e2e/helpers/cernSettings.ts'
import { cisSettings } from '../e2e/helpers/cisSettings.ts'
import { parseCsv } from '../helpers/parseCsv.ts'
import { complete, jsonError, type RunOptions, runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'
import { temporaryFile, temporaryFolder } from '../helpers/temporaryFile.ts'

const ada = 'ada.lovelace@example.org'

/** Returns a function that runs a command of the mirror on a database. */
function onMirror(to: string, env: RunOptions['env'] = {}) {
  return (args: readonly string[], options: RunOptions = {}) =>
    runPersonctl(['mirror', ...args, '--to', to], { ...options, env: { ...env, ...options.env } })
}

const newFile = async () => join(await temporaryFolder(), 'people.db')

describe('a mirror of the embedded directory', () => {
  let demo: ReturnType<typeof onMirror>
  beforeAll(async () => {
    demo = onMirror(await newFile())
    const { exitCode, stdout, stderr } = await demo(['pull', '--demo', '-o', 'ndjson'])
    expect(exitCode, stderr).toBe(0)
    const rows = stdout.trim().split('\n')
    expect(rows.map((line) => JSON.parse(line))).toMatchObject([
      { run: 1, service: 'cis', status: 'published', rows: 100, reason: null },
      { run: 1, service: 'cern', status: 'published', tables: { cern_group: { seen: 40 } } },
      { run: 1, service: 'dabp', status: 'published' },
    ])
    expect(JSON.parse(stderr)).toMatchObject({
      notice: {
        code: 'pulled',
        message: expect.stringMatching(/^Run 1 is published: \d+ rows, 0 changes, \d+ requests, /),
      },
    })
  })

  it('tells who has left and is still in a group, as a table with rows', async () => {
    const { exitCode, stdout } = await demo(['query', 'left-but-in-a-group'], {
      terminal: 'both',
      columns: 140,
    })
    expect(exitCode).toBe(0)
    const [heading = '', ...rows] = stdout.trim().split('\n')
    expect(heading).toMatch(/^PRIMARY EMAIL +STATUS +GROUP IDENTIFIER +DIRECT +LINKED BY +SINCE/)
    expect(rows.find((row) => row.includes('atlas-readers'))).toMatch(
      /^charles\.babbage@example\.org +deactivated +atlas-readers +true +email/,
    )
  })

  it('lists the questions with their parameters and SQL', async () => {
    const list = JSON.parse((await demo(['query', '--list', '-o', 'json'])).stdout)
    expect(list).toHaveLength(8)
    for (const { name, question, sql } of list) {
      expect(question).toMatch(/^[A-Z].*\?$/)
      expect(sql).toMatch(/^(select|with)\b/)
      expect(await demo(['query', name, '-o', 'csv']), name).toMatchObject({ exitCode: 0, stderr: '' })
    }
  })

  it('completes the names of questions, tables and views', async () => {
    const { exportNames, questions } = await import('@personctl/mirror')
    const offered = async (verb: string) =>
      (await complete(['2', 'mirror', verb, ''])).trim().split('\n').sort()
    expect(await offered('query')).toEqual(questions.map(({ name }) => name).sort())
    const live = exportNames.filter((name) => !/_version$|^run/.test(name))
    expect(await offered('export')).toEqual([...live].sort())
  })

  it('takes SQL with parameters, also from stdin', async () => {
    const sql = 'select primary_email, active from person where primary_email = :email'
    const expected = 'primary_email,active\r\nada.lovelace@example.org,true\r\n'
    const parameter = ['--parameter', `email=${ada}`, '-o', 'csv']
    expect((await demo(['query', sql, ...parameter])).stdout).toBe(expected)
    expect((await demo(['query', '-', ...parameter], { stdin: `${sql};\n` })).stdout).toBe(expected)
  })

  it('shows the columns of a table by a pragma that only reads', async () => {
    const { stdout } = await demo([
      'query',
      'pragma table_info(cis_person)',
      '--columns',
      'name',
      '-o',
      'text',
    ])
    expect(stdout.split('\n').slice(0, 3)).toEqual(['uuid', 'active', 'user_id'])
    expect(await demo(['query', 'pragma user_version', '-o', 'csv'])).toMatchObject({ exitCode: 0 })
  })

  it.each([
    [['query', 'select uuid frm person'], 'invalid_query', 'line 1, column 17'],
    [['query', 'delete from cis_person_version'], 'invalid_query', 'attempt to write a readonly database'],
    [['query', 'select :a'], 'invalid_query', 'The parameter :a has no value'],
    [
      ['query', 'pragma journal_mode = delete'],
      'invalid_query',
      'may not use pragma journal_mode with a value',
    ],
    [['query', 'explain pragma query_only=0'], 'invalid_query', 'may not use pragma query_only with a value'],
    [['query', 'pragma main.wal_checkpoint(truncate)'], 'invalid_query', 'may not use pragma wal_checkpoint'],
    [['query', 'pragma optimize;'], 'invalid_query', 'may not use pragma optimize.'],
    [['query', "attach 'other.db' as other"], 'invalid_query', 'returns no rows'],
    [['query', "vacuum into 'copy.db'"], 'invalid_query', 'returns no rows'],
    [['query', '.load evil'], 'invalid_query', 'line 1, column 1: .load is a command of a shell'],
    [['query', String.raw`\d person`], 'invalid_query', String.raw`\d is a command of a shell`],
    [['query', 'left-but-in-group'], 'unknown_question', 'left-but-in-group'],
    [['query', 'who-may', '-p', 'wat=x'], 'invalid_argument', 'no parameter "wat"'],
    [['query', 'who-may', '-p', 'what'], 'usage', '--parameter is "what"'],
    [
      ['pull', '--demo', '--group', 'atlas'],
      'invalid_argument',
      'The filter of groups "atlas" names no field.',
    ],
    [['query'], 'usage', 'The query is missing'],
    [['export', 'persn'], 'invalid_argument', 'persn'],
    [['diff', '--since', 'soon'], 'usage', '--since is "soon"'],
    [['prune', '--keep', '3'], 'usage', '--keep is "3"'],
    [['status', '--max-age', '3'], 'usage', '--max-age is "3"'],
    [['pull', '--rate', '0'], 'usage', '--rate is "0"; it takes a number of requests a second above 0.'],
    [['pull', '--rate', '-5'], 'usage', '--rate is "-5"'],
    [['pull', '--rate', '5/s'], 'usage', '--rate is "5/s"'],
    [['pull', '--rate', '0.0000001', '--demo'], 'invalid_argument', 'The rate is 1e-7.'],
    [['pull', '--concurrency', '17'], 'usage', '--concurrency is "17"'],
    [['pull', '--accept', '1', '--fresh'], 'usage', '--accept publishes a run as it is'],
  ])('ends with 2 for %j', async (args, code, text) => {
    const outcome = await demo(args)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    const error = jsonError(outcome)
    expect(error).toMatchObject({ code, message: expect.stringContaining(text) })
    if (/may not|returns no rows|shell/.test(text)) expect(error.hint).toContain('A query only reads')
  })

  it('ends with 3 for a run or a person that it does not have', async () => {
    expect(await demo(['diff', '--run', '77'])).toMatchObject({ exitCode: 3 })
    expect(await demo(['diff', '--since', '77'])).toMatchObject({ exitCode: 3, stdout: '' })
    expect(await demo(['diff', '--since', '0', '--person', 'nobody'])).toMatchObject({
      exitCode: 3,
      stdout: '',
    })
    expect(await demo(['pull', '--accept', '1'])).toMatchObject({ exitCode: 3 })
    expect(await demo(['forget', 'nobody'])).toMatchObject({ exitCode: 3 })
  })

  it('names the nearest question', async () => {
    const outcome = await demo(['query', 'left-but-in-group'])
    expect(jsonError(outcome).hint).toBe('Did you mean left-but-in-a-group?')
  })

  it('exports a view as csv and ndjson with the same rows', async () => {
    const csv = parseCsv((await demo(['export', 'person', '-o', 'csv'])).stdout)
    const ndjson = (await demo(['export', 'person', '-o', 'ndjson'])).stdout.trim().split('\n')
    expect(csv[0]?.slice(0, 3)).toEqual(['uuid', 'active', 'primary_email'])
    expect(csv.slice(1).map(([uuid]) => uuid)).toEqual(ndjson.map((line) => JSON.parse(line).uuid))
  })

  it('shows its age, and ends with 10 if it is too old', async () => {
    expect(await demo(['status', '--max-age', '1h', '-o', 'table'])).toMatchObject({ exitCode: 0 })
    const old = await demo(['status', '--max-age', '0s', '-o', 'table'])
    expect([0, 10]).toContain(old.exitCode)
    expect(old.stdout).toMatch(/^SERVICE +RUN +PUBLISHED/)
  })
})

describe('a mirror of a service', () => {
  it('reports what changed since a run, a time, and of a person, with exit code 10', async () => {
    const mock = await startMock({ people: 30 })
    const mirror = onMirror(await newFile(), cisSettings(mock.url))
    expect(await mirror(['pull'])).toMatchObject({ exitCode: 0 })
    expect(await mirror(['diff', '-o', 'csv'])).toMatchObject({ exitCode: 0 })
    await mock.admin.people.change(ada, { attributes: { 'staff_information.title': 'Countess' } })
    await mock.admin.people.deactivate('grace.hopper@example.org')
    expect(await mirror(['pull'])).toMatchObject({ exitCode: 0 })

    const { exitCode, stdout, stderr } = await mirror(['diff', '-o', 'ndjson'])
    expect(exitCode).toBe(10)
    const changes = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(changes).toMatchObject(
      [
        { run: 2, name: 'grace.hopper@example.org', kind: 'deactivated', attribute: 'active', new: false },
        { run: 2, name: ada, kind: 'changed', attribute: 'staff_information.title', new: 'Countess' },
      ].sort(
        (one, other) =>
          changes.findIndex(({ name }) => name === one.name) -
          changes.findIndex(({ name }) => name === other.name),
      ),
    )
    expect(JSON.parse(stderr).notice).toMatchObject({ code: 'changes' })

    const csv = parseCsv((await mirror(['diff', '--since', '1', '--person', ada, '-o', 'csv'])).stdout)
    expect(csv).toHaveLength(2)
    expect(await mirror(['diff', '--since', '2'])).toMatchObject({ exitCode: 0, stdout: '[]\n' })
    expect(await mirror(['diff', '--since', '1h', '--attribute', 'staff_information'])).toMatchObject({
      exitCode: 10,
    })
    expect(await mirror(['diff', '--since', '2099-01-01'])).toMatchObject({ exitCode: 0 })
  })

  it('names the group of a membership, and shows only the differences of values in a table', async () => {
    const mock = await startMock({ people: 20 })
    const mirror = onMirror(await newFile(), { ...cisSettings(mock.url), ...cernSettings(mock.url) })
    const pull = () => mirror(['pull', '--group', 'groupIdentifier:eq:crew'])
    await mock.admin.groups.add({ groupIdentifier: 'crew' })
    expect(await pull()).toMatchObject({ exitCode: 0 })
    const groups = { 'access_information.ldap': { all_staff: null, vpn_default: null, sailors: null } }
    await mock.admin.people.change(ada, { attributes: groups })
    await mock.admin.groups.addMember('crew', 'alovelace')
    await mock.admin.people.delete('grace.hopper@example.org')
    expect(await pull()).toMatchObject({ exitCode: 0 })

    const { stdout } = await mirror(['diff', '-o', 'table'])
    const [heading = '', ...rows] = stdout.trim().split('\n')
    expect(heading).toMatch(/^RUN +NAME +KIND +ATTRIBUTE +OLD +NEW +TABLE +AT$/)
    const expectRow = (text: RegExp, words: string) => {
      const found = rows.filter((row) => text.test(row)).map((row) => row.replaceAll(/ +/g, ' '))
      const at = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`
      expect(found).toEqual([expect.stringMatching(new RegExp(`^2 ${words} ${at}$`))])
    }
    const ldap = 'access_information.ldap'
    expectRow(/ldap/, `${ada} changed ${ldap} team_analytical_engine sailors cis_person`)
    expectRow(/alovelace/, 'alovelace in crew added cern_member')
    expectRow(/grace/, 'grace.hopper@example.org removed cis_person')
    const csv = parseCsv((await mirror(['diff', '--table', 'cern_member', '-o', 'csv'])).stdout)
    expect(csv.map(([, , , name, group]) => [name, group])).toEqual([
      ['name', 'group'],
      ['alovelace', 'crew'],
    ])
    const removed = (await mirror(['diff', '--kind', 'removed', '--table', 'cis_person', '-o', 'ndjson']))
      .stdout
    expect(JSON.parse(removed)).toMatchObject({ group: null, old: { active: true } })
  })

  it('says that changes are missing that were removed as too old', async () => {
    const mock = await startMock({ people: 10 })
    const mirror = onMirror(await newFile(), cisSettings(mock.url))
    await mirror(['pull'])
    await mock.admin.people.deactivate(ada)
    await mirror(['pull'])
    const noticesOf = async (args: string[]) => {
      const { stderr } = await mirror(['diff', ...args])
      const lines = stderr.split('\n').filter((line) => line !== '')
      return lines.map((line) => JSON.parse(line).notice?.code)
    }
    expect(await noticesOf(['--since', '1'])).toEqual(['changes'])
    await mirror(['prune', '--keep', '0d'])
    for (const args of [
      ['--since', '1'],
      ['--since', '1h'],
      ['--run', '2'],
    ])
      expect(await noticesOf(args)).toEqual(['pruned'])
    for (const args of [[], ['--since', '2'], ['--since', '2099-01-01']])
      expect(await noticesOf(args)).toEqual([])
  })

  it('refuses a run in which too many vanished, and accepts that very run without a request', async () => {
    const mock = await startMock({ people: 60 })
    const mirror = onMirror(await newFile(), cisSettings(mock.url))
    await mirror(['pull'])
    const { people } = await mock.admin.people.list({ limit: 20 })
    for (const { uuid } of people) await mock.admin.people.delete(uuid ?? '')
    const refused = await mirror(['pull', '--max-gone', '5', '-o', 'ndjson'])
    expect(refused.exitCode).toBe(10)
    expect(JSON.parse(refused.stdout)).toMatchObject({ run: 2, status: 'refused' })
    expect(JSON.parse(refused.stderr).error).toMatchObject({
      code: 'too_many_gone',
      hint: expect.stringContaining('mirror pull --accept 2'),
    })
    expect((await mirror(['query', 'select count(*) from cis_person', '-o', 'text'])).stdout).toBe('60\n')
    expect(await mirror(['diff', '--run', '2', '--kind', 'removed', '-o', 'csv'])).toMatchObject({
      exitCode: 10,
    })
    await mock.admin.requests.clear()
    expect(await mirror(['pull', '--accept', '2'])).toMatchObject({ exitCode: 0 })
    expect(await mock.admin.requests.count()).toBe(0)
    expect((await mirror(['query', 'select count(*) from cis_person', '-o', 'text'])).stdout).toBe('40\n')
  })

  it('says why a pull failed with the exit code of the service, and continues it', async () => {
    const mock = await startMock({ people: 120 })
    const mirror = onMirror(await newFile(), cisSettings(mock.url))
    await mock.admin.faults.add({
      match: { operation: 'listUsers' },
      effect: { type: 'status', status: 403 },
    })
    const failed = await mirror(['pull'])
    expect(failed).toMatchObject({ exitCode: 5, stdout: '' })
    expect(jsonError(failed)).toMatchObject({
      service: 'cis',
      status: 403,
      hint: expect.stringContaining('The same command continues this one.'),
    })
    const status = JSON.parse((await mirror(['status'])).stdout)
    expect(status).toMatchObject([{ service: 'cis', run: null, pending: { status: 'interrupted' } }])
    await mock.admin.faults.clear()
    expect(await mirror(['pull'])).toMatchObject({ exitCode: 0 })
  })

  it('sends at most as many requests a second as --rate allows', async () => {
    const mock = await startMock({ people: 120 })
    const mirror = onMirror(await newFile(), cisSettings(mock.url))
    const { exitCode, stdout } = await mirror(['pull', '--rate', '12.5', '-o', 'ndjson'])
    expect(exitCode).toBe(0)
    const { requests, seconds } = JSON.parse(stdout)
    expect(requests).toBe(await mock.admin.requests.count({ operation: 'listUsers' }))
    expect(requests).toBeGreaterThan(5)
    // The first request need not wait.
    expect(seconds).toBeGreaterThanOrEqual(Math.floor((requests - 1) * 0.8) / 10)
  })

  it('stores pseudonyms in place of people, with the key of a file that nothing shows', async () => {
    const mock = await startMock({ people: 20 })
    const to = await newFile()
    const mirror = onMirror(to, cisSettings(mock.url))
    const key = await temporaryFile('key', 'a long secret of this house\n')
    const pulled = await mirror(['pull', '--pseudonymise', key, '--only', 'primary_email', '--debug'])
    expect(pulled.exitCode, pulled.stderr).toBe(0)
    expect(pulled.stdout + pulled.stderr).not.toContain('a long secret')
    const exported = await mirror(['export', 'cis_person', '-o', 'ndjson'])
    expect(exported.stdout).not.toMatch(/lovelace|example\.org/)
    expect((await stat(to)).mode & 0o777).toBe(0o600)
    expect(jsonError(await mirror(['pull']))).toMatchObject({ code: 'other_plan' })
  })

  it('shows the count, the rate and what is left on a terminal', async () => {
    const mock = await startMock({ people: 60 })
    const mirror = onMirror(await newFile(), cisSettings(mock.url))
    await mirror(['pull'])
    const { stderr } = await mirror(['pull'], { terminal: 'stderr', columns: 160 })
    // What is left is estimated by the last run, since CIS does not say how many people there are.
    expect(stderr).toMatch(
      /\rcis active people: \d+ of about \d+ rows(?:, [\d,]+ a second, \d+ s left)?, \d+ requests?/,
    )
    // The last line is for machines and people alike, and nothing is left of the progress.
    expect(stderr).toMatch(/\{"notice":\{"code":"pulled".*\}\}\n$/)
  })
})

describe('a database that cannot be used', () => {
  it.each<[string, () => Promise<string>, number, string]>([
    [
      'a file that is not a mirror',
      async () => temporaryFile('notes.txt', 'Buy milk.\n'.repeat(200)),
      2,
      'not_a_mirror',
    ],
    ['a folder', temporaryFolder, 2, 'not_a_mirror'],
    ['a file that does not exist', newFile, 2, 'mirror_not_found'],
    [
      'a server that is down',
      async () => 'postgres://me:s3cr%21t@127.0.0.1:1/people',
      7,
      'database_unreachable',
    ],
    ['another kind of database', async () => 'mysql://me:s3cr%21t@127.0.0.1/people', 2, 'invalid_argument'],
  ])('is told from others if it is %s, and shows no password', async (_, create, exitCode, code) => {
    const to = await create()
    for (const args of [['query', 'person'], ['status'], ['diff'], ['export', 'person'], ['forget', 'ada']]) {
      const outcome = await runPersonctl(['mirror', ...args, '--to', to, '--debug'])
      expect(outcome, args.join(' ')).toMatchObject({ exitCode, stdout: '' })
      expect(outcome.stderr).toContain(`"code":"${code}"`)
      expect(outcome.stderr).not.toMatch(/s3cr(%21|!)t/)
    }
  })

  it('leaves a mirror of a newer version as it is', async () => {
    const to = await newFile()
    const mirror = onMirror(to)
    await mirror(['pull', 'cis', '--demo'])
    const { openMirror } = await import('@personctl/mirror')
    await using open = await openMirror(to)
    expect(open.description).toBe(to)
    // Any other version would do: what counts is that nothing is written.
    const { default: Database } = await import('libsql')
    const database = new Database(to)
    database.exec("update mirror_meta set value = '99' where key = 'schema_version'")
    database.close()
    for (const args of [['pull', 'cis', '--demo'], ['status'], ['prune', '--keep', '1d']])
      expect(jsonError(await mirror(args))).toMatchObject({ code: 'mirror_newer' })
  })

  it('uses PERSONCTL_MIRROR, and otherwise a file in the folder of personctl', async () => {
    const folder = await temporaryFolder()
    const env = { PERSONCTL_CONFIG_DIR: folder }
    expect(await runPersonctl(['mirror', 'pull', 'cis', '--demo'], { env })).toMatchObject({ exitCode: 0 })
    expect((await stat(join(folder, 'mirror.sqlite'))).mode & 0o777).toBe(0o600)
    const other = await newFile()
    const outcome = await runPersonctl(['mirror', 'status'], { env: { ...env, PERSONCTL_MIRROR: other } })
    expect(jsonError(outcome)).toMatchObject({
      code: 'mirror_not_found',
      message: expect.stringContaining(other),
    })
    await writeFile(join(folder, 'mirror.sqlite'), '')
    expect(jsonError(await runPersonctl(['mirror', 'status'], { env }))).toMatchObject({
      code: 'mirror_not_found',
    })
  })
})
