import type { GroupPolicies, LegacyReport, PersonReport, TokenResponse } from '@personctl/generated/dabp'
import type { JWTPayload } from 'jose'
import type { ClientRegistration } from '../../directory/data/dataFile.ts'
import { type DelegationDirectory, legacyReport } from '../../directory/delegationDirectory.ts'
import type { Directory } from '../../directory/directory.ts'
import type { AccessTokens } from '../accessTokens.ts'
import { OAuthError, type TokenParameters } from '../endpoints.ts'
import { narrowScopes, redeemCode, redeemRefreshToken, storeRefreshToken } from '../signIn/authorizations.ts'
import { createProfilePeople } from '../signIn/profilePeople.ts'
import type { SignInPeople, SignInPerson } from '../signIn/signInPeople.ts'
import type { SignInDeps } from '../signIn/signInServer.ts'
import { type Authorization, recordAccessToken } from '../signIn/signInState.ts'
import {
  machineScopes,
  oneWelcomeIdTokenClaims,
  oneWelcomeTokenClaims,
  personScopes,
  type TokenFrame,
} from './tenant.ts'

/** The dependencies of the tenant. */
export interface OneWelcomeDeps extends Omit<SignInDeps, 'people'> {
  readonly people: TenantDirectory
  readonly tokenTtlSeconds: number
  readonly tokens: AccessTokens
  /** True if access tokens are opaque unless the registration of the client says otherwise. */
  readonly areOpaque: boolean
}

/** A person of the tenant. The login is the reference id. */
interface TenantPerson extends SignInPerson {
  readonly firstName: string | undefined
  readonly lastName: string | undefined
}

/** The people who can sign in, and their reports. */
interface TenantDirectory extends SignInPeople<TenantPerson> {
  report(person: TenantPerson): PersonReport
  legacyReport(person: TenantPerson): LegacyReport
}

/** Creates the directory of the tenant. Its people are those who have a report and are not inactive. */
export function createTenantDirectory(
  directory: Directory,
  delegation: DelegationDirectory,
): TenantDirectory {
  const profiles = createProfilePeople(directory, 'uuid', delegation.has)
  /** Finds somebody of whom there is a report, but no profile. */
  const findUnknown = (login: string): TenantPerson | undefined =>
    delegation.has(login) && directory.find('uuid', login) === undefined
      ? { login, name: login, email: undefined, firstName: undefined, lastName: undefined }
      : undefined
  const listUnknown = (): readonly TenantPerson[] =>
    delegation.namedIds.flatMap((id) => findUnknown(id) ?? [])
  return {
    find: (login) => findUnknown(login) ?? profiles.find(login),
    get first() {
      return profiles.first ?? listUnknown()[0]
    },
    search: (text, limit) =>
      [
        ...profiles.search(text, limit),
        ...listUnknown().filter(({ login }) => login.toLowerCase().includes(text.toLowerCase())),
      ].slice(0, limit),
    report: ({ login }) => delegation.report(login) ?? {},
    legacyReport: ({ login, firstName, lastName }) =>
      legacyReport(delegation.report(login) ?? {}, {
        idp_type: 'CIM',
        person_id: login,
        ...(firstName === undefined ? {} : { first_name: firstName }),
        ...(lastName === undefined ? {} : { last_name: lastName }),
      }),
  }
}

