import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runMock, startMockCommand } from '../helpers/mockCommand.ts'
import { runMockProcess } from '../helpers/mockProcess.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'

test('--ready-file something.env has the variables of exec while the mock runs', async () => {
  const file = join(await temporaryFolder(), 'mock.env')
  const flags = ['--client', 'reader:s3=cret', '--admin-token', 'key']
  const mock = await startMockCommand([...flags, '--ready-file', file])
  const script = 'console.log(JSON.stringify(process.env))'
  const { stdout } = await runMockProcess(['exec', ...flags, '--', process.execPath, '-e', script])
  const set = Object.entries<string>(JSON.parse(stdout)).filter(([name]) => name.startsWith('PERSONCTL_'))
  const { PERSONCTL_MOCK_URL: url = '' } = JSON.parse(stdout)

  const written = (await readFile(file, 'utf8')).replaceAll(mock.url, url)
  expect(written.split('\n').sort()).toEqual(['', ...set.map((pair) => pair.join('='))].sort())
  expect(written).toContain('PERSONCTL_CIS_CLIENT_SECRET=s3=cret\n')
  expect(written).toContain('PERSONCTL_MOCK_ADMIN_TOKEN=key\n')
  expect(await mock.stop()).toBe(0)
  expect(existsSync(file)).toBe(false)
})

test('--ready-file something.env rejects a value with a line break', async () => {
  const file = join(await temporaryFolder(), 'mock.env')
  const outcome = await runMock(['--port', '0', '--client', 'a:b\nc', '--ready-file', file])
  expect(outcome).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'personctl-mock: PERSONCTL_CIS_CLIENT_SECRET contains a line break, which an .env file cannot represent\n',
  })
  expect(existsSync(file)).toBe(false)
})
