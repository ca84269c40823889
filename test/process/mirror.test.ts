import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { cisSettings } from '../e2e/helpers/cisSettings.ts'
import { bin } from '../helpers/personctlProcess.ts'
import { startMock } from '../helpers/startMock.ts'

const folder = (): string => mkdtempSync(join(tmpdir(), 'personctl-mirror-'))

/** Starts personctl in a process of its own, with a folder for its files. */
function start(args: readonly string[], env: Readonly<Record<string, string>> = {}, program: string = bin) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'], PERSONCTL_CONFIG_DIR: folder(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text
    })
  const ended = once(child, 'close').then(([exitCode, signal]) => ({ exitCode, signal, ...written }))
  return { child, ended, written }
}

it('the mirror that is not installed is named with the command that installs it, and with exit code 2', async () => {
  const alone = folder()
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(fileURLToPath(new URL(`../../packages/cli/${part}`, import.meta.url)), join(alone, part), {
      recursive: true,
    })
  const program = join(alone, 'bin/personctl.js')
  const { exitCode, stdout, stderr } = await start(['mirror', 'status'], {}, program).ended
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(JSON.parse(stderr).error.hint).toContain('npm install --global @personctl/mirror')
  expect(await start(['mirror', 'pull', '--help'], {}, program).ended).toMatchObject({ exitCode: 0 })
})

it('a second pull is told of the first, which ends with 130 at Ctrl-C, and is continued by the next one', async () => {
  const mock = await startMock({ people: 400 })
  const settings = { ...cisSettings(mock.url), PERSONCTL_MIRROR: join(folder(), 'people.db') }
  // The fourth page never comes, so that the pull is interrupted in the middle.
  const { id } = await mock.admin.faults.add({
    match: { operation: 'listUsers' },
    after: 3,
    times: 1,
    effect: { type: 'stall' },
  })
  const { child, ended } = start(['mirror', 'pull', 'cis'], settings)
  await mock.admin.requests.wait({ operation: 'listUsers', count: 4 })
  const second = await start(['mirror', 'pull', 'cis'], settings).ended
  expect(second).toMatchObject({ exitCode: 1, stdout: '' })
  expect(JSON.parse(second.stderr).error).toMatchObject({ code: 'mirror_busy' })
  const skipped = ['mirror', 'pull', 'cis', '--if-busy', 'skip', '--quiet']
  expect(await start(skipped, settings).ended).toMatchObject({ exitCode: 0, stdout: '', stderr: '' })
  child.kill('SIGINT')
  const { exitCode, stdout, stderr } = await ended
  expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' })
  expect(JSON.parse(stderr).error).toMatchObject({
    code: 'interrupted',
    hint: expect.stringContaining('The same command continues this one.'),
  })
  await mock.admin.faults.remove(id ?? '').catch(() => {})
  const before = await mock.admin.requests.count({ operation: 'listUsers' })
  expect(await start(['mirror', 'pull', 'cis'], settings).ended).toMatchObject({ exitCode: 0 })
  const whole = await mock.admin.requests.count({ operation: 'listUsers' })
  const { stdout: count } = await start(
    ['mirror', 'query', 'select count(*) from cis_person', '-o', 'text'],
    settings,
  ).ended
  expect(count).toBe('400\n')
  // Three pages were stored, and are not requested again.
  expect(whole - before).toBeLessThan(whole - 3)
})

it('a query whose reader leaves ends quietly, and one that never ends is ended by a signal at once', async () => {
  const PERSONCTL_MIRROR = join(folder(), 'people.db')
  expect(await start(['mirror', 'pull', 'cis', '--demo'], { PERSONCTL_MIRROR }).ended).toMatchObject({
    exitCode: 0,
  })
  const many = 'select a.uuid from cis_person a, cis_person b, cis_person c'
  const left = start(['mirror', 'query', many, '-o', 'ndjson'], { PERSONCTL_MIRROR })
  left.child.stdout.once('data', () => left.child.stdout.destroy())
  expect(await left.ended).toMatchObject({ exitCode: 0, stderr: '' })

  // Behind the first page, SQLite looks for a row that does not exist, and nothing else happens in the process.
  const endless =
    'with recursive n(i) as (select 1 union all select i + 1 from n) select i from n where i <= 600 or i < 0'
  const stuck = start(['mirror', 'query', endless, '-o', 'ndjson'], { PERSONCTL_MIRROR })
  await once(stuck.child.stdout, 'data')
  stuck.child.kill('SIGINT')
  expect(await stuck.ended).toMatchObject({ signal: 'SIGINT' })
})
