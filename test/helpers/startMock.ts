import { type MockServer, type MockServerOptions, startMockServer } from '@personctl/mock-server'
import { onTestFinished } from 'vitest'

/** Starts the mock in this process, on a free port, for as long as the test lasts. */
export async function startMock(options: MockServerOptions = {}): Promise<MockServer> {
  const mock = await startMockServer({ port: 0, ...options })
  onTestFinished(() => {
    // Called again, it does not wait for those who never end their request.
    void mock.close()
    return mock.close()
  })
  return mock
}
