/** A client that may ask for tokens. */
export interface ClientRegistration {
  readonly id: string
  readonly secret: string
  /** What it may ask for, and gets when it asks for nothing. Without it: any scope at all, every known one unasked. */
  readonly scopes?: readonly string[]
}

/** The client that is always there, unless one of the same id is registered. */
export const demoClient: ClientRegistration = { id: 'demo', secret: 'demo-secret' }

export interface ClientRegistry {
  /** The client these credentials are of, or undefined. */
  identify(id: string, secret: string): ClientRegistration | undefined
}

/**
 * @param clients registered beside the demo client; of several with one id the last counts
 * @param anyClient accept every id and secret; a registered client keeps its own scopes
 */
export function createClientRegistry(
  clients: readonly ClientRegistration[],
  anyClient: boolean,
): ClientRegistry {
  const byId = new Map([demoClient, ...clients].map((client) => [client.id, client]))
  return {
    identify(id, secret) {
      const client = byId.get(id)
      if (anyClient) return client ?? { id, secret }
      return client?.secret === secret ? client : undefined
    },
  }
}
