import {
  type ArtificialPolicy,
  type GroupAttribute,
  type LegacyReport,
  type PersonReport,
  type ReportGroup,
  type ReportPolicy,
  reportClaimValues,
} from '@personctl/generated/dabp'
import { type FieldShape, type Shapes, shapes } from '@personctl/generated/dabpShapes'
import { isObject } from '@personctl/shared/guards'
import { decodeBase64UrlJson } from '@personctl/shared/jwt'
import { invalidArgument } from '../arguments.ts'
import { InvalidRequestError } from '../errors.ts'

export const service = 'dabp'

/** A report, in the format of version 2. */
export interface DecodedReport extends PersonReport {
  /** The original report, if it was in the format of version 1. `groups` contains what can be derived from it. */
  readonly legacy?: LegacyReport
}

/**
 * Returns the person report among the claims of a person who has logged in: the claims of an ID token or a JWT access
 * token, or a response of userinfo or introspection. It understands all forms: the claim
 * `urn:onegini.com:oidc:group_policies` with a report of version 2 or 1, and the claim `group_permissions` with one of
 * version 1 as a string, each also as JSON.
 *
 * It verifies nothing, so the claims must come from a trusted source.
 *
 * @returns the report; for version 1 what can be derived from it, with the original as `legacy`
 * @throws {InvalidRequestError} with the code `no_report` if the claim is missing, and `invalid_report` if its value is
 * not a report
 * @see https://github.com/onewelcome/identity-cloud-documentation, `docs/products/access/topics/dum-report`
 * @example
 * const report = reportFromClaims(await (await fetch(userInfoUrl, { headers })).json())
 * if (isSuperuser(report, { group: 'Intermediary B' })) …
 */
export function reportFromClaims(claims: unknown): DecodedReport {
  if (!isObject(claims)) {
    throw new InvalidRequestError(`The claims are ${describeType(claims)}, not an object.`, {
      service,
      param: 'claims',
      hint: 'To read the claims of a token, use verifyReport or decodeReport.',
    })
  }
  for (const claim of reportClaimValues) {
    if (!Object.hasOwn(claims, claim) || claims[claim] === undefined) continue
    return readReport(claims[claim], (problem) => invalidReport(`The claim ${claim}`, problem))
  }
  throw new InvalidRequestError(`The claims contain no person report: ${describeClaims(claims)}.`, {
    service,
    code: 'no_report',
    hint: `The report is the claim ${reportClaimValues.join(' or ')}, for clients with DABP integration. Access tokens omit it if it would be too large.`,
  })
}

function describeClaims(claims: Record<string, unknown>): string {
  if (claims['active'] === false) return 'their token is not active'
  const names = Object.keys(claims)
  return names.length === 0 ? 'they are empty' : `they are ${listNames(names)}`
}

/**
 * Returns the person report in an ID token or a JWT access token, **unverified**: anybody can write such a token. Use it
 * to inspect tokens, or for a token that came directly from the token endpoint. Base decisions on `verifyReport`.
 *
 * @param jwt the token alone, without `Bearer`
 * @returns the same as `reportFromClaims`
 * @throws {InvalidRequestError} with the code `invalid_token` if it is not a JWT, and as `reportFromClaims` does
 * @example
 * console.log(decodeReport(idToken).groups)
 */
export function decodeReport(jwt: string): DecodedReport {
  return reportFromClaims(readClaims(jwt))
}

/** Returns the claims in a signed token, unverified. Throws InvalidRequestError if it is not one; no error shows a part of it. */
export function readClaims(jwt: unknown): Record<string, unknown> {
  if (typeof jwt !== 'string' || jwt.trim() === '') throw invalidToken('is empty')
  const parts = jwt.trim().split('.')
  if (parts.length === 5) throw invalidToken('is encrypted: only its recipient can read it')
  const [header, payload] = parts
  if (parts.length !== 3 || header === undefined || payload === undefined) {
    throw invalidToken(
      parts.length === 1 ? 'is opaque, or not a token at all' : `has ${parts.length} parts instead of 3`,
    )
  }
  if (!isObject(decodeBase64UrlJson(header))) throw invalidToken('has no readable header')
  const claims = decodeBase64UrlJson(payload)
  if (!isObject(claims)) throw invalidToken('has no readable claims')
  return claims
}

