import { describe, expect, it } from 'vitest'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'
import { cernSettings } from './helpers/cernSettings.ts'
import { cisSettings } from './helpers/cisSettings.ts'

/** What a run printed, which must have gone well and without a word. */
async function printed(args: readonly string[], env: Record<string, string>, stdin = ''): Promise<string> {
  const { exitCode, stdout, stderr } = await runPersonctl(args, { env, stdin })
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  return stdout
}

describe('personctl api against personctl-mock', () => {
  it('prints the same lists as other commands', async () => {
    const mock = await startMock({ people: 450, groups: 1500 })
    const cis = cisSettings(mock.url)
    const cern = cernSettings(mock.url)
    const ids = ['user', 'ids', '--connection-method', 'ad', '-o', 'ndjson']
    const users = [
      'api',
      'cis',
      '/v2/users/id/all',
      '-p',
      'connectionMethod=ad',
      '--paginate',
      '-o',
      'ndjson',
    ]
    expect(await printed(users, cis)).toBe(await printed(ids, cis))
    expect(await printed(['api', 'cis', '/v2/users', '--paginate'], cis)).toBe(
      await printed(['user', 'list', '--raw', '-o', 'json'], cis),
    )
    const groups = ['api', 'cern', '/api/v1.0/Group?limit=400', '--paginate']
    expect(await printed(groups, cern)).toBe(await printed(['group', 'list', '-o', 'json'], cern))
  })

  it('prints one object, and the response for an unknown one', async () => {
    const env = cernSettings((await startMock()).url)
    const { data } = JSON.parse(await printed(['api', 'cern', '/api/v1.0/Identity/alovelace'], env))
    expect(data).toEqual(JSON.parse(await printed(['identity', 'get', 'alovelace'], env)))
    const missing = await runPersonctl(['api', 'cern', '/api/v1.0/Identity/nobody'], { env })
    expect(missing).toMatchObject({ exitCode: 3, stdout: '' })
    expect(jsonError(missing)).toMatchObject({ status: 404, body: { data: null } })
  })

  it('creates the object on stdin once', async () => {
    const env = cernSettings((await startMock()).url)
    const path = '/api/v1.0/Application/atlas-shift-planner/roles'
    const role = {
      ...{ name: 'watcher', displayName: 'Watcher', description: '' },
      ...{ required: false, multifactor: false, applyToAllUsers: false },
    }
    await printed(['api', 'cern', path, '--body-file', '-'], env, JSON.stringify(role))
    const { data } = JSON.parse(await printed(['api', 'cern', path], env))
    expect(data.filter(({ name }: { name: string }) => name === 'watcher')).toHaveLength(1)
  })
})
