import type { NewPerson } from '@personctl/generated/admin'
import {
  applicationFieldTypes,
  type FieldType,
  groupFieldTypes,
  identityFieldTypes,
  roleFieldTypes,
} from '@personctl/generated/cernFields'
import { scopeValues } from '@personctl/generated/cis'
import { type ProfileAttribute, profileAttributes } from '@personctl/generated/cisAttributes'
import { reportScopeValues } from '@personctl/generated/dabp'
import { type FieldShape, type Shapes, shapes } from '@personctl/generated/dabpShapes'
import { didYouMean, editDistance } from '@personctl/shared/didYouMean'
import { isObject } from '@personctl/shared/guards'
import { protocols } from '../authorization/records.ts'
import { lookupKeys, readStringAttribute } from '../profile.ts'

/** A problem of a value: the path inside the value, and the reason. */
export interface DataProblem {
  readonly path: readonly (string | number)[]
  readonly reason: string
}

/** Returns the first problem of a value; undefined if it is valid. */
export type DataCheck = (value: unknown) => DataProblem | undefined

/** Formats a path such as `cis.profiles[3].uuid`. */
export function formatDataPath(path: readonly (string | number)[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '')
}

/** Describes a value in an error: text as it is, but only the kind of lists and objects. */
export function describeKind(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

const problem = (reason: string, ...path: readonly (string | number)[]): DataProblem => ({ path, reason })

const within = (name: string | number, found: DataProblem | undefined): DataProblem | undefined =>
  found && { ...found, path: [name, ...found.path] }

/** Checks each row of a list. */
export const listOf =
  (check: DataCheck): DataCheck =>
  (value) => {
    if (!Array.isArray(value)) return problem(`expected a list, found ${describeKind(value)}`)
    for (const [index, row] of value.entries()) {
      const found = within(index, check(row))
      if (found !== undefined) return found
    }
    return undefined
  }

/**
 * Checks an object that may have these members and no others.
 *
 * @param required the members that it must have
 */
export const membersOf =
  (checks: Readonly<Record<string, DataCheck>>, required: readonly string[] = []): DataCheck =>
  (value) => {
    if (!isObject(value)) return problem(`expected an object, found ${describeKind(value)}`)
    for (const name of Object.keys(value))
      if (!Object.hasOwn(checks, name)) return describeUnknownName(name, Object.keys(checks))
    for (const [name, check] of Object.entries(checks)) {
      // As JSON has it, a member without a value is not there.
      const isGiven = Object.hasOwn(value, name) && value[name] !== undefined
      if (!isGiven && !required.includes(name)) continue
      const found = within(name, check(value[name]))
      if (found !== undefined) return found
    }
    return undefined
  }

function describeUnknownName(name: string, known: readonly string[]): DataProblem {
  const nearest = didYouMean(name, known)
  const hint = nearest === undefined ? `known are ${known.join(', ')}` : `did you mean ${nearest}?`
  return problem(`unknown key; ${hint}`, name)
}

const text = (what: string): DataCheck => {
  return (value) => {
    if (typeof value !== 'string') return problem(`expected ${what}, found ${describeKind(value)}`)
    return value === '' ? problem(`expected ${what}, found an empty string`) : undefined
  }
}

const boolean: DataCheck = (value) =>
  typeof value === 'boolean' ? undefined : problem(`expected true or false, found ${describeKind(value)}`)

const string: DataCheck = (value) =>
  typeof value === 'string' ? undefined : problem(`expected a string, found ${describeKind(value)}`)

// The value itself is never part of a message.
const secret: DataCheck = (value) => {
  if (value === null || (typeof value === 'string' && value !== '')) return undefined
  const kind =
    value === '' ? 'an empty string' : value === undefined ? 'nothing' : `a value of type ${typeof value}`
  return problem(`expected a secret, which is a string, or null for a public client, found ${kind}`)
}

const signInScopes = ['openid', 'profile', 'email', 'offline_access']

/** Checks the name of a scope. A client may have scopes of its own, but none that is nearly one of a service. */
const scope: DataCheck = (value) => {
  if (typeof value !== 'string') return string(value)
  const known: readonly string[] = [...scopeValues, ...reportScopeValues, ...signInScopes]
  if (known.includes(value)) return undefined
  // Two letters: others of the services, and of teams, have as much in common as display:staff and display:all.
  const limit = Math.min(3, Math.floor(value.length / 4) + 1)
  const intended = known.find((one) => editDistance(value.toLowerCase(), one, limit) < limit)
  if (intended === undefined) return undefined
  return problem(`unknown scope ${describeKind(value)}; did you mean ${intended}?`)
}

/** Checks the scopes of a client. In a file they may be one string, as OAuth writes them. */
export const checkScopes: DataCheck = (value) => {
  if (Array.isArray(value)) return listOf(scope)(value)
  if (typeof value !== 'string')
    return problem(`expected a list of scopes, or a string with scopes, found ${describeKind(value)}`)
  const found = listOf(scope)(value.split(/\s+/))
  return found && problem(found.reason)
}

const url: DataCheck = (value) =>
  typeof value === 'string' && URL.canParse(value.replace(/\*$/, ''))
    ? undefined
    : problem(`expected a URL such as https://app.example/callback, found ${describeKind(value)}`)

// jose checks the keys when a client uses one.
const keySet: DataCheck = (value) =>
  isObject(value) &&
  Array.isArray(value['keys']) &&
  value['keys'].every((key) => isObject(key) && typeof key['kty'] === 'string' && !Object.hasOwn(key, 'd'))
    ? undefined
    : problem('expected a JSON Web Key Set with public keys only: { keys: [{ kty, … }] }')

/** Checks a client of a data file. */
export const checkClient: DataCheck = membersOf(
  {
    id: text('an id'),
    secret,
    scopes: checkScopes,
    groups: listOf(string),
    exchangesFor: listOf(string),
    opaqueTokens: boolean,
    legacyGroupPermissions: boolean,
    redirectUris: listOf(url),
    postLogoutRedirectUris: listOf(url),
    jwks: keySet,
    rotateRefreshTokens: boolean,
  },
  ['id', 'secret'],
)

const name = text('a name')

/** Checks one membership of the CERN part. */
const checkMembership: DataCheck = (value) => {
  const found = membersOf({ group: name, identity: name, memberGroup: name }, ['group'])(value)
  if (found !== undefined || !isObject(value)) return found
  return (value['identity'] === undefined) === (value['memberGroup'] === undefined)
    ? problem('expected either identity or memberGroup beside group')
    : undefined
}

const registration = membersOf(
  {
    provider: (value) =>
      protocols.some((protocol) => protocol === value)
        ? undefined
        : problem(`expected one of ${protocols.join(', ')}, found ${describeKind(value)}`),
    definition: string,
  },
  ['provider'],
)

const role = rowCheck('a role', roleFieldTypes, ['name'], { groups: listOf(name) })

/** The kinds of rows at CERN that have fields. */
export type RowKind = 'identity' | 'group' | 'application'

/** The checks of the rows of each kind. Documented fields must have the documented type; others may hold anything. */
export const rowChecks: Readonly<Record<RowKind, DataCheck>> = {
  identity: rowCheck('an identity', identityFieldTypes, ['upn', 'id']),
  group: rowCheck('a group', groupFieldTypes, ['groupIdentifier']),
  application: rowCheck('an application', applicationFieldTypes, ['applicationIdentifier'], {
    roles: listOf(role),
    registration,
  }),
}

/** Checks some fields of a row, which may lack those that a whole row must have. */
export const fieldChecks: Readonly<Record<RowKind, DataCheck>> = {
  identity: rowCheck('an identity', identityFieldTypes, []),
  group: rowCheck('a group', groupFieldTypes, []),
  application: rowCheck('an application', applicationFieldTypes, [], { roles: listOf(role), registration }),
}

/** Checks the CERN part. References between rows are checked later, when all rows are known. */
export const checkAuthorizationData: DataCheck = membersOf({
  identities: listOf(rowChecks.identity),
  groups: listOf(rowChecks.group),
  memberships: listOf(checkMembership),
  applications: listOf(rowChecks.application),
})

/**
 * Creates the check of a row.
 *
 * @param oneOf the row must have at least one of these fields; without any, it may lack all
 * @param parts the checks of nested rows
 */
function rowCheck(
  kind: string,
  types: Readonly<Record<string, readonly FieldType[]>>,
  oneOf: readonly string[],
  parts: Readonly<Record<string, DataCheck>> = {},
): DataCheck {
  return (row) => {
    if (!isObject(row)) return problem(`expected the fields of ${kind}, found ${describeKind(row)}`)
    if (oneOf.length > 0 && !oneOf.some((field) => typeof row[field] === 'string' && row[field] !== ''))
      return problem(`expected ${oneOf.join(' or ')}, a string that is not empty`)
    for (const [field, value] of Object.entries(row)) {
      const part = Object.hasOwn(parts, field) ? parts[field] : undefined
      const found = part === undefined ? checkField(types, field, value) : part(value)
      if (found !== undefined) return within(field, found)
    }
    return undefined
  }
}

function checkField(
  types: Readonly<Record<string, readonly FieldType[]>>,
  field: string,
  value: unknown,
): DataProblem | undefined {
  const allowed = Object.hasOwn(types, field) ? types[field] : undefined
  if (allowed === undefined) {
    // The service may have fields that are not documented. A name that is nearly a documented one is a typing error.
    const intended = Object.keys(types).find((known) => isNearly(field, known))
    return intended === undefined ? undefined : problem(`unknown field; did you mean ${intended}?`)
  }
  if (field === 'id')
    return typeof value === 'string' && guid.test(value)
      ? undefined
      : problem(`expected a GUID, found ${describeKind(value)}`)
  return allowed.some((type) => isOfType(value, type))
    ? undefined
    : problem(`expected ${allowed.join(' or ')}, found ${describeKind(value)}`)
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

// Only in case and separators: the service has fields such as telephone2, which are not documented.
const isNearly = (one: string, other: string): boolean =>
  normalizeFieldName(one) === normalizeFieldName(other)

const normalizeFieldName = (field: string): string => field.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

function isOfType(value: unknown, type: FieldType): boolean {
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isSafeInteger(value)
  return type === 'object' ? isObject(value) : typeof value === type
}

/** Checks a report. Documented fields must be of the documented type or null; others may hold anything. */
export const checkReport: DataCheck = (report) => checkShape('PersonReport', report)

/** Checks the reports of a data file. */
export const checkReports: DataCheck = (reports) => {
  if (!isObject(reports)) return problem(`expected reports by reference id, found ${describeKind(reports)}`)
  for (const [referenceId, report] of Object.entries(reports)) {
    if (referenceId === '') return problem('expected reference ids, found an empty string')
    const found = within(referenceId, checkReport(report))
    if (found !== undefined) return found
  }
  return undefined
}

function checkShape(kind: FieldShape['kind'], value: unknown): DataProblem | undefined {
  if (kind === 'text') return string(value)
  if (!isObject(value)) return problem(`expected an object, found ${describeKind(value)}`)
  const fields: Readonly<Record<string, FieldShape | undefined>> = shapes[kind satisfies keyof Shapes]
  for (const [field, shape] of Object.entries(fields)) {
    if (shape === undefined || !Object.hasOwn(value, field) || value[field] === null) continue
    const check: DataCheck = (part) => checkShape(shape.kind, part)
    const found = within(field, (shape.isList ? listOf(check) : check)(value[field]))
    if (found !== undefined) return found
  }
  return undefined
}

/** The members of a person who is given by values. A raw profile has none of these attributes. */
const valueMembers = ['attributes', 'displays', 'profile']

/** True for a person who is given by values, as `POST /__admin/people` takes them, or by a builder. */
export function isGivenByValues(person: unknown): person is NewPerson {
  if (!isObject(person)) return false
  const names = Object.keys(person)
  return names.length > 0 && names.every((member) => valueMembers.includes(member))
}

const attributesByPath = new Map<string, ProfileAttribute>(profileAttributes.map((one) => [one.path, one]))
const groupNames: ReadonlySet<string> = new Set(profileAttributes.flatMap(({ group }) => group ?? []))

/**
 * Checks a raw profile. An attribute with metadata is served as it is, however odd, unless its name is a typing error. One
 * without must have the content that the profile schema allows.
 */
export const checkProfile: DataCheck = (profile) => {
  if (!isObject(profile))
    return problem(`expected a profile, which is an object, found ${describeKind(profile)}`)
  for (const [member, value] of Object.entries(profile)) {
    if (member === 'schema') continue
    const found = groupNames.has(member) ? checkGroup(member, value) : checkAttribute(member, value)
    if (found !== undefined) return within(member, found)
  }
  if (lookupKeys.some((key) => readStringAttribute(profile, key) !== undefined)) return undefined
  return problem(`nobody could find this profile: set one of ${lookupKeys.join(', ')}; ${orLenient}`)
}

const orLenient = 'or set cis.lenient to true, to serve odd profiles as they are'

function checkGroup(group: string, value: unknown): DataProblem | undefined {
  if (value === null) return undefined
  if (!isObject(value))
    return problem(`expected an object with attributes, found ${describeKind(value)}; ${orLenient}`)
  if (Object.hasOwn(value, 'metadata')) return undefined
  for (const [member, attribute] of Object.entries(value)) {
    const found = within(member, checkAttribute(`${group}.${member}`, attribute))
    if (found !== undefined) return found
  }
  return undefined
}

function checkAttribute(path: string, value: unknown): DataProblem | undefined {
  const attribute = attributesByPath.get(path)
  if (attribute === undefined) return checkUnknownAttribute(path, value)
  if (isObject(value) && isObject(value['metadata'])) return undefined
  const carrier = isObject(value) ? ['value', 'values'].find((one) => Object.hasOwn(value, one)) : undefined
  if (!isObject(value) || carrier === undefined) {
    const content = JSON.stringify(isObject(value) || Array.isArray(value) ? '…' : value)
    return problem(
      `expected an object with ${attribute.carrier}, found ${describeKind(value)}; write { "${attribute.carrier}": ${content} }, ` +
        `or the person as { "attributes": { "${path}": ${content} } }`,
    )
  }
  const content = value[carrier]
  const isValid = content === null || typeof content === attribute.type
  if (isValid) return undefined
  const type = { string: 'a string', boolean: 'true or false', object: 'an object' }[attribute.type]
  return problem(`expected ${type} or null, found ${describeKind(content)}; ${orLenient}`, carrier)
}

/** An attribute that the profile schema lacks is served as it is, unless its name is nearly one that the schema has. */
function checkUnknownAttribute(path: string, value: unknown): DataProblem | undefined {
  const inGroup = path.includes('.')
  const known = inGroup
    ? [...attributesByPath.keys()].filter((one) => one.startsWith(path.slice(0, path.indexOf('.') + 1)))
    : [...attributesByPath.keys(), ...groupNames]
  const nearest = didYouMean(path, known)
  const isPlain = !isObject(value) || !isObject(value['metadata'])
  if (nearest !== undefined && (isPlain || normalizeFieldName(nearest) === normalizeFieldName(path)))
    return problem(`unknown attribute; did you mean ${nearest}? Else set cis.lenient to true`)
  return undefined
}

const deepest = 200

/** Returns the path of something nested too deeply for the services; undefined if nothing is. */
export function findTooDeep(value: unknown, depth = 0): DataProblem | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > deepest) return problem(`is nested more than ${deepest} levels deep`)
  for (const [member, part] of Object.entries(value)) {
    if (typeof part !== 'object' || part === null) continue
    const found = findTooDeep(part, depth + 1)
    // The first levels say enough.
    if (found !== undefined)
      return depth < 4 ? within(Array.isArray(value) ? Number(member) : member, found) : found
  }
  return undefined
}
