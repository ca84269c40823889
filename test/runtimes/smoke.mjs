// What every runtime must be able to do with the SDK: a token, a profile, a walk, tokens after the first, an abort.
import { clientCredentials, createCisClient } from '@personctl/sdk'

const ada = { primaryEmail: 'ada.lovelace@example.org' }
/** The lifetime of the mock's tokens. */
export const lifetimeMs = 86_400_000
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Moves the clock of this runtime, so that no step depends on the speed of the machine. The mock stays in the present. */
export function advanceClock(ms) {
  const now = Date.now.bind(Date)
  Date.now = () => now() + ms
}

/** Creates a client of the mock, and counts the tokens that it requests. */
export function createClient(url, fetch) {
  const count = { tokens: 0 }
  const auth = clientCredentials({
    clientId: 'demo',
    clientSecret: 'demo-secret',
    tokenUrl: `${url}/oauth/token`,
  })
  const hooks = {
    onResponse: (event) => {
      if (event.url.endsWith('/oauth/token')) count.tokens += 1
    },
  }
  return { cis: createCisClient({ baseUrl: url, auth, fetch, hooks }), count }
}

/** Requests Ada, and returns her first name. */
export async function greet(cis) {
  const { first_name } = await cis.users.get(ada)
  return first_name?.value
}

/**
 * Runs all steps against a mock in which requests by UUID hang.
 *
 * @returns {Promise<string[]>} the steps that succeeded
 * @throws {Error} for the first one that fails
 */
export async function smoke(url, fetch) {
  const { cis, count } = createClient(url, fetch)
  if ((await greet(cis)) !== 'Ada') throw new Error('The profile is not that of Ada.')
  if (count.tokens !== 1) throw new Error(`${count.tokens} tokens were requested, not one.`)

  const seen = new Set()
  for await (const person of cis.users.list()) seen.add(person.uuid.value)
  if (seen.size < 200) throw new Error(`The walk has ${seen.size} people only.`)

  // Near its end the token still serves, while another is requested in the background. After its end another must serve.
  for (const ms of [lifetimeMs - 60_000, lifetimeMs * 2]) {
    advanceClock(ms)
    if ((await greet(cis)) !== 'Ada') throw new Error('The profile after some time is not that of Ada.')
    await sleep(500)
  }
  if (count.tokens < 2) throw new Error('The token was not renewed.')

  const controller = new AbortController()
  const reason = new Error('enough')
  setTimeout(() => controller.abort(reason), 100)
  const outcome = await cis.users
    .get({ uuid: '00000000-0000-4000-8000-000000000000' }, { signal: controller.signal })
    .catch((error) => error)
  if (outcome !== reason) throw new Error(`The abort ended in ${outcome}.`)
  return ['token', 'profile', 'walk', 'renewal', 'abort']
}
