import type { Introspection } from '../../openapi/dabp.generated.ts'
import { AuthRefusal } from '../authRefusal.ts'
import type { ClientRegistry } from '../clientRegistry.ts'
import type { VerifiedClaims } from '../tokenVerifier.ts'
import type { AccessTokens } from './accessTokens.ts'
import type { TenantDirectory } from './person.ts'
import { reportClaim } from './reportClaims.ts'

export interface IntrospectionParts {
  readonly clients: ClientRegistry
  readonly directory: TenantDirectory
  readonly tokens: AccessTokens
}

/** What an access token stands for, opaque or not; of one that is not valid only that. RFC 7662. */
export async function introspectionOf(token: string, parts: IntrospectionParts): Promise<Introspection> {
  try {
    return described(await parts.tokens.claimsOf(token), parts)
  } catch (error) {
    if (error instanceof AuthRefusal) return { active: false }
    throw error
  }
}

function described(claims: VerifiedClaims, { clients, directory }: IntrospectionParts): Introspection {
  const { scope, cid, sub, exp, iat, nbf } = claims
  const clientId = typeof cid === 'string' ? cid : undefined
  const person = sub === undefined || sub === clientId ? undefined : directory.person(sub)
  return {
    active: true,
    token_type: 'bearer',
    ...(typeof scope === 'string' ? { scope } : {}),
    ...(clientId === undefined ? {} : { client_id: clientId }),
    ...(sub === undefined ? {} : { sub }),
    ...(exp === undefined ? {} : { exp }),
    ...(iat === undefined ? {} : { iat }),
    ...(nbf === undefined ? {} : { nbf }),
    ...(person === undefined ? {} : reportClaim(person, directory, clients.find(clientId ?? ''))),
  }
}