/** Creates the error for a string that is not a JWT. */
export function invalidToken(problem: string): InvalidRequestError {
  return new InvalidRequestError(`The token is not a JSON Web Token: it ${problem}.`, {
    service,
    param: 'jwt',
    code: 'invalid_token',
    hint: 'Pass the token alone. Opaque tokens cannot be decoded; introspect them instead.',
  })
}

/**
 * Returns a report from an object of version 2 or 1, or from the JSON of one. Its content is not changed, except that
 * null values, which mean absent ones, are removed.
 *
 * @param createError creates the error for a problem, such as `has groups[3].policies that is a string, not a list`
 */
export function readReport(value: unknown, createError: (problem: string) => Error): DecodedReport {
  const report = typeof value === 'string' ? parseReport(value, createError) : value
  if (!isObject(report)) throw createError(`is ${describeType(report)}, not an object`)
  if (isPresent(report['groups'])) return readShape<PersonReport>(report, 'PersonReport', createError)
  if (isPresent(report['group_permissions']))
    return convertLegacyReport(readShape<LegacyReport>(report, 'LegacyReport', createError))
  const others = Object.keys(report).filter((name) => name !== 'groups' && name !== 'group_permissions')
  // No property is required, so the report on a person without groups may be empty.
  if (others.length === 0) return {}
  throw createError(`has neither groups nor group_permissions, but ${listNames(others)}`)
}

/** Creates the error for a value that is not a report. */
export function invalidReport(source: string, problem: string): InvalidRequestError {
  return new InvalidRequestError(`${source} is not a person report: it ${problem}.`, {
    service,
    code: 'invalid_report',
  })
}

/** Returns names for an error, only the first few: they come from others, and there may be many. */
export function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => (name.length > 60 ? `${name.slice(0, 60)}…` : name))
  return `${shown.join(', ')}${names.length > shown.length ? ' and others' : ''}`
}

/** Returns the type of a value for an error, without its content, which may be personal. */
export function describeType(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'missing'
  if (Array.isArray(value)) return 'a list'
  const types: Record<string, string> = { string: 'a string', number: 'a number', boolean: 'a boolean' }
  return types[typeof value] ?? 'an object'
}

/**
 * Checks that an argument is a report, as the functions of this package return it. A report is checked once.
 *
 * @throws {InvalidRequestError} if it is not
 */
export function checkReport(report: unknown): asserts report is PersonReport {
  if (!isObject(report)) throw invalidArgument(service, 'report', report, 'a person report')
  if (checkedReports.has(report)) return
  const { problem } = checkShape(report, 'PersonReport')
  if (problem !== undefined) throw invalidReport('The argument report', `has ${problem}`)
  checkedReports.add(report)
}

const checkedReports = new WeakSet<object>()

function parseReport(json: string, createError: (problem: string) => Error): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw createError('is a string that is not JSON')
  }
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null
}

function readShape<Report>(
  report: Record<string, unknown>,
  name: 'PersonReport' | 'LegacyReport',
  createError: (problem: string) => Error,
): Report {
  const { problem, hasNulls } = checkShape(report, name)
  if (problem !== undefined) throw createError(`has ${problem}`)
  return (hasNulls ? removeNulls(report, name) : report) as Report
}

type Fields = Readonly<Record<string, FieldShape>>

/**
 * Returns the first problem of a value, such as `groups[3].policies that is a string, not a list`. Fields that the
 * description of the API omits may be present; fields that it has may be absent or null.
 */
