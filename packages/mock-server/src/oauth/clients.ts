import type { TokenParameters } from './endpoints.ts'
import type { VerifiedClaims } from './verify.ts'

/** An id, and a secret where one was sent. */
interface Credentials {
  readonly id: string
  readonly secret: string | undefined
}

/**
 * Whom a client says it is. Credentials in HTTP Basic count before those in the body.
 *
 * OAuth has id and secret form-encoded before they are put into the header; half of all clients do not encode them. Both
 * readings are given, the standard's first.
 *
 * @returns every reading of what was sent; none where there is no client id, or the header makes no sense
 */
export function parseCredentials(
  authorization: string | null,
  parameters: TokenParameters,
): readonly Credentials[] {
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

/** The words of a scope. */
function parseScope(scope: string): readonly string[] {
  return scope.split(/\s+/).filter((word) => word !== '')
}

/**
 * What a client gets of what it asks for.
 *
 * @param requested the scope it asks for; undefined where it asks for nothing, and so for everything
 * @param known what a client that may have every scope gets then
 */
export function grantScopes(
  client: ClientRegistration,
  requested: string | undefined,
  known: readonly string[],
): { readonly granted: readonly string[]; readonly rejected: readonly string[] } {
  if (requested === undefined) return { granted: client.scopes ?? known, rejected: [] }
  const words = parseScope(requested)
  const rejected = client.scopes === undefined ? [] : words.filter((scope) => !client.scopes?.includes(scope))
  return { granted: words, rejected }
}

/** The scopes of a token: the words of its `scope` claim. */
export function readScopes(claims: VerifiedClaims): readonly string[] {
  const scope = claims['scope']
  return typeof scope === 'string' ? parseScope(scope) : []
}
