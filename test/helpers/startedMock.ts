import { onTestFinished } from 'vitest'
import type { MockProcess } from './mockProcess.ts'
import { startMockProcess } from './mockProcess.ts'

/** Starts personctl-mock for as long as the test lasts. */
export async function startedMock(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<MockProcess> {
  const mock = await startMockProcess(args, env)
  onTestFinished(() => {
    mock.child.kill('SIGKILL')
  })
  return mock
}
