import { expect } from 'vitest'
import { runPersonctl } from '../../helpers/runPersonctl.ts'
import { startMock } from '../../helpers/startMock.ts'
import { cisSettings } from './cisSettings.ts'

/** Looks up nearly everybody of a directory of this size by ids on stdin, twenty at once. */
export async function lookUpEverybody(people: number): Promise<void> {
  const mock = await startMock({ people })
  const env = cisSettings(mock.url)
  const list = await runPersonctl(['user', 'list', '--raw', '-o', 'ndjson'], { env })
  const rows = list.stdout.split('\n').slice(0, -1)
  const ids: string[] = rows.map((line) => JSON.parse(line).user_id.value)
  expect(ids.length).toBeGreaterThan(people / 2)

  const args = ['user', 'get', '-', '--concurrency', '20', '--keep-going', '--raw', '-o', 'ndjson']
  const stdin = ids.toSpliced(30, 0, 'ad|nobody').join('\n')
  await fetch(`${mock.url}/__admin/requests`, { method: 'DELETE' })
  const { exitCode, stdout, stderr } = await runPersonctl(args, { env, stdin })
  expect(exitCode).toBe(3)
  expect(stdout.split('\n').slice(0, -1)).toEqual(rows)
  expect(stderr.split('\n').slice(0, -1)).toHaveLength(2)
  const count = async (operation: string) =>
    (await fetch(`${mock.url}/__admin/requests/count?operation=${operation}`)).json()
  expect(await count('requestToken')).toEqual({ count: 1 })
}