function checkShape(
  value: Record<string, unknown>,
  name: keyof Shapes,
): { problem: string | undefined; hasNulls: boolean } {
  let hasNulls = false
  const problem = findInObject(value, name)
  return { problem: problem === undefined ? undefined : problem.slice(1), hasNulls }

  // A path is built only for a problem, since reports are large.
  function findInObject(object: Record<string, unknown>, kind: keyof Shapes): string | undefined {
    const fields: Fields = shapes[kind]
    for (const field in fields) {
      const member = object[field]
      if (member === undefined) continue
      if (member === null) hasNulls = true
      else {
        const inside = findInField(member, fields[field] as FieldShape)
        if (inside !== undefined) return `.${field}${inside}`
      }
    }
    return undefined
  }

  function findInField(member: unknown, { kind, isList }: FieldShape): string | undefined {
    if (!isList) return findInMember(member, kind)
    if (!Array.isArray(member)) return ` that is ${describeType(member)}, not a list`
    for (let index = 0; index < member.length; index += 1) {
      const inside = findInMember(member[index], kind)
      if (inside !== undefined) return `[${index}]${inside}`
    }
    return undefined
  }

  function findInMember(member: unknown, kind: FieldShape['kind']): string | undefined {
    if (kind === 'text')
      return typeof member === 'string' ? undefined : ` that is ${describeType(member)}, not a string`
    return isObject(member) ? findInObject(member, kind) : ` that is ${describeType(member)}, not an object`
  }
}

/** Returns an object of a given shape without the fields that are null. */
function removeNulls(object: Record<string, unknown>, name: keyof Shapes): Record<string, unknown> {
  const fields: Fields = shapes[name]
  const clean = (member: unknown, kind: FieldShape['kind']) =>
    kind === 'text' ? member : removeNulls(member as Record<string, unknown>, kind)
  return Object.fromEntries(
    Object.entries(object).flatMap(([field, member]) => {
      const shape = Object.hasOwn(fields, field) ? fields[field] : undefined
      if (shape === undefined) return [[field, member]]
      if (member === null) return []
      const { kind } = shape
      return [
        [field, Array.isArray(member) ? member.map((element) => clean(element, kind)) : clean(member, kind)],
      ]
    }),
  )
}

const superuser: ArtificialPolicy = 'role_superuser'

/**
 * Converts a report of version 1 to version 2. A person with a permission in a group is a superuser there, and a policy
 * applies to the groups that its scopes name. It is not documented that scopes are groups, so what does not fit, such as a
 * policy without scopes or one of another subject than a person, grants nothing. It remains in `legacy`.
 */
function convertLegacyReport(legacy: LegacyReport): DecodedReport {
  const groups: ReportGroup[] = []
  const policiesByGroup = new Map<string, ReportPolicy[]>()
  for (const { id, permissions = [], custom_attributes } of legacy.group_permissions) {
    const policies = id === undefined ? [] : (policiesByGroup.get(id) ?? [])
    if (id !== undefined) policiesByGroup.set(id, policies)
    if (permissions.length > 0 && !policies.some(({ name }) => name === superuser))
      policies.push({ name: superuser })
    groups.push({
      ...(id !== undefined && { id }),
      attributes: convertAttributes(custom_attributes),
      policies,
    })
  }
  for (const { id, name, scopes = [], subject } of legacy.policies ?? []) {
    if (subject?.type !== undefined && subject.type !== 'PERSON') continue
    const policy = { ...(id !== undefined && { id }), ...(name !== undefined && { name }) }
    for (const scope of new Set(scopes)) {
      const policies = policiesByGroup.get(scope)
      if (policies !== undefined) policies.push(policy)
      else {
        const own = [policy]
        policiesByGroup.set(scope, own)
        groups.push({ id: scope, policies: own })
      }
    }
  }
  return { groups, legacy }
}

function convertAttributes(attributes: unknown): GroupAttribute[] {
  if (!isObject(attributes)) return []
  return Object.entries(attributes).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }))
}
