import {
  type ArtificialPolicy,
  type GroupAttribute,
  type LegacyReport,
  type PersonReport,
  type ReportGroup,
  type ReportPolicy,
  reportClaimValues,
} from '@personctl/openapi/dabp'
import { type FieldShape, type Shapes, shapes } from '@personctl/openapi/dabpShapes'
import { isObject } from '@personctl/shared/guards'
import { decodeBase64UrlJson } from '@personctl/shared/jwt'
import { InvalidRequestError } from '../errors.ts'
import { kindOf, service } from './values.ts'

/** A report, whichever form it came in. */
export interface DecodedReport extends PersonReport {
  /** The report as it was, where it came in the format of version 1: `groups` holds what can be told from it. */
  readonly legacy?: LegacyReport
}

const superuser: ArtificialPolicy = 'role_superuser'

/**
 * A report of version 1 as one of version 2: whoever has a permission in a group is a superuser there, and a policy
 * counts in the groups that its scopes name. That scopes are groups is nowhere said, so what does not fit that, such as
 * a policy without scopes or one given to somebody else than a person, grants nothing; it is in `legacy` all the same.
 */
function fromLegacy(legacy: LegacyReport): DecodedReport {
  const groups: ReportGroup[] = []
  const policiesOf = new Map<string, ReportPolicy[]>()
  for (const { id, permissions = [], custom_attributes } of legacy.group_permissions) {
    const shared = id === undefined ? [] : (policiesOf.get(id) ?? [])
    if (id !== undefined) policiesOf.set(id, shared)
    if (permissions.length > 0 && !shared.some(({ name }) => name === superuser))
      shared.push({ name: superuser })
    groups.push({
      ...(id !== undefined && { id }),
      attributes: attributesOf(custom_attributes),
      policies: shared,
    })
  }
  for (const { id, name, scopes = [], subject } of legacy.policies ?? []) {
    if (subject?.type !== undefined && subject.type !== 'PERSON') continue
    const policy = { ...(id !== undefined && { id }), ...(name !== undefined && { name }) }
    for (const scope of new Set(scopes)) {
      const policies = policiesOf.get(scope)
      if (policies !== undefined) policies.push(policy)
      else {
        const own = [policy]
        policiesOf.set(scope, own)
        groups.push({ id: scope, policies: own })
      }
    }
  }
  return { groups, legacy }
}

function attributesOf(custom: unknown): GroupAttribute[] {
  if (!isObject(custom)) return []
  return Object.entries(custom).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }))
}

type Fields = Readonly<Record<string, FieldShape>>

/**
 * What is wrong with a value, such as `groups[3].policies that is a text, not a list`; whatever openapi/ leaves out may
 * be there, and whatever it has may be absent or null.
 */
function shapeProblem(
  value: Record<string, unknown>,
  name: keyof Shapes,
): { problem: string | undefined; hasNulls: boolean } {
  let hasNulls = false
  const problem = problemIn(value, name)
  return { problem: problem === undefined ? undefined : problem.slice(1), hasNulls }

  // A path is put together only where something is wrong: reports are large.
  function problemIn(object: Record<string, unknown>, kind: keyof Shapes): string | undefined {
    const fields: Fields = shapes[kind]
    for (const field in fields) {
      const found = object[field]
      if (found === undefined) continue
      if (found === null) hasNulls = true
      else {
        const inside = problemOf(found, fields[field] as FieldShape)
        if (inside !== undefined) return `.${field}${inside}`
      }
    }
    return undefined
  }

  function problemOf(found: unknown, { kind, isList }: FieldShape): string | undefined {
    if (!isList) return problemOfOne(found, kind)
    if (!Array.isArray(found)) return ` that is ${kindOf(found)}, not a list`
    for (let index = 0; index < found.length; index += 1) {
      const inside = problemOfOne(found[index], kind)
      if (inside !== undefined) return `[${index}]${inside}`
    }
    return undefined
  }

  function problemOfOne(found: unknown, kind: FieldShape['kind']): string | undefined {
    if (kind === 'text')
      return typeof found === 'string' ? undefined : ` that is ${kindOf(found)}, not a text`
    return isObject(found) ? problemIn(found, kind) : ` that is ${kindOf(found)}, not an object`
  }
}

/** The same without the fields that are null. */
function withoutNulls(value: Record<string, unknown>, name: keyof Shapes): Record<string, unknown> {
  const fields: Fields = shapes[name]
  const one = (found: unknown, kind: FieldShape['kind']) =>
    kind === 'text' ? found : withoutNulls(found as Record<string, unknown>, kind)
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, found]) => {
      const shape = Object.hasOwn(fields, field) ? fields[field] : undefined
      if (shape === undefined) return [[field, found]]
      if (found === null) return []
      return [
        [field, Array.isArray(found) ? found.map((item) => one(item, shape.kind)) : one(found, shape.kind)],
      ]
    }),
  )
}

/**
 * The report that a value is: an object of version 2 or of version 1, or the JSON of one. What is in it stays as it is,
 * but for nulls, which stand for what is absent.
 *
 * @param refuse makes the error of what is wrong, such as `has groups[3].policies that is a text, not a list`
 */
