import type { Variables } from '../variables.ts'

/** An environment, as a process has it. */
type Environment = Readonly<Record<string, string | undefined>>

// What would lead a client past the mock: another way to authenticate, or as somebody else.
const misleading = /^PERSONCTL_[A-Z]+_(?:TOKEN|CLIENT_SECRET|CLIENT_SECRET_FILE)$/

/**
 * The environment of a command that is to talk to a mock.
 *
 * @param own that of this process
 * @param url of the mock
 * @param variables what the command is to find in it whatever there was
 */
export function environmentFor(own: Environment, url: string, variables: Variables): Environment {
  const kept = Object.fromEntries(Object.entries(own).filter(([name]) => !misleading.test(name)))
  return { ...kept, ...pastProxies(own, url), ...variables }
}

// A proxy would look for the mock on its own machine.
function pastProxies(own: Environment, url: string): Variables {
  const host = new URL(url).hostname
  const listed = own['no_proxy'] ?? own['NO_PROXY']
  const list = listed ? `${listed},${host}` : host
  return { no_proxy: list, NO_PROXY: list }
}
