import { type ProfileAttribute, profileAttributes } from '../attributes.generated.ts'
import {
  classificationValues,
  displayLevelValues,
  publisherValues,
  signatureAlgorithmValues,
  signatureTypeValues,
} from '../wire.generated.ts'

/** One thing that is wrong with a profile. */
export interface ProfileProblem {
  /** Where, such as `staff_information.title.metadata.display`; empty for the profile itself. */
  readonly path: string
  readonly reason: string
}

/**
 * Checks a whole profile, as it is stored, against the rules of the profile schema: that nothing is missing and nothing
 * too much, that each value has its type, and each attribute a classification and a display that it may have. What a
 * service has answered is filtered, and so mostly incomplete.
 *
 * @param profile anything, such as the parsed content of a file
 * @returns all that is wrong, in the order of the schema; empty for a valid profile
 * @example
 * for (const { path, reason } of validateProfile(JSON.parse(text))) console.error(`${path}: ${reason}`)
 * @see https://auth.mozilla.com/.well-known/profile.schema
 */
export function validateProfile(profile: unknown): ProfileProblem[] {
  return problemsOf(profile, '', fieldsOfProfile)
}

/** Says what is wrong with the value at a path. */
type Check = (value: unknown, path: string) => ProfileProblem[]
type Fields = Readonly<Record<string, { check: Check; required: boolean }>>

const anything: Check = () => []
const text: Check = (value, path) => (typeof value === 'string' ? [] : [wrong(path, 'a text', value)])
const truth: Check = (value, path) =>
  typeof value === 'boolean' ? [] : [wrong(path, 'true or false', value)]
const textOrNull: Check = (value, path) => (value === null ? [] : text(value, path))
const truthOrNull: Check = (value, path) => (value === null ? [] : truth(value, path))
const objectOrNull: Check = (value, path) =>
  value === null || isObject(value) ? [] : [wrong(path, 'an object or null', value)]
const dateTime: Check = (value, path) => {
  const isDateTime = typeof value === 'string' && rfc3339.test(value) && !Number.isNaN(Date.parse(value))
  return isDateTime ? [] : [wrong(path, 'a date and time such as 2026-01-31T12:00:00Z', value)]
}
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i

function oneOf(accepted: readonly unknown[]): Check {
  const choices = accepted.map((one) => JSON.stringify(one)).join(', ')
  const expected = accepted.length === 1 ? choices : `one of ${choices}`
  return (value, path) => (accepted.includes(value) ? [] : [wrong(path, expected, value)])
}

function object(fields: Fields): Check {
  return (value, path) => problemsOf(value, path, fields)
}

function listOf(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return [wrong(path, 'a list', value)]
    return value.flatMap((item, index) => check(item, `${path}[${index}]`))
  }
}

function required(checks: Record<string, Check>): Fields {
  return Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, { check, required: true }]))
}

const signature = object(
  required({
    publisher: object(signedBy(oneOf(publisherValues))),
    additional: listOf(object(signedBy(textOrNull))),
  }),
)

function signedBy(name: Check): Fields {
  return required({
    alg: oneOf(signatureAlgorithmValues),
    typ: oneOf(signatureTypeValues),
    name,
    value: text,
  })
}

function attribute({ carrier, type, group, allowed }: ProfileAttribute): Check {
  const metadata = required({
    classification: oneOf(allowed?.classification ?? classificationValues),
    last_modified: dateTime,
    created: dateTime,
    verified: truth,
    display: oneOf(allowed?.display ?? [...displayLevelValues, null]),
  })
  // The schema leaves the values of an attribute open, but for those of access_information.
  const values = group === 'access_information' ? objectOrNull : anything
  const value = type === 'boolean' ? truthOrNull : textOrNull
  return object(
    required({ signature, metadata: object(metadata), [carrier]: carrier === 'values' ? values : value }),
  )
}

const fieldsOfProfile: Fields = required({
  schema: text,
  ...Object.fromEntries(
    profileAttributes.flatMap((one) => (one.group === null ? [[one.path, attribute(one)]] : [])),
  ),
  identities: object(groupOf('identities', false)),
  access_information: object(groupOf('access_information', true)),
  staff_information: object(groupOf('staff_information', true)),
})

function groupOf(group: string, isRequired: boolean): Fields {
  const members = profileAttributes.filter((one) => one.group === group)
  return Object.fromEntries(members.map((one) => [one.name, { check: attribute(one), required: isRequired }]))
}

function problemsOf(value: unknown, path: string, fields: Fields): ProfileProblem[] {
  if (!isObject(value)) return [wrong(path, 'an object', value)]
  const at = (name: string) => (path === '' ? name : `${path}.${name}`)
  const missingOrWrong = Object.entries(fields).flatMap(([name, field]) => {
    if (Object.hasOwn(value, name)) return field.check(value[name], at(name))
    return field.required ? [{ path: at(name), reason: 'is missing' }] : []
  })
  const surplus = Object.keys(value).filter((name) => !Object.hasOwn(fields, name))
  return [
    ...missingOrWrong,
    ...surplus.map((name) => ({ path: at(name), reason: 'is not part of the schema' })),
  ]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(path: string, expected: string, value: unknown): ProfileProblem {
  const written = JSON.stringify(value) ?? String(value)
  return { path, reason: `is ${written.length > 60 ? `${written.slice(0, 60)}…` : written}, not ${expected}` }
}
