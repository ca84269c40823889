// The names that a program in a document may use without declaring them, and the values with which it runs. So may it use the
// exports of @personctl/sdk, and the doors of the mock and of msw, without importing them again.
import {
  type Admin,
  createAdminClient,
  createPersonMock,
  type MockServer,
  type PersonMock,
  startMockServer,
} from '@personctl/mock-server'
import {
  type CernClient,
  type CisClient,
  clientCredentials,
  createCernClient,
  createCisClient,
  createDabpClient,
  type DabpClient,
} from '@personctl/sdk'

export const clientId = 'demo'
export const clientSecret = 'demo-secret'
export const auth: ReturnType<typeof clientCredentials> = clientCredentials({ clientId, clientSecret })
export const cis: CisClient = createCisClient({ auth })
export const cern: CernClient = createCernClient({ auth })
export const dabp: DabpClient = createDabpClient({ baseUrl: 'https://dabp.onegini.com', auth })
/** Ada's, in each service. */
export const uuid = 'a258bca4-23a0-527e-9dc2-71809239a469'
export const primaryEmail = 'ada.lovelace@example.org'
export const referenceId: string = uuid
/** A mock at a URL, and the doors for tests of it. */
export const mock: MockServer = await startMockServer({ port: 0 })
export const admin: Admin = createAdminClient({ url: mock.url })
/** Stand for what a team has of its own. */
export const store = async (_rows: unknown): Promise<void> => {}
export const log = { error: (..._facts: unknown[]): void => {} }
const memory = new Map<string, string>()
export const redis = {
  get: async (key: string): Promise<string | undefined> => memory.get(key),
  set: async (key: string, value: string): Promise<void> => void memory.set(key, value),
  del: async (key: string): Promise<void> => void memory.delete(key),
}
export const vault = { read: async (_path: string): Promise<string> => clientSecret }
/** The half of a test framework that examples name. */
export const afterEach = (_action: () => unknown): void => {}
export const handlers: PersonMock['handlers'] = createPersonMock().handlers
