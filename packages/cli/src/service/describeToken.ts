import { cisEnvironments, scopeValues, visibleAttributes } from '@personctl/sdk'
import { decodeJwt } from '@personctl/shared/jwt'
import type { ServiceName } from '../config/variables.ts'
import type { FoundToken } from './tokens.ts'

const units = [
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
  ['second', 1],
] as const

/** A time from now, roughly, as people say it: `in 3 hours`, `2 days ago`. */
export function fromNow(seconds: number): string {
  const size = Math.abs(seconds)
  const [name, length] = units.find(([, length]) => size >= length) ?? (['second', 1] as const)
  const count = Math.floor(size / length)
  const amount = `${count} ${name}${count === 1 ? '' : 's'}`
  return seconds < 0 ? `${amount} ago` : `in ${amount}`
}

/** What there is to say of a token, in which nothing is left of it that could be used. */
export interface TokenDescription {
  /** `opaque` where only the service can read it. */
  readonly format: 'jwt' | 'opaque'
  readonly service: ServiceName | null
  readonly issuer: string | null
  readonly subject: string | null
  readonly client_id: string | null
  readonly audience: readonly string[]
  readonly scopes: readonly string[]
  readonly issued_at: string | null
  readonly expires_at: string | null
  /** In seconds; negative where that is over. */
  readonly expires_in: number | null
  readonly algorithm: string | null
  readonly signature_checked: false
  /** The attributes of CIS that the scopes show; null for other services. */
  readonly shows: readonly string[] | null
}

/** Describes a token by what it says of itself, and by what came with it. */
export function describeToken(
  { accessToken, expiresAt, issuedAt, scope }: FoundToken,
  given: ServiceName | undefined,
  now: number,
): TokenDescription {
  const { header, claims } = decodeJwt(accessToken) ?? {}
  const audience = texts(claims?.['aud'])
  const inToken = [claims?.['scope'], claims?.['scp']].flatMap(texts).flatMap((text) => text.split(/\s+/))
  const inAnswer = claims === undefined ? (scope ?? '').split(/\s+/) : []
  const scopes = [...new Set([...inToken, ...inAnswer])].filter((word) => word !== '')
  const service = given ?? (isOfCis(audience, scopes) ? 'cis' : undefined)
  const ends = milliseconds(claims?.['exp']) ?? expiresAt
  return {
    format: claims === undefined ? 'opaque' : 'jwt',
    service: service ?? null,
    issuer: text(claims?.['iss']),
    subject: text(claims?.['sub']),
    client_id: text(claims?.['azp'] ?? claims?.['client_id'] ?? claims?.['cid']),
    audience,
    scopes,
    issued_at: timestamp(milliseconds(claims?.['iat']) ?? issuedAt),
    expires_at: timestamp(ends),
    expires_in: ends === undefined ? null : Math.floor((ends - now) / 1000),
    algorithm: text(header?.['alg']),
    signature_checked: false,
    shows: service === 'cis' ? shownBy(scopes) : null,
  }
}

function shownBy(scopes: readonly string[]): string[] {
  return visibleAttributes(scopes)
    .filter(({ visible }) => visible)
    .map(({ path }) => path)
}

function isOfCis(audience: readonly string[], scopes: readonly string[]): boolean {
  const audiences = Object.values(cisEnvironments).map((environment) => environment.audience)
  if (audience.some((name) => audiences.includes(name))) return true
  return scopes.some((scope) => (scopeValues as readonly string[]).includes(scope))
}

function texts(value: unknown): string[] {
  return [value].flat().filter((item) => typeof item === 'string')
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function milliseconds(seconds: unknown): number | undefined {
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : undefined
}

/** Null for what is no time, or one beyond all calendars. */
function timestamp(at: number | undefined): string | null {
  const date = new Date(at ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