export function readReport(value: unknown, refuse: (problem: string) => Error): DecodedReport {
  const report = typeof value === 'string' ? parsed(value, refuse) : value
  if (!isObject(report)) throw refuse(`is ${kindOf(report)}, not an object`)
  if (isGiven(report['groups'])) return checked('PersonReport', report, refuse)
  if (isGiven(report['group_permissions'])) return fromLegacy(checked('LegacyReport', report, refuse))
  const others = Object.keys(report).filter((name) => name !== 'groups' && name !== 'group_permissions')
  // No property is required, so somebody in no group may have a report with nothing in it.
  if (others.length === 0) return {}
  throw refuse(`has neither groups nor group_permissions in it, but ${listed(others)}`)
}

/** Names, the first few of them: they are somebody else's, and may be many. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => (name.length > 60 ? `${name.slice(0, 60)}…` : name))
  return `${shown.join(', ')}${names.length > shown.length ? ' and others' : ''}`
}

function parsed(text: string, refuse: (problem: string) => Error): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse('is a text that is no JSON')
  }
}

function checked<Name extends 'PersonReport' | 'LegacyReport'>(
  name: Name,
  report: Record<string, unknown>,
  refuse: (problem: string) => Error,
): Name extends 'PersonReport' ? PersonReport : LegacyReport {
  const found = shapeProblem(report, name)
  if (found.problem !== undefined) throw refuse(`has ${found.problem}`)
  return (found.hasNulls ? withoutNulls(report, name) : report) as never
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}

/**
 * The person report among the claims of somebody who has logged in: those of an ID token, of a JWT access token, of the
 * answer of userinfo or of introspection. All forms of it are understood: the claim
 * `urn:onegini.com:oidc:group_policies` with a report of version 2 or of version 1, and the claim `group_permissions`
 * with one of version 1 as a string; each of them as JSON, too.
 *
 * It reads what it is given and verifies nothing: the claims must come from where they can be trusted.
 *
 * @returns the report as it is; of one of version 1 what can be told from it, and itself as `legacy`
 * @throws InvalidRequestError with the code `no_report` where there is no such claim, and `invalid_report` where there
 * is one that is no report
 * @see https://github.com/onewelcome/identity-cloud-documentation, `docs/products/access/topics/dum-report`
 * @example
 * const report = reportFromClaims(await (await fetch(userInfoUrl, { headers })).json())
 * if (isSuperuser(report, { group: 'Intermediary B' })) …
 */
export function reportFromClaims(claims: unknown): DecodedReport {
  if (!isObject(claims)) {
    throw new InvalidRequestError(`The claims are ${kindOf(claims)}, not an object.`, {
      service,
      hint: 'Of a token, verifyReport and decodeReport read them.',
    })
  }
  for (const claim of reportClaimValues) {
    if (!Object.hasOwn(claims, claim) || claims[claim] === undefined) continue
    return readReport(
      claims[claim],
      (problem) =>
        new InvalidRequestError(`The claim ${claim} is no person report: it ${problem}.`, {
          service,
          code: 'invalid_report',
        }),
    )
  }
  throw new InvalidRequestError(`Among the claims is no person report: ${whatThereIs(claims)}.`, {
    service,
    code: 'no_report',
    hint: `It is ${reportClaimValues.join(' or ')}, for clients with DABP integration. Access tokens lack it where it would be too large.`,
  })
}

function whatThereIs(claims: Record<string, unknown>): string {
  if (claims['active'] === false) return 'the token they are of is not active'
  const names = Object.keys(claims)
  return names.length === 0 ? 'there are none' : `there are ${listed(names)}`
}

/**
 * The person report in an ID token or a JWT access token, **unverified**: anybody can write such a token. It is for
 * looking into one, and for one that came straight from the token endpoint. To decide by, use `verifyReport`.
 *
 * @param jwt the token alone, without `Bearer`
 * @returns as `reportFromClaims`
 * @throws InvalidRequestError with the code `invalid_token` where it is no JWT, or as `reportFromClaims`
 * @example
 * console.log(decodeReport(idToken).groups)
 */
export function decodeReport(jwt: string): DecodedReport {
  return reportFromClaims(claimsOf(jwt))
}

/** The claims in a signed token, unverified. Throws InvalidRequestError where it is none. No error has any part of it. */
export function claimsOf(jwt: unknown): Record<string, unknown> {
  if (typeof jwt !== 'string' || jwt.trim() === '') throw notAToken('is empty')
  const parts = jwt.trim().split('.')
  if (parts.length === 5) throw notAToken('is encrypted: only whom it is for can read it')
  const [header, payload] = parts
  if (parts.length !== 3 || header === undefined || payload === undefined) {
    throw notAToken(parts.length === 1 ? 'is opaque, or no token at all' : `has ${parts.length} parts, not 3`)
  }
  if (!isObject(decodeBase64UrlJson(header))) throw notAToken('has no header that can be read')
  const claims = decodeBase64UrlJson(payload)
  if (!isObject(claims)) throw notAToken('has no claims that can be read')
  return claims
}

export function notAToken(problem: string): InvalidRequestError {
  return new InvalidRequestError(`This is no JSON Web Token: it ${problem}.`, {
    service,
    code: 'invalid_token',
    hint: 'Give the token alone. What an opaque one stands for, introspection tells.',
  })
}
