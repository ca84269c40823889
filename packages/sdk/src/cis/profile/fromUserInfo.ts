import { InvalidRequestError } from '../../http/errors/index.ts'

/** The standard claims of OpenID Connect about a person. */
export interface StandardClaims {
  readonly sub: string
  readonly name?: string
  readonly given_name?: string
  readonly family_name?: string
  readonly middle_name?: string
  readonly nickname?: string
  readonly preferred_username?: string
  readonly profile?: string
  readonly picture?: string
  readonly website?: string
  readonly email?: string
  readonly email_verified?: boolean
  readonly gender?: string
  readonly birthdate?: string
  readonly zoneinfo?: string
  readonly locale?: string
  readonly phone_number?: string
  readonly phone_number_verified?: boolean
  readonly address?: Readonly<Record<string, string>>
  /** Seconds since the epoch. */
  readonly updated_at?: number
}

type ClaimType = 'string' | 'boolean' | 'number' | 'object'

/** @see https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims */
const claimTypes: Readonly<Record<keyof StandardClaims, ClaimType>> = {
  sub: 'string',
  name: 'string',
  given_name: 'string',
  family_name: 'string',
  middle_name: 'string',
  nickname: 'string',
  preferred_username: 'string',
  profile: 'string',
  picture: 'string',
  website: 'string',
  email: 'string',
  email_verified: 'boolean',
  gender: 'string',
  birthdate: 'string',
  zoneinfo: 'string',
  locale: 'string',
  phone_number: 'string',
  phone_number_verified: 'boolean',
  address: 'object',
  updated_at: 'number',
}

/**
 * The part of a `/userinfo` answer, or of the claims of a verified ID token, that means the same with every provider.
 * Claims of the provider's own are dropped, and so are standard ones of a wrong type; verify the ID token before.
 *
 * @returns a new object with standard claims alone
 * @throws InvalidRequestError where there is no `sub`: then it is about nobody
 * @example
 * const { sub, email } = fromUserInfo(await response.json())
 */
export function fromUserInfo(claims: unknown): StandardClaims {
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) {
    throw new InvalidRequestError('The claims are no JSON object.', {
      hint: 'Give the parsed body of /userinfo.',
    })
  }
  const kept = Object.entries(claims).filter(([name, value]) => isStandard(name, value))
  const standard = Object.fromEntries(kept) as unknown as StandardClaims
  if (standard.sub === undefined || standard.sub === '') {
    throw new InvalidRequestError('The claims have no sub, so they are about nobody.', {
      hint: 'Is this the body of /userinfo, or the claims of an ID token?',
    })
  }
  return standard
}

function isStandard(name: string, value: unknown): boolean {
  if (!Object.hasOwn(claimTypes, name) || value === null || Array.isArray(value)) return false
  return typeof value === claimTypes[name as keyof StandardClaims]
}
