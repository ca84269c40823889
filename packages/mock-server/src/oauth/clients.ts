import type { ClientRegistration } from '../directory/data/dataFile.ts'
import type { TokenParameters } from './endpoints.ts'
import type { VerifiedClaims } from './verify.ts'

/** The demo clients, one with a secret and one public. A registered client with the same id replaces them. */
export const demoClient = { id: 'demo', secret: 'demo-secret' } as const
const demoClients: readonly ClientRegistration[] = [demoClient, { id: 'demo-public', secret: null }]

/** The result of authenticating a client. */
export interface Authentication {
  /** Undefined if authentication failed. */
  readonly client: ClientRegistration | undefined
  /** True if the client id is registered, also with a wrong secret. */
  readonly isKnown: boolean
  /** The reason if authentication failed, without a secret. */
  readonly failure: string | undefined
}

/** The clients of a session that differ from the initial ones, by id; null for a removed one. Plain data. */
export type ClientChanges = Map<string, ClientRegistration | null>

export interface ClientRegistry {
  /** The clients before the changes, by id. */
  readonly initial: ReadonlyMap<string, ClientRegistration>
  /** The changes so far. Later ones apply at once. */
  readonly changes: ClientChanges
  /** Returns the client with this id, without checking credentials. */
  find(id: string): ClientRegistration | undefined
  /**
   * Authenticates the client that sent a request. A public client needs no secret.
   *
   * @param authorization the Authorization header
   */
  authenticate(authorization: string | null, parameters: TokenParameters): Authentication
  /**
   * Splits the scopes that a client requests into those it gets and those it may not have. A client without a list of scopes
   * may have those of the service, and those that are named for any client.
   *
   * @param requested undefined to request the default
   * @param known the scopes of the service, the default of a client without a list
   */
  grantScopes(
    client: ClientRegistration,
    requested: string | undefined,
    known: readonly string[],
  ): { readonly granted: readonly string[]; readonly rejected: readonly string[] }
}

/** True for a client without credentials, which acts for people only. */
export function isPublicClient({ secret, jwks }: ClientRegistration): boolean {
  return secret === null && jwks === undefined
}

/**
 * Creates the registry of the demo clients and `clients`. If an id occurs twice, the last client counts.
 *
 * @param anyClient accepts every id and secret; a registered client keeps its own scopes
 * @param changes the changes of a session. @default none
 */
export function createClientRegistry(
  clients: readonly ClientRegistration[],
  anyClient: boolean,
  changes: ClientChanges = new Map(),
): ClientRegistry {
  const initial = new Map([...demoClients, ...clients].map((client) => [client.id, client]))
  const find = (id: string): ClientRegistration | undefined => {
    const changed = changes.get(id)
    return changed === undefined ? initial.get(id) : (changed ?? undefined)
  }
  const authenticate = ({ id, secret }: Credentials): ClientRegistration | undefined => {
    const client = find(id)
    if (anyClient) return client ?? { id, secret: secret ?? null }
    if (client === undefined) return undefined
    return isPublicClient(client) || (client.secret !== null && client.secret === secret) ? client : undefined
  }
  const isNamed = (scope: string): boolean =>
    [...initial.keys(), ...changes.keys()].some((id) => find(id)?.scopes?.includes(scope))
  return {
    initial,
    changes,
    // Its secret, or that it has none, shows when it authenticates.
    find: (id) => find(id) ?? (anyClient ? { id, secret: '' } : undefined),
    authenticate(authorization, parameters) {
      const credentials = parseCredentials(authorization, parameters)
      const [client] = credentials.flatMap((one) => authenticate(one) ?? [])
      const known = credentials.find(({ id }) => anyClient || find(id) !== undefined)
      const failure = client === undefined ? describeFailure(known, credentials[0]) : undefined
      return { client, isKnown: known !== undefined, failure }
    },
    grantScopes(client, requested, known) {
      if (requested === undefined) return { granted: client.scopes ?? known, rejected: [] }
      const words = parseScope(requested)
      const mayHave = (scope: string): boolean =>
        client.scopes?.includes(scope) ?? (known.includes(scope) || isNamed(scope))
      return { granted: words, rejected: words.filter((scope) => !mayHave(scope)) }
    },
  }
}

function describeFailure(known: Credentials | undefined, sent: Credentials | undefined): string {
  if (sent === undefined) return 'the request names no client'
  const id = JSON.stringify((known ?? sent).id.slice(0, 100))
  if (known === undefined) return `the client ${id} is not registered`
  return `the secret of the client ${id} is ${known.secret === undefined ? 'missing' : 'wrong'}`
}

/** Returns the scopes in the claim `scope` of a token. */
export function readScopes(claims: VerifiedClaims): readonly string[] {
  const scope = claims['scope']
  return typeof scope === 'string' ? parseScope(scope) : []
}

/** Splits a scope string. */
export function parseScope(scope: string): readonly string[] {
  return scope.split(/\s+/).filter((word) => word !== '')
}

/** The credentials that a client sent. */
interface Credentials {
  readonly id: string
  readonly secret: string | undefined
}

/**
 * Reads the client credentials of a request. HTTP Basic takes precedence over the body.
 *
 * OAuth requires id and secret to be form-encoded in the header, but about half of all clients send them as they are.
 * The result has both readings, the standard one first.
 *
 * @returns each possible reading; empty if the client id is missing or the header is malformed
 */
function parseCredentials(authorization: string | null, parameters: TokenParameters): readonly Credentials[] {
  const encoded = /^basic\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1]
  if (encoded !== undefined) return parseBasicCredentials(encoded)
  const { client_id: id, client_secret: secret } = parameters
  return id === undefined ? [] : [{ id, secret }]
}

function parseBasicCredentials(encoded: string): readonly Credentials[] {
  const text = decodeBase64(encoded)
  const colon = text?.indexOf(':') ?? -1
  if (text === undefined || colon === -1) return []
  const plain = { id: text.slice(0, colon), secret: text.slice(colon + 1) }
  try {
    const decoded = { id: formDecode(plain.id), secret: formDecode(plain.secret) }
    return decoded.id === plain.id && decoded.secret === plain.secret ? [plain] : [decoded, plain]
  } catch {
    return [plain]
  }
}

function decodeBase64(encoded: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), (byte) => byte.charCodeAt(0)))
  } catch {
    return undefined
  }
}

const formDecode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))
