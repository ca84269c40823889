// What an application under test does in its page: msw in front of the network, the SDK behind it.
import { createPersonMock, startMockServer } from '@personctl/mock-server'
import { clientCredentials, createCisClient, NotFoundError } from '@personctl/sdk'
import { setupWorker } from 'msw/browser'

async function run(): Promise<Record<string, unknown>> {
  const mock = createPersonMock({ people: 10 })
  const worker = setupWorker(...mock.handlers)
  await worker.start({ quiet: true, onUnhandledRequest: 'error' })
  const auth = clientCredentials({ clientId: 'demo', clientSecret: 'demo-secret' })
  const cis = createCisClient({ environment: 'production', auth, retry: false })
  const ada = await cis.users.get({ primaryEmail: 'ada.lovelace@example.org' })
  const nobody = await cis.users.get({ primaryEmail: 'nobody@example.org' }).catch((error) => error)
  await mock.admin.faults.add({ match: { operation: 'getUserByUuid' }, effect: { type: 'reset' } })
  const reset = await cis.users.get({ uuid: String(ada.uuid?.value) }).catch((error) => error)
  const server = await startMockServer().catch((error) => error)
  const { requests } = await mock.admin.requests.list()
  worker.stop()
  return {
    name: ada.first_name?.value,
    title: ada.staff_information?.title?.value,
    nobody: nobody instanceof NotFoundError,
    reset: reset.code,
    server: String(server),
    operations: requests.map(({ operation }) => operation),
  }
}

run().then(
  (result) => Object.assign(globalThis, { result }),
  (error) => Object.assign(globalThis, { result: String(error?.stack ?? error) }),
)
