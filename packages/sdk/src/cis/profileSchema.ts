import {
  classificationValues,
  displayLevelValues,
  publisherValues,
  signatureAlgorithmValues,
  signatureTypeValues,
} from '@personctl/generated/cis'
import { type ProfileAttribute, profileAttributes } from '@personctl/generated/cisAttributes'
import { isObject } from '@personctl/shared/guards'
import { checkOptions, describeValue, type OptionNames } from '../arguments.ts'
import { service } from './cisApi.ts'

/** One violation of the profile schema. */
export interface ProfileProblem {
  /** The path, such as `staff_information.title.metadata.display`; empty for the profile itself. */
  readonly path: string
  /** The violation, such as `is missing`, which continues the path to a sentence. */
  readonly reason: string
}

/**
 * Checks a whole profile, as it is stored, against the profile schema: required and unknown properties, types of values,
 * and the allowed classifications and displays of each attribute. A profile from a response is filtered, and therefore
 * usually incomplete.
 *
 * @param profile any value, such as the parsed content of a file
 * @param options `checksFormats: false` takes any string for a date, as the validator of the service's own library does
 * @returns all violations in the order of the schema; empty for a valid profile
 * @example
 * for (const { path, reason } of validateProfile(JSON.parse(text))) console.error(`${path}: ${reason}`)
 * @see https://auth.mozilla.com/.well-known/profile.schema
 */
export function validateProfile(profile: unknown, options: ValidateProfileOptions = {}): ProfileProblem[] {
  checkOptions(service, options, { checksFormats: 1 } satisfies OptionNames<ValidateProfileOptions>)
  if (options.checksFormats === false) return findProblems(profile, '', describeProfile(checkText))
  profileFields ??= describeProfile(checkDateTime)
  return findProblems(profile, '', profileFields)
}

/** Options of `validateProfile`. */
export interface ValidateProfileOptions {
  /**
   * False to take any string for a date.
   *
   * @default true
   */
  checksFormats?: boolean | undefined
}

/** Returns the problems of the value at a path. */
type Check = (value: unknown, path: string) => ProfileProblem[]
type Fields = Readonly<Record<string, { check: Check; required: boolean }>>

// Created on first use: most programs never check a whole profile.
let profileFields: Fields | undefined

function describeProfile(checkTime: Check): Fields {
  const ungrouped = profileAttributes.filter(({ group }) => group === null)
  return required({
    schema: checkText,
    ...Object.fromEntries(
      ungrouped.map((attribute) => [attribute.path, attributeCheck(attribute, checkTime)]),
    ),
    identities: objectCheck(groupFields('identities', false, checkTime)),
    access_information: objectCheck(groupFields('access_information', true, checkTime)),
    staff_information: objectCheck(groupFields('staff_information', true, checkTime)),
  })
}

function groupFields(group: string, isRequired: boolean, checkTime: Check): Fields {
  const members = profileAttributes.filter((attribute) => attribute.group === group)
  return Object.fromEntries(
    members.map((member) => [
      member.name,
      { check: attributeCheck(member, checkTime), required: isRequired },
    ]),
  )
}

function attributeCheck({ carrier, type, group, allowed }: ProfileAttribute, checkTime: Check): Check {
  const metadata = required({
    classification: oneOfCheck(allowed?.classification ?? classificationValues),
    last_modified: checkTime,
    created: checkTime,
    verified: checkBoolean,
    display: oneOfCheck(allowed?.display ?? [...displayLevelValues, null]),
  })
  const signature = required({
    publisher: objectCheck(signatureFields(oneOfCheck(publisherValues))),
    additional: listCheck(objectCheck(signatureFields(nullable(checkText)))),
  })
  // The schema does not describe the values of an attribute, except those of access_information.
  const values = group === 'access_information' ? nullable(checkObject) : () => []
  const value = nullable(type === 'boolean' ? checkBoolean : checkText)
  return objectCheck(
    required({
      signature: objectCheck(signature),
      metadata: objectCheck(metadata),
      [carrier]: carrier === 'values' ? values : value,
    }),
  )
}

function signatureFields(name: Check): Fields {
  return required({
    alg: oneOfCheck(signatureAlgorithmValues),
    typ: oneOfCheck(signatureTypeValues),
    name,
    value: checkText,
  })
}

function required(checks: Record<string, Check>): Fields {
  return Object.fromEntries(Object.entries(checks).map(([name, check]) => [name, { check, required: true }]))
}

function checkText(value: unknown, path: string): ProfileProblem[] {
  return typeof value === 'string' ? [] : [mismatch(path, 'a string', value)]
}

function checkBoolean(value: unknown, path: string): ProfileProblem[] {
  return typeof value === 'boolean' ? [] : [mismatch(path, 'true or false', value)]
}

function checkObject(value: unknown, path: string): ProfileProblem[] {
  return isObject(value) ? [] : [mismatch(path, 'an object or null', value)]
}

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i

function checkDateTime(value: unknown, path: string): ProfileProblem[] {
  const isDateTime = typeof value === 'string' && rfc3339.test(value) && !Number.isNaN(Date.parse(value))
  return isDateTime ? [] : [mismatch(path, 'a date and time such as 2026-01-31T12:00:00Z', value)]
}

function nullable(check: Check): Check {
  return (value, path) => (value === null ? [] : check(value, path))
}

function oneOfCheck(accepted: readonly unknown[]): Check {
  const choices = accepted.map((choice) => JSON.stringify(choice)).join(', ')
  const expected = accepted.length === 1 ? choices : `one of ${choices}`
  return (value, path) => (accepted.includes(value) ? [] : [mismatch(path, expected, value)])
}

function objectCheck(fields: Fields): Check {
  return (value, path) => findProblems(value, path, fields)
}

function listCheck(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) return [mismatch(path, 'a list', value)]
    return value.flatMap((element, index) => check(element, `${path}[${index}]`))
  }
}

function findProblems(value: unknown, path: string, fields: Fields): ProfileProblem[] {
  if (!isObject(value)) return [mismatch(path, 'an object', value)]
  const at = (name: string) => (path === '' ? name : `${path}.${name}`)
  const known = Object.entries(fields).flatMap(([name, field]) => {
    if (Object.hasOwn(value, name)) return field.check(value[name], at(name))
    return field.required ? [{ path: at(name), reason: 'is missing' }] : []
  })
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(fields, name))
  return [...known, ...unknown.map((name) => ({ path: at(name), reason: 'is not part of the schema' }))]
}

function mismatch(path: string, expected: string, value: unknown): ProfileProblem {
  const json = stringify(value)
  return { path, reason: `is ${json.length > 60 ? `${json.slice(0, 60)}…` : json}, not ${expected}` }
}

function stringify(value: unknown): string {
  try {
    return JSON.stringify(value) ?? describeValue(value)
  } catch {
    // Circular objects and large integers are values that JSON has not.
    return describeValue(value)
  }
}
