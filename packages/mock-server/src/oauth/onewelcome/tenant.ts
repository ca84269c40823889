import {
  type GroupPolicies,
  type LegacyReport,
  type PersonReport,
  reportScopeValues,
} from '@personctl/openapi/dabp'
import type { JWTPayload } from 'jose'
import type { Clock } from '../../clock.ts'
import { type DelegationDirectory, legacyReport } from '../../directory/delegationDirectory.ts'
import type { Directory } from '../../directory/directory.ts'
import { readStringAttribute } from '../../directory/profile.ts'
import type { ResponseFactory } from '../../http/response.ts'
import { type IdentifierSource, type Memory, type Remembered, remember } from '../boundedMap.ts'
import type { ClientRegistration, ClientRegistry } from '../clients.ts'
import { signToken } from '../keys.ts'
import { InvalidTokenError, type VerifiedClaims } from '../verify.ts'

/** A person as OneWelcome knows them. */
interface TenantPerson {
  readonly referenceId: string
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  readonly email: string | undefined
}

/** Who can sign in, and what DABP reports on them. */
export interface TenantDirectory {
  /** A person by reference id or e-mail address. */
  person(login: string): TenantPerson | undefined
  /** Who signs in where nobody is named; undefined where there is nobody. */
  readonly defaultPerson: TenantPerson | undefined
  report(person: TenantPerson): PersonReport
  legacyReport(person: TenantPerson): LegacyReport
}

/** What is said of who somebody is, as far as the scopes let it through. */
export function identityClaims(
  person: TenantPerson,
  scopes: readonly string[],
): JWTPayload & { sub: string } {
  const { referenceId, firstName, lastName, email } = person
  const name = [firstName, lastName].filter((part) => part !== undefined).join(' ')
  return {
    sub: referenceId,
    ...(scopes.includes('profile') && name !== '' ? { name } : {}),
    ...(scopes.includes('profile') && firstName !== undefined ? { given_name: firstName } : {}),
    ...(scopes.includes('profile') && lastName !== undefined ? { family_name: lastName } : {}),
    ...(scopes.includes('email') && email !== undefined ? { email } : {}),
  }
}

/** The report of a person as it is told where the claims are those of an ID token, of userinfo, or of introspection. */
interface ReportClaim {
  readonly 'urn:onegini.com:oidc:group_policies': GroupPolicies
}

// What is left out where it would make a token too large; how large that is, nobody says.
const maxReportLength = 8192

export function reportClaim(
  person: TenantPerson,
  directory: TenantDirectory,
  client: ClientRegistration | undefined,
): ReportClaim {
  const isLegacy = client?.legacyGroupPermissions === true
  return {
    'urn:onegini.com:oidc:group_policies': isLegacy
      ? directory.legacyReport(person)
      : directory.report(person),
  }
}

/** What an access token tells of a report: nothing, but for clients of version 1, and those have it as a text. */
export function reportInAccessToken(
  person: TenantPerson,
  directory: TenantDirectory,
  client: ClientRegistration,
): JWTPayload {
  if (client.legacyGroupPermissions !== true) return {}
  const readString = JSON.stringify(directory.legacyReport(person))
  return readString.length > maxReportLength ? {} : { group_permissions: readString }
}

/** What follows the origin in the name that OneWelcome's Access has for itself. */
export const oneWelcomeIssuerPath = '/oauth'

type Endpoint = 'token' | 'authorize' | 'userInfo' | 'keys' | 'introspect' | 'discovery'

/** Where its endpoints are. */
export const oneWelcomeEndpoints: Readonly<Record<Endpoint, string>> = {
  token: `${oneWelcomeIssuerPath}/v1/token`,
  authorize: `${oneWelcomeIssuerPath}/v1/authorize`,
  userInfo: `${oneWelcomeIssuerPath}/v1/userinfo`,
  keys: `${oneWelcomeIssuerPath}/v1/keys`,
  introspect: `${oneWelcomeIssuerPath}/api/v2/token/introspect`,
  discovery: `${oneWelcomeIssuerPath}/.well-known/openid-configuration`,
}

/** Whom the tokens of programs are for. OneWelcome's own name for it is not public. */
export const delegationAudience = 'dabp'

/** The scopes of programs: the report, and reading and writing everything else in DABP. */
export const machineScopes: readonly string[] = [...reportScopeValues, 'dabp_read', 'dabp_write']

/** The scopes of people who sign in. */
export const personScopes: readonly string[] = ['openid', 'profile', 'email']

/** How long a token is valid unless told otherwise, in seconds. */
export const oneWelcomeTokenTtlSeconds = 900

/** What every token of one answer says, whoever it is of. */
export interface TokenFrame {
  readonly issuer: string
  readonly clientId: string
  readonly id: string
  /** In milliseconds since 1970. */
  readonly now: number
  readonly lifetimeSeconds: number
}

