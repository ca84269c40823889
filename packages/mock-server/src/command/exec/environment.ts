import type { Variables } from '../variables.ts'

/** An environment, as a process has it. */
type Environment = Readonly<Record<string, string | undefined>>

// What would lead a client past the mock: another way to authenticate.
const misleading = /^PERSONCTL_[A-Z]+_(?:TOKEN|CLIENT_SECRET_FILE)$/

// For personctl: none of the user's own contexts, and no tokens of mocks that are gone, or for ones to come.
const onItsOwn: Variables = { PERSONCTL_CONTEXT: 'mozilla', PERSONCTL_NO_TOKEN_CACHE: '1' }

/**
 * The environment of a command that is to talk to a mock.
 *
 * @param own that of this process
 * @param url of the mock
 * @param variables what the command is to find in it whatever there was
 */
export function environmentFor(own: Environment, url: string, variables: Variables): Environment {
  const kept = Object.fromEntries(Object.entries(own).filter(([name]) => !misleading.test(name)))
  return { ...kept, ...pastProxies(own, url), ...onItsOwn, ...variables }
}

// A proxy would look for the mock on its own machine.
function pastProxies(own: Environment, url: string): Variables {
  const host = new URL(url).hostname
  const listed = own['no_proxy'] ?? own['NO_PROXY']
  const list = listed ? `${listed},${host}` : host
  return { no_proxy: list, NO_PROXY: list }
}
