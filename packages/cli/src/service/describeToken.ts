import type { AccessToken } from '@personctl/sdk'
import { cisEnvironments, scopeValues, visibleAttributes } from '@personctl/sdk/cis'
import { decodeJwt } from '@personctl/shared/jwt'
import type { ServiceName } from '../config/variables.ts'

/** A token, with what is known about it. */
export type FoundToken = Pick<AccessToken, 'accessToken'> & Partial<AccessToken>

/** The description of a token, which contains nothing that could be used in its place. */
export interface TokenDescription {
  /** `opaque` if only the service can read it. */
  readonly format: 'jwt' | 'opaque'
  readonly service: ServiceName | null
  readonly issuer: string | null
  readonly subject: string | null
  readonly client_id: string | null
  readonly audience: readonly string[]
  readonly scopes: readonly string[]
  readonly issued_at: string | null
  readonly expires_at: string | null
  /** In seconds; negative if it has expired. */
  readonly expires_in: number | null
  readonly algorithm: string | null
  readonly signature_checked: false
  /** The attributes that the scopes let through; null for services other than CIS. */
  readonly shows: readonly string[] | null
}

/** Describes a token by its own claims, and by what came with it. */
export function describeToken(
  { accessToken, expiresAt, issuedAt, scope }: FoundToken,
  requested: ServiceName | undefined,
  now: number,
): TokenDescription {
  const { header, claims } = decodeJwt(accessToken) ?? {}
  const audience = toStrings(claims?.['aud'])
  const inToken = [claims?.['scope'], claims?.['scp']].flatMap(toStrings).flatMap((text) => text.split(/\s+/))
  const inResponse = claims === undefined ? (scope ?? '').split(/\s+/) : []
  const scopes = [...new Set([...inToken, ...inResponse])].filter((word) => word !== '')
  const service = requested ?? (isForCis(audience, scopes) ? 'cis' : undefined)
  const expiry = toMilliseconds(claims?.['exp']) ?? expiresAt
  return {
    format: claims === undefined ? 'opaque' : 'jwt',
    service: service ?? null,
    issuer: toStringOrNull(claims?.['iss']),
    subject: toStringOrNull(claims?.['sub']),
    client_id: toStringOrNull(claims?.['azp'] ?? claims?.['client_id'] ?? claims?.['cid']),
    audience,
    scopes,
    issued_at: toTimestamp(toMilliseconds(claims?.['iat']) ?? issuedAt),
    expires_at: toTimestamp(expiry),
    expires_in: expiry === undefined ? null : Math.floor((expiry - now) / 1000),
    algorithm: toStringOrNull(header?.['alg']),
    signature_checked: false,
    shows: service === 'cis' ? listVisibleAttributes(scopes) : null,
  }
}

function listVisibleAttributes(scopes: readonly string[]): string[] {
  return visibleAttributes(scopes)
    .filter(({ visible }) => visible)
    .map(({ path }) => path)
}

function isForCis(audience: readonly string[], scopes: readonly string[]): boolean {
  const audiences = Object.values(cisEnvironments).map((environment) => environment.audience)
  if (audience.some((name) => audiences.includes(name))) return true
  return scopes.some((scope) => (scopeValues as readonly string[]).includes(scope))
}

function toStrings(value: unknown): string[] {
  return [value].flat().filter((item) => typeof item === 'string')
}

function toStringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function toMilliseconds(seconds: unknown): number | undefined {
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : undefined
}

/** Returns null for a time that a calendar does not have. */
function toTimestamp(at: number | undefined): string | null {
  const date = new Date(at ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

const units = [
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
  ['second', 1],
] as const

/** Formats a time relative to now in its largest unit, such as `in 3 hours` or `2 days ago`. */
export function formatFromNow(seconds: number): string {
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? (['second', 1] as const)
  return new Intl.RelativeTimeFormat('en').format(Math.trunc(seconds / length), unit)
}
