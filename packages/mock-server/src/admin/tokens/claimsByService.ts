import type { JWTPayload } from 'jose'
import { cisAudiences } from '../../cis/audiences.ts'
import type { Service, TokenWish } from '../../openapi/admin.generated.ts'

/** What a token says beside what was wished for. */
export interface TokenFrame {
  readonly baseUrl: string
  /** In milliseconds since 1970. */
  readonly now: number
  readonly lifetimeSeconds: number | undefined
}

type ClaimsOf = (wish: TokenWish, frame: TokenFrame) => JWTPayload

/** The claims of the tokens that each service's own authorization server gives. */
export const claimsByService: Readonly<Partial<Record<Service, ClaimsOf>>> = {
  cis: ({ clientId = 'demo', audience = cisAudiences[0], scopes = [] }, frame) => {
    const issuedAt = Math.floor(frame.now / 1000)
    return {
      iss: `${frame.baseUrl}/`,
      sub: `${clientId}@clients`,
      aud: audience,
      iat: issuedAt,
      exp: issuedAt + (frame.lifetimeSeconds ?? 86_400),
      azp: clientId,
      ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
      gty: 'client-credentials',
    }
  },
}
