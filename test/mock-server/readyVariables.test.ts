import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { lstat, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { launchMock, startMockCommand } from '../helpers/mockCommand.ts'
import { runMockProcess } from '../helpers/mockProcess.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'
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
  const lines = [...set.map((pair) => pair.join('=')), `PERSONCTL_MOCK_PID=${process.pid}`]
  expect(written.split('\n').sort()).toEqual(['', ...lines].sort())
  expect(written).toContain('PERSONCTL_CIS_CLIENT_SECRET=s3=cret\n')
  expect(written).toContain('PERSONCTL_MOCK_ADMIN_TOKEN=key\n')
  expect(await mock.stop()).toBe(0)
  expect(existsSync(file)).toBe(false)
})

test('a shell reads every value of the .env file as it is, and runs nothing', {
  tags: 'property',
}, async () => {
  const file = join(await temporaryFolder(), 'mock.env')
  const secrets = fc.stringMatching(/^[ -~\n\u00e9]+$/).filter((secret) => !secret.includes(':'))
  await fc.assert(
    fc.asyncProperty(secrets, async (secret) => {
      const mock = await launchMock(['--client', `a:${secret}`, '--ready-file', file])
      const read = await readInShell(file)
      expect(await mock.stop()).toBe(0)
      expect(read).toBe(secret)
    }),
    {
      ...propertyRuns(100),
      examples: [
        'a$b"c',
        'b$HOME',
        '`touch pwned`',
        '$(touch pwned)',
        'b\\c',
        "it's",
        'a b',
        '#x',
        '~',
        '!x',
        'a\nb',
      ].map((secret): [string] => [secret]),
    },
  )
})

/** Returns the secret that a shell finds in the file. */
async function readInShell(file: string): Promise<string> {
  const script = '. "$0"; printf "%s." "$PERSONCTL_CIS_CLIENT_SECRET"'
  const { stdout } = await promisify(execFile)('sh', ['-c', script, file])
  return stdout.slice(0, -1)
}

test('only the user can read the ready file, and no link of a name that others can guess is followed', async () => {
  const folder = await temporaryFolder()
  const file = join(folder, 'mock.env')
  const victim = join(folder, 'victim')
  await writeFile(victim, 'untouched')
  await symlink(victim, `${file}.${process.pid}`)
  await symlink(victim, file)
  const mock = await startMockCommand(['--ready-file', file])
  expect((await lstat(file)).mode & 0o777).toBe(0o600)
  expect(await readFile(victim, 'utf8')).toBe('untouched')
  expect(await mock.stop()).toBe(0)
})
