import {
  type GroupPolicies,
  type LegacyReport,
  type PersonReport,
  reportScopeValues,
} from '@personctl/openapi/dabp'
import type { JWTPayload } from 'jose'
import type { Clock } from '../../clock.ts'
import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import { type DelegationDirectory, legacyReport } from '../../directory/delegationDirectory.ts'
import type { Directory } from '../../directory/directory.ts'
import { readStringAttribute } from '../../directory/profile.ts'
import type { ResponseFactory } from '../../http/response.ts'
import { setBounded } from '../../text/boundedMap.ts'
import type { ClientRegistry } from '../clients.ts'
import type { IdentifierSource } from '../identifiers.ts'
import type { SigningKeys } from '../keys.ts'
import { expiredError, InvalidTokenError, type VerifiedClaims } from '../verify.ts'

/** The dependencies of the tenant. */
export interface OneWelcomeDeps {
  readonly clients: ClientRegistry
  readonly directory: TenantDirectory
  readonly keys: SigningKeys
  readonly responses: ResponseFactory
  readonly tokenTtlSeconds: number
  readonly clock: Clock
  readonly identifiers: IdentifierSource
  readonly state: OneWelcomeState
  readonly tokens: AccessTokens
}

/** The state of the tenant between requests. */
export interface OneWelcomeState {
  readonly codes: Map<string, AuthorizationCode>
  readonly opaqueTokens: Map<string, OpaqueToken>
}

/** A person of the tenant. */
interface TenantPerson {
  readonly referenceId: string
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  readonly email: string | undefined
}

/** The people who can sign in, and their reports. */
export interface TenantDirectory {
  /** Returns a person by reference id or e-mail address. */
  person(login: string): TenantPerson | undefined
  /** The person who signs in if no login is given; undefined if the directory is empty. */
  readonly defaultPerson: TenantPerson | undefined
  report(person: TenantPerson): PersonReport
  legacyReport(person: TenantPerson): LegacyReport
}

/** Creates the directory of the tenant. Its people are those who have a report. */
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

const ada = 'ada.lovelace@example.org'

/** Returns the claims that identify a person, as far as the scopes permit. */
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

/** The claim with a person's report, in ID tokens, userinfo and introspection. */
interface ReportClaim {
  readonly 'urn:onegini.com:oidc:group_policies': GroupPolicies
}

// A longer report would make the token too large. The limit of the real service is not documented.
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

/** Returns the report for an access token: only for clients of version 1, as a JSON string. */
export function reportInAccessToken(
  person: TenantPerson,
  directory: TenantDirectory,
  client: ClientRegistration,
): JWTPayload {
  if (client.legacyGroupPermissions !== true) return {}
  const readString = JSON.stringify(directory.legacyReport(person))
  return readString.length > maxReportLength ? {} : { group_permissions: readString }
}

/** The path of the issuer URL. */
export const oneWelcomeIssuerPath = '/oauth'

type Endpoint = 'token' | 'authorize' | 'userInfo' | 'keys' | 'introspect' | 'discovery'

/** The paths of the endpoints. */
export const oneWelcomeEndpoints: Readonly<Record<Endpoint, string>> = {
  token: `${oneWelcomeIssuerPath}/v1/token`,
  authorize: `${oneWelcomeIssuerPath}/v1/authorize`,
  userInfo: `${oneWelcomeIssuerPath}/v1/userinfo`,
  keys: `${oneWelcomeIssuerPath}/v1/keys`,
  introspect: `${oneWelcomeIssuerPath}/api/v2/token/introspect`,
  discovery: `${oneWelcomeIssuerPath}/.well-known/openid-configuration`,
}

/** The audience of tokens for programs. The name that OneWelcome uses is not public. */
export const delegationAudience = 'dabp'

/** The scopes of programs: read reports, read and write other data of DABP. */
export const machineScopes: readonly string[] = [...reportScopeValues, 'dabp_read', 'dabp_write']

/** The scopes of people. */
export const personScopes: readonly string[] = ['openid', 'profile', 'email']

/** The default lifetime of a token, in seconds. */
export const oneWelcomeTokenTtlSeconds = 900

/** Values that all tokens of one response share. */
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
    ...commonClaims(frame),
    sub: subject,
    aud: audience,
    cid: frame.clientId,
    scp: scopes,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ver: 1,
    jti: `AT.${frame.id}`,
  }
}

/** @param identity the claims that identify the person */
export function idTokenClaims(
  frame: TokenFrame,
  identity: JWTPayload,
  nonce: string | undefined,
): JWTPayload {
  const claims = commonClaims(frame)
  return {
    ...claims,
    ...identity,
    aud: frame.clientId,
    auth_time: claims.iat,
    ...(nonce === undefined ? {} : { nonce }),
    jti: `ID.${frame.id}`,
  }
}

function commonClaims({ issuer, now, lifetimeSeconds }: TokenFrame) {
  const issuedAt = Math.floor(now / 1000)
  return { iss: issuer, iat: issuedAt, nbf: issuedAt, exp: issuedAt + lifetimeSeconds }
}

/** The content of an opaque token. */
interface OpaqueToken {
  /** In milliseconds since 1970. */
  readonly expiresAt: number
  readonly claims: JWTPayload
}

/** Access tokens, opaque or JWT. */
export interface AccessTokens {
  issue(claims: JWTPayload, client: ClientRegistration): Promise<string>
  /** Returns the claims of a token for any audience. Rejects with InvalidTokenError. */
  commonClaims(token: string): Promise<VerifiedClaims>
}

export function createAccessTokens(
  opaqueTokens: Map<string, OpaqueToken>,
  identifiers: IdentifierSource,
  clock: Clock,
  keys: SigningKeys,
  verifyJwt: (token: string) => Promise<VerifiedClaims>,
  /** True if tokens are opaque unless the registration of the client says otherwise. */
  areOpaque: boolean,
): AccessTokens {
  return {
    issue(claims, client) {
      if (!(client.opaqueTokens ?? areOpaque)) return keys.sign(claims)
      const token = identifiers.hexadecimal(64)
      setBounded(opaqueTokens, token, { claims, expiresAt: (claims.exp ?? 0) * 1000 })
      return Promise.resolve(token)
    },
    async commonClaims(token) {
      if (!/^[0-9a-f]{64}$/.test(token)) return verifyJwt(token)
      const opaqueToken = opaqueTokens.get(token)
      if (opaqueToken === undefined) throw new InvalidTokenError('invalid_header', 'Unknown token')
      if (opaqueToken.expiresAt <= clock.now()) throw expiredError(opaqueToken.expiresAt / 1000, clock)
      return opaqueToken.claims
    },
  }
}

/** The sign-in that an authorization code stands for. */
export interface AuthorizationCode {
  /** In milliseconds since 1970. */
  readonly expiresAt: number
  readonly clientId: string
  readonly redirectUri: string
  readonly referenceId: string
  readonly scopes: readonly string[]
  readonly nonce: string | undefined
  readonly codeChallenge: string | undefined
}
