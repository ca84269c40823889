import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cisSettings } from '../e2e/helpers/cisSettings.ts'
import { jsonError, type RunOptions, runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'

/** Starts a mock and returns functions that pull from it and read the metrics. */
async function metricsOfMock(people: number) {
  const mock = await startMock({ people })
  const folder = await temporaryFolder()
  const [to, file] = [join(folder, 'people.db'), join(folder, 'metrics', 'personctl.prom')]
  await mkdir(join(folder, 'metrics'))
  const pull = (args: readonly string[] = [], options: RunOptions = {}) =>
    runPersonctl(['mirror', 'pull', '--to', to, '--metrics-file', file, ...args], {
      ...options,
      env: { ...cisSettings(mock.url), ...options.env },
    })
  return { mock, folder, to, file, pull, read: async () => parseMetrics(await readFile(file, 'utf8')) }
}

/** Returns the values of metrics by name and labels, except for the label of the mirror. Fails for an invalid text. */
function parseMetrics(text: string): Record<string, number> {
  const values: Record<string, number> = {}
  const known = new Map<string, Set<string>>()
  for (const line of text.split(/\n/).slice(0, -1)) {
    const [, keyword = '', described = ''] = /^# (HELP|TYPE) (\w+) .+$/.exec(line) ?? []
    if (keyword !== '') {
      known.set(described, new Set([...(known.get(described) ?? []), keyword]))
      continue
    }
    const match = /^(\w+)\{mirror="(?:[^"\\\n]|\\[\\"n])*"(?:,((?:\w+="\w+",?)*))?\} (-?[\d.]+)$/.exec(line)
    expect(match, line).not.toBeNull()
    const [, name = '', labels, value] = match ?? []
    expect([...(known.get(name) ?? [])], name).toEqual(['HELP', 'TYPE'])
    values[`${name.replace('personctl_mirror_', '')}${labels === undefined ? '' : `{${labels}}`}`] =
      Number(value)
  }
  expect(text.endsWith('\n')).toBe(true)
  return values
}

it('--metrics-file has the outcome, the rows and the changes of each pull for Prometheus', async () => {
  const { mock, folder, to, file, pull, read } = await metricsOfMock(40)
  const before = Date.now() / 1000
  expect(await pull()).toMatchObject({ exitCode: 0 })
  const first = await read()
  expect(first).toMatchObject({
    run_success: 1,
    'rows{collection="cis_person"}': 40,
    'changes{kind="added"}': 0,
    'changes{kind="deactivated"}': 0,
    requests: expect.any(Number),
    duration_seconds: expect.any(Number),
  })
  expect(first['last_published_timestamp_seconds{service="cis"}']).toBeGreaterThan(before - 1)
  expect(first['requests']).toBeGreaterThan(1)
  expect(await readFile(file, 'utf8')).toContain(`personctl_mirror_run_success{mirror="${to}"} 1\n`)

  await mock.admin.people.deactivate('grace.hopper@example.org')
  await pull()
  expect(await read()).toMatchObject({ run_success: 1, 'changes{kind="deactivated"}': 1 })
  expect(await readdir(join(folder, 'metrics'))).toEqual(['personctl.prom'])
})

it('--metrics-file says of a pull that failed or was refused when the last complete run was', async () => {
  const { mock, pull, read } = await metricsOfMock(60)
  await pull()
  const { 'last_published_timestamp_seconds{service="cis"}': published } = await read()
  await mock.admin.faults.add({ match: { operation: 'listUsers' }, effect: { type: 'status', status: 403 } })
  expect(await pull()).toMatchObject({ exitCode: 5 })
  const failed = await read()
  expect(failed).toMatchObject({ run_success: 0, 'rows{collection="cis_person"}': 60 })
  expect(failed['last_published_timestamp_seconds{service="cis"}']).toBe(published)

  await mock.admin.faults.clear()
  for (const email of ['ada.lovelace@example.org', 'grace.hopper@example.org'])
    await mock.admin.people.delete(email)
  expect(await pull(['--max-gone', '1'])).toMatchObject({ exitCode: 10 })
  expect(await read()).toMatchObject({ run_success: 0, 'changes{kind="removed"}': 0 })
  expect(await pull(['--accept', '3'])).toMatchObject({ exitCode: 0 })
  expect(await read()).toMatchObject({ run_success: 1, 'changes{kind="removed"}': 2, requests: 0 })
})

it('--metrics-file has a failure for a database that cannot be used, without its password', async () => {
  const file = join(await temporaryFolder(), 'personctl.prom')
  const to = 'postgres://me:s3cr%21t@127.0.0.1:1/people?password=s3cr%21t'
  const args = ['mirror', 'pull', 'cis', '--demo', '--to', to, '--metrics-file', file]
  expect(await runPersonctl(args)).toMatchObject({ exitCode: 7 })
  const text = await readFile(file, 'utf8')
  expect(parseMetrics(text)).toMatchObject({ run_success: 0 })
  expect(text).toContain('{mirror="postgres://127.0.0.1:1/people"} 0')
  expect(text).not.toContain('s3cr')
})

it('a pull beside another one leaves the file of metrics to that one', async () => {
  const { to, file, pull } = await metricsOfMock(20)
  await pull()
  await writeFile(file, 'of the other pull\n')
  const { default: Database } = await import('libsql')
  const other = new Database(`${to}.lock`)
  other.exec('begin exclusive')
  expect(jsonError(await pull())).toMatchObject({ code: 'mirror_busy' })
  expect(await pull(['--if-busy', 'skip'])).toMatchObject({
    exitCode: 0,
    stderr: expect.stringContaining('Nothing was done.'),
  })
  other.close()
  expect(await readFile(file, 'utf8')).toBe('of the other pull\n')
})

it('a file of metrics that cannot be written ends with 1 after the pull, and a device is left as it is', async () => {
  const { folder, to, pull } = await metricsOfMock(20)
  const missing = await pull(['--metrics-file', join(folder, 'nowhere', 'a.prom'), '-o', 'ndjson'])
  expect(missing).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('"status":"published"') })
  expect(missing.stderr).toContain('ENOENT')
  for (const path of ['/dev/null', join(folder, 'metrics')]) {
    const outcome = await pull(['--metrics-file', path])
    expect(outcome, path).toMatchObject({ exitCode: 1 })
    expect(outcome.stderr).toContain('is not a file')
  }
  // The failure of the pull comes first.
  const both = await runPersonctl([
    ...['mirror', 'pull', 'dabp', '--to', to, '--metrics-file', join(folder, 'nowhere', 'a.prom')],
  ])
  expect(both.exitCode).not.toBe(1)
  expect(both.stderr).toContain('"code":"not_writable"')
})

it('--metrics-file follows a link, and replaces the file that it leads to', async () => {
  const { folder, file, pull, read } = await metricsOfMock(20)
  const link = join(folder, 'link.prom')
  await writeFile(file, '')
  await symlink(file, link)
  expect(await pull(['--metrics-file', link])).toMatchObject({ exitCode: 0 })
  expect(await read()).toMatchObject({ run_success: 1 })
})