/** Returns the claims that identify a person, as far as the scopes permit. */
export function tenantIdentityClaims(
  person: TenantPerson,
  scopes: readonly string[],
): JWTPayload & { sub: string } {
  const { login, firstName, lastName, email } = person
  const name = [firstName, lastName].filter((part) => part !== undefined).join(' ')
  return {
    sub: login,
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

// An ID token with a longer one is too large for the cookie in which applications store it: browsers allow 4096 bytes. See docs/decisions/0029-how-people-sign-in.md.
const maxReportInIdToken = 1800

/** Returns the claim for userinfo and introspection, which always have it. */
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

/** Returns the claim for an ID token, which leaves out a long report. */
function reportInIdToken(
  person: TenantPerson,
  directory: TenantDirectory,
  client: ClientRegistration | undefined,
): JWTPayload {
  const claim = reportClaim(person, directory, client)
  return JSON.stringify(claim).length > maxReportInIdToken ? {} : { ...claim }
}

/** Returns the report for an access token: only for clients of version 1, as a JSON string. */
function reportInAccessToken(
  person: TenantPerson,
  directory: TenantDirectory,
  client: ClientRegistration,
): JWTPayload {
  if (client.legacyGroupPermissions !== true) return {}
  const report = JSON.stringify(directory.legacyReport(person))
  return report.length > maxReportLength ? {} : { group_permissions: report }
}

/** @throws {OAuthError} for the scope of a program, and for one that nobody knows */
export function grantPersonScopes(
  client: ClientRegistration,
  parameters: URLSearchParams,
  { clients }: OneWelcomeDeps,
): readonly string[] {
  const requested = parameters.get('scope') ?? 'openid'
  const allowed = client.scopes && { ...client, scopes: [...client.scopes, ...personScopes] }
  const { granted, rejected } = clients.grantScopes(allowed ?? client, requested, personScopes)
  const invalid = [...rejected, ...granted.filter((scope) => machineScopes.includes(scope))]
  if (invalid.length > 0)
    throw new OAuthError(400, 'invalid_scope', `Nobody signs in with the scope ${invalid.join(' ')}`)
  return granted
}

/** A token request of an authenticated client. */
export interface TokenRequest {
  readonly parameters: TokenParameters
  readonly client: ClientRegistration
  /** Values that all tokens of the response share. */
  readonly frame: TokenFrame
}

/** Handles a token request of one grant type. Rejects with OAuthError. */
export type Grant = (request: TokenRequest, deps: OneWelcomeDeps) => Promise<TokenResponse>

/** The lifetime of a refresh token, in seconds. The one of the real service is not public. */
export const tenantRefreshTtlSeconds: number = 30 * 86_400

/** Authorization code grant: issues the tokens of a person who signed in. */
export async function authorizationCodeGrant(
  request: TokenRequest,
  deps: OneWelcomeDeps,
): Promise<TokenResponse> {
  const authorization = await redeemCode(request.parameters, request.client, deps)
  const isOffline = authorization.scopes.includes('offline_access')
  return issuePersonTokens(authorization, authorization.scopes, isOffline, request, deps)
}

/** Refresh token grant: issues new tokens to a person who signed in before. */
export async function refreshTokenGrant(request: TokenRequest, deps: OneWelcomeDeps): Promise<TokenResponse> {
  const { parameters, client } = request
  const authorization = redeemRefreshToken(parameters.refresh_token, client, deps)
  const scopes = narrowScopes(authorization.scopes, parameters.scope)
  return issuePersonTokens(authorization, scopes, client.rotateRefreshTokens === true, request, deps)
}

async function issuePersonTokens(
  authorization: Authorization,
  scopes: readonly string[],
  withRefreshToken: boolean,
  { client, frame }: TokenRequest,
  { people, tokens, state, identifiers, keys, areOpaque }: OneWelcomeDeps,
): Promise<TokenResponse> {
  const person = people.find(authorization.login)
  if (person === undefined) throw new OAuthError(400, 'invalid_grant', 'Nobody has this account any more')
  const access = {
    ...oneWelcomeTokenClaims(frame, person.login, client.id, scopes),
    ...reportInAccessToken(person, people, client),
  }
  recordAccessToken(state, access.jti ?? '', authorization)
  const accessToken = await tokens.issue(access, client.opaqueTokens ?? areOpaque)
  const refreshToken = withRefreshToken
    ? issueTenantRefreshToken(authorization, frame.now + tenantRefreshTtlSeconds * 1000, {
        state,
        identifiers,
      })
    : undefined
  return {
    access_token: accessToken,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    ...(scopes.includes('openid')
      ? {
          id_token: await keys.sign(
            personIdTokenClaims(frame, { ...authorization, scopes }, person, people, client),
          ),
        }
      : {}),
    token_type: 'bearer',
    expires_in: frame.lifetimeSeconds,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
  }
}

/** Returns the claims of a person's ID token. */
export function personIdTokenClaims(
  frame: TokenFrame,
  { scopes, signedInAt, nonce }: Authorization,
  person: TenantPerson,
  people: TenantDirectory,
  client: ClientRegistration | undefined,
): JWTPayload {
  const identity = { ...tenantIdentityClaims(person, scopes), ...reportInIdToken(person, people, client) }
  return oneWelcomeIdTokenClaims(frame, identity, signedInAt, nonce)
}

/** Issues a refresh token. @param expiresAt in milliseconds since 1970 */
export function issueTenantRefreshToken(
  authorization: Authorization,
  expiresAt: number,
  { state, identifiers }: Pick<OneWelcomeDeps, 'state' | 'identifiers'>,
): string {
  const token = identifiers.hexadecimal(64)
  storeRefreshToken(state, token, authorization, expiresAt)
  return token
}
