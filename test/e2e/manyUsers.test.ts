import { expect, it } from 'vitest'
import { runPersonctl } from '../cli/runPersonctl.ts'
import { startedMock } from '../mock-server/startedMock.ts'
import { cisSettings } from './cisSettings.ts'

it('a thousand ids from stdin, twenty at once, are answered in order, and nobody is lost', async () => {
  const env = cisSettings((await startedMock(['--people', '1000'])).url)
  const list = await runPersonctl(['user', 'list', '--raw', '-o', 'ndjson'], { env })
  const rows = list.stdout.split('\n').slice(0, -1)
  const ids: string[] = rows.map((line) => JSON.parse(line).user_id.value)
  expect(ids.length).toBeGreaterThan(500)

  const args = ['user', 'get', '-', '--concurrency', '20', '--keep-going', '--raw', '-o', 'ndjson']
  const stdin = ids.toSpliced(100, 0, 'ad|nobody').join('\n')
  const { exitCode, stdout, stderr } = await runPersonctl([...args, '--debug'], { env, stdin })
  expect(exitCode).toBe(3)
  expect(stdout.split('\n').slice(0, -1)).toEqual(rows)
  expect(stderr.match(/^debug: POST .*\/oauth\/token$/gm)).toHaveLength(1)
  expect(stderr.match(/^\{.*$/gm)).toHaveLength(2)
}, 120_000)
