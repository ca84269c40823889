import { expect, test } from 'vitest'
import { runMockProcess } from '../../helpers/mockProcess.ts'

test.each<[args: readonly string[], env: Record<string, string>, line: RegExp]>([
  [['--journal-size', '0'], {}, /--journal-size must be a whole number from 1 to 1000000, not '0'/],
  [['--admin-token', ''], {}, /--admin-token must not be empty: --admin-token TOKEN/],
  [['--admin-token', 'hunter2 hunter3'], {}, /must consist of visible ASCII characters/],
  [[], { PERSONCTL_MOCK_ADMIN_TOKEN: 'hunter2\n' }, /PERSONCTL_MOCK_ADMIN_TOKEN/],
  [['--no-admin=yes'], {}, /--no-admin does not take a value: 'yes'/],
])('%j with %j is rejected in one line with exit code 2', async (args, env, line) => {
  const { code, stdout, stderr } = await runMockProcess(['--port', '0', ...args], { env })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(line)
  expect(stderr).toMatch(/^personctl-mock: [^\n]+\n$/)
  expect(stderr).not.toContain('hunter')
})
