import type { Credentials } from './presentedCredentials.ts'

/** A client that may ask for tokens. */
export interface ClientRegistration {
  readonly id: string
  /** `null` for a public client: it may act for people, and has no tokens of its own. */
  readonly secret: string | null
  /** What it may ask for, and gets when it asks for nothing. Without it: any scope at all, every known one unasked. */
  readonly scopes?: readonly string[]
  /** The CERN groups its service account is in. Without it: those that open everything. */
  readonly groups?: readonly string[]
  /** The applications of CERN that it may exchange a person's token for. Without it: any. */
  readonly exchangesFor?: readonly string[]
  /** Whether OneWelcome gives it opaque access tokens, not JWTs. Default false. */
  readonly opaqueTokens?: boolean
  /** Whether OneWelcome tells it of reports in the format of version 1. Default false. */
  readonly legacyGroupPermissions?: boolean
}

/** The clients that are always there, unless one of the same id is registered: one with a secret, one without. */
export const demoClient = { id: 'demo', secret: 'demo-secret' } as const
const demoClients: readonly ClientRegistration[] = [demoClient, { id: 'demo-public', secret: null }]

export interface ClientRegistry {
  /** The client with this id, whatever its credentials. */
  find(id: string): ClientRegistration | undefined
  /** The client that one of these readings of its credentials is of, or undefined. A public client needs no secret. */
  identify(credentials: readonly Credentials[]): ClientRegistration | undefined
}

/**
 * @param clients registered beside those of the demo; of several with one id the last counts
 * @param anyClient accept every id and secret; a registered client keeps its own scopes
 */
export function createClientRegistry(
  clients: readonly ClientRegistration[],
  anyClient: boolean,
): ClientRegistry {
  const byId = new Map([...demoClients, ...clients].map((client) => [client.id, client]))
  return {
    find: (id) => byId.get(id) ?? (anyClient ? { id, secret: null } : undefined),
    identify(credentials) {
      for (const { id, secret } of credentials) {
        const client = byId.get(id)
        if (anyClient) return client ?? { id, secret: secret ?? null }
        if (client !== undefined && (client.secret === null || client.secret === secret)) return client
      }
      return undefined
    },
  }
}
