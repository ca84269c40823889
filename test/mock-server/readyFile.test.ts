import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createAdminClient } from '@personctl/mock-server'
import { expect, test } from 'vitest'
import { runMock, startMockCommand } from '../helpers/mockCommand.ts'
import { startMockProcessForTest } from '../helpers/mockProcess.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'

test('the ready file has the --json line while the server runs', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'ready.json')
  const mock = await startMockCommand(['--json', '--ready-file', file])
  expect(await readdir(folder)).toEqual(['ready.json'])
  const content = await readFile(file, 'utf8')
  expect(content).toBe(`${mock.readyLine}\n`)
  expect(JSON.parse(content)).toMatchObject({ url: mock.url, pid: process.pid, cis: { url: mock.url } })
  expect(await mock.stop()).toBe(0)
  expect(await readdir(folder)).toEqual([])
})

test('the ready file replaces a stale one, and one of another server is not removed', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'ready.json')
  await writeFile(file, 'left behind')
  const first = await startMockCommand(['--ready-file', file])
  const second = await startMockCommand(['--ready-file', file])
  await first.stop()
  expect(JSON.parse(await readFile(file, 'utf8')).url).toBe(second.url)
  await second.stop()
  expect(await readdir(folder)).toEqual([])
})

test('the ready file is removed even if a request is pending', async () => {
  const folder = await temporaryFolder()
  const mock = await startMockProcessForTest(['--ready-file', join(folder, 'ready.json')])
  const admin = createAdminClient({ url: mock.url })
  await admin.faults.add({ effect: { type: 'delay', delayMs: 600_000 } })
  const waiting = fetch(`${mock.url}/v2`)
  while ((await admin.requests.count()) === 0);
  expect(await mock.stop()).toBe(0)
  expect((await waiting).status).toBe(200)
  expect(await readdir(folder)).toEqual([])
})

test('a ready file that cannot be written fails in one line with exit code 1', async () => {
  const file = join(await temporaryFolder(), 'no', 'such', 'folder')
  const { code, stdout, stderr } = await runMock(['--port', '0', '--ready-file', file])
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toBe(`personctl-mock: --ready-file: cannot write ${file}: ENOENT\n`)
})
