import { profileAttributes } from '@personctl/sdk'
import { describe, expect, it } from 'vitest'
import { csvRecords } from '../helpers/parseCsv.ts'
import { runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'
import { cisSettings } from './helpers/cisSettings.ts'
import { startFlakyProxy, type Trouble, troubles } from './helpers/flakyProxy.ts'

describe('against a server that fails one request in five,', () => {
  const lists = [
    'list',
    'list --active false',
    'ids --connection-method ad --active any',
    'search staff_information.staff=true',
    'search staff_information.staff=true --not --full',
  ]
  const pages = { people: 400, pageSize: 20 }

  it.each(lists)('user %s prints everybody once', async (line) => {
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

  it('user ids reports a page that never comes, and resumes later', async () => {
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

describe('with --demo,', () => {
  it.each([
    'list',
    'ids --connection-method ad',
    'search staff_information.staff=true',
    'search staff_information.staff!=true --full',
  ])('user %s prints rows as json, csv and table', async (line) => {
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

  it('user exists and user list find an e-mail, active or not', async () => {
    const email = 'charles.babbage@example.org'
    const exists = await runPersonctl(['user', 'exists', email, '--demo'])
    expect(exists.exitCode).toBe(0)
    expect(JSON.parse(exists.stdout)).toMatchObject({ cis: true })
    expect((await runPersonctl(['user', 'exists', 'nobody@example.org', '--demo'])).exitCode).toBe(10)
    const list = ['user', 'list', '--email', email, '--demo']
    expect(JSON.parse((await runPersonctl(list)).stdout)).toEqual([])
    expect(JSON.parse((await runPersonctl([...list, '--active', 'false'])).stdout)).toHaveLength(1)
  })

  it('user validate accepts everybody', async () => {
    const { stdout } = await runPersonctl(['user', 'list', '--raw', '-o', 'ndjson', '--demo'])
    const { exitCode, stdout: report } = await runPersonctl(['user', 'validate', '-'], { stdin: stdout })
    expect(JSON.parse(report)).toMatchObject({ valid: true, problems: [] })
    expect(exitCode).toBe(0)
  })
})

it('scopes for prints scopes that make the attributes visible', async () => {
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