export function oneWelcomeTokenClaims(
  frame: TokenFrame,
  subject: string,
  audience: string,
  scopes: readonly string[],
): JWTPayload {
  return {
    ...claimsOf(frame),
    sub: subject,
    aud: audience,
    cid: frame.clientId,
    scp: scopes,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ver: 1,
    jti: `AT.${frame.id}`,
  }
}

/** @param identity what is said of who signed in */
export function idTokenClaims(
  frame: TokenFrame,
  identity: JWTPayload,
  nonce: string | undefined,
): JWTPayload {
  const claims = claimsOf(frame)
  return {
    ...claims,
    ...identity,
    aud: frame.clientId,
    auth_time: claims.iat,
    ...(nonce === undefined ? {} : { nonce }),
    jti: `ID.${frame.id}`,
  }
}

function claimsOf({ issuer, now, lifetimeSeconds }: TokenFrame) {
  const issuedAt = Math.floor(now / 1000)
  return { iss: issuer, iat: issuedAt, nbf: issuedAt, exp: issuedAt + lifetimeSeconds }
}

const ada = 'ada.lovelace@example.org'

/** The tenant's people are those that there are reports on. */
export function createTenantDirectory(
  directory: Directory,
  delegation: DelegationDirectory,
): TenantDirectory {
  const findByReferenceId = (referenceId: string | undefined): TenantPerson | undefined => {
    if (referenceId === undefined || delegation.report(referenceId) === undefined) return undefined
    const profile = directory.find('uuid', referenceId)
    const readString = (attribute: string) => profile && readStringAttribute(profile, attribute)
    return {
      referenceId,
      firstName: readString('first_name'),
      lastName: readString('last_name'),
      email: readString('primary_email'),
    }
  }
  const person = (login: string): TenantPerson | undefined => {
    const profile = directory.find('primary_email', login)
    return findByReferenceId(login) ?? findByReferenceId(profile && readStringAttribute(profile, 'uuid'))
  }
  return {
    person,
    get defaultPerson() {
      return person(ada) ?? findByReferenceId(delegation.firstReferenceId)
    },
    report: ({ referenceId }) => delegation.report(referenceId) ?? {},
    legacyReport: ({ referenceId, firstName, lastName }) =>
      legacyReport(delegation.report(referenceId) ?? {}, {
        idp_type: 'CIM',
        person_id: referenceId,
        ...(firstName === undefined ? {} : { first_name: firstName }),
        ...(lastName === undefined ? {} : { last_name: lastName }),
      }),
  }
}

/** What an opaque token stands for. */
interface OpaqueToken extends Remembered {
  readonly claims: JWTPayload
}

/** Access tokens in both of their forms. */
export interface AccessTokens {
  issue(claims: JWTPayload, client: ClientRegistration): Promise<string>
  /** What a token says, whoever it is for; rejects with InvalidTokenError. */
  claimsOf(token: string): Promise<VerifiedClaims>
}

export function createAccessTokens(
  opaqueTokens: Memory<OpaqueToken>,
  identifiers: IdentifierSource,
  clock: Clock,
  verifyJwt: (token: string) => Promise<VerifiedClaims>,
): AccessTokens {
  return {
    issue(claims, client) {
      if (client.opaqueTokens !== true) return signToken(claims)
      const token = identifiers.hexadecimal(64)
      remember(opaqueTokens, token, { claims, expiresAt: (claims.exp ?? 0) * 1000 })
      return Promise.resolve(token)
    },
    async claimsOf(token) {
      if (!/^[0-9a-f]{64}$/.test(token)) return verifyJwt(token)
      const opaqueToken = opaqueTokens.get(token)
      if (opaqueToken === undefined) throw new InvalidTokenError('invalid_header', 'Unknown token')
      if (opaqueToken.expiresAt <= clock.now())
        throw new InvalidTokenError('token_expired', 'token is expired')
      return opaqueToken.claims
    },
  }
}

/** What a code stands for: a person who signed in to an application. */
export interface AuthorizationCode extends Remembered {
  readonly clientId: string
  readonly redirectUri: string
  readonly referenceId: string
  readonly scopes: readonly string[]
  readonly nonce: string | undefined
  readonly codeChallenge: string | undefined
}

/** What the tenant remembers between two requests. */
export interface OneWelcomeState {
  readonly codes: Memory<AuthorizationCode>
  readonly opaqueTokens: Memory<OpaqueToken>
}

/** What the tenant is made of. */
export interface OneWelcomeDeps {
  readonly clients: ClientRegistry
  readonly directory: TenantDirectory
  readonly responses: ResponseFactory
  readonly tokenTtlSeconds: number
  readonly clock: Clock
  readonly identifiers: IdentifierSource
  readonly state: OneWelcomeState
  readonly tokens: AccessTokens
}
