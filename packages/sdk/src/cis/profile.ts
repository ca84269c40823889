import {
  classificationValues,
  displayLevelValues,
  type Metadata,
  type Profile,
  publisherValues,
  type Signature,
  signatureAlgorithmValues,
  signatureTypeValues,
} from '@personctl/openapi/cis'
import {
  type ProfileAttribute,
  type ProfileAttributePath,
  profileAttributes,
} from '@personctl/openapi/cisAttributes'
import { isObject } from '@personctl/shared/guards'
import { checkOneOf, checkOptions, describeValue, invalidArgument, type OptionNames } from '../arguments.ts'
import { InvalidRequestError } from '../errors.ts'
import { service } from './cisApi.ts'

/** A profile without signatures and metadata: `first_name` is a name, not an object around one. */
export type UnwrappedProfile = Unwrapped<Profile>

/** The value of an attribute. A group becomes an object of the values of its attributes. */
type Unwrapped<T> = T extends { readonly value: infer V }
  ? V
  : T extends { readonly values: infer V }
    ? V
    : T extends object
      ? { readonly [K in keyof T]: Unwrapped<T[K]> }
      : T

/**
 * Returns the values of a profile's attributes. An attribute that the token could not see is absent, one that the person
 * has not set is null. Groups remain, even if they are empty.
 *
 * @returns a new object; the profile is not changed
 * @throws {InvalidRequestError} for anything but an object
 * @example
 * const { first_name, staff_information } = unwrapProfile(await cis.users.get({ primaryEmail }))
 * console.log(first_name, staff_information?.title)
 */
export function unwrapProfile(profile: Profile): UnwrappedProfile {
  checkProfile(profile)
  return unwrap(profile) as UnwrappedProfile
}

function checkProfile(profile: unknown): asserts profile is Record<string, unknown> {
  if (!isObject(profile)) throw invalidArgument(service, 'profile', profile, 'a profile')
}

function unwrap(node: unknown, depth = 0): unknown {
  // A profile has groups of attributes, and nothing deeper: anything else is returned as it is.
  if (!isObject(node) || depth > 2) return node
  // The service itself tells an attribute from a group by its metadata.
  if (Object.hasOwn(node, 'metadata')) {
    const { value, values } = node
    return values === undefined ? value : values
  }
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, unwrap(child, depth + 1)]))
}

/** The metadata and the signature of one attribute. */
export interface AttributeMetadata extends Metadata {
  readonly signature: Signature
}

/**
 * Returns the classification, display, dates, verification and signature of one attribute.
 *
 * @param path such as `first_name` or `staff_information.title`
 * @returns undefined if the profile does not have the attribute, for example because the token could not see it
 * @throws {InvalidRequestError} for an unknown attribute, and for anything but a profile
 * @example
 * attributeMetadata(profile, 'staff_information.title')?.display // 'ndaed'
 */
export function attributeMetadata(
  profile: Profile,
  path: ProfileAttributePath,
): AttributeMetadata | undefined {
  checkProfile(profile)
  const paths = profileAttributes.map((attribute) => attribute.path)
  checkOneOf(service, 'path', path, paths)
  let attribute: unknown = profile
  for (const name of path.split('.')) attribute = isObject(attribute) ? attribute[name] : undefined
  if (!isObject(attribute) || !isObject(attribute['metadata'])) return undefined
  const { metadata, signature } = attribute as { metadata: Metadata; signature: Signature }
  return { ...metadata, signature }
}

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

/** The standard claims of OpenID Connect about a person. */
export interface StandardClaims {
  readonly sub: string
  readonly name?: string | undefined
  readonly given_name?: string | undefined
  readonly family_name?: string | undefined
  readonly middle_name?: string | undefined
  readonly nickname?: string | undefined
  readonly preferred_username?: string | undefined
  readonly profile?: string | undefined
  readonly picture?: string | undefined
  readonly website?: string | undefined
  readonly email?: string | undefined
  readonly email_verified?: boolean | undefined
  readonly gender?: string | undefined
  readonly birthdate?: string | undefined
  readonly zoneinfo?: string | undefined
  readonly locale?: string | undefined
  readonly phone_number?: string | undefined
  readonly phone_number_verified?: boolean | undefined
  readonly address?: Readonly<Record<string, string>> | undefined
  /** Seconds since the epoch. */
  readonly updated_at?: number | undefined
}

/** @see https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims */
const claimTypes: Readonly<Record<keyof StandardClaims, 'string' | 'boolean' | 'number' | 'object'>> = {
  sub: 'string',
  name: 'string',
  given_name: 'string',
  family_name: 'string',
  middle_name: 'string',
  nickname: 'string',
  preferred_username: 'string',
  profile: 'string',
  picture: 'string',
  website: 'string',
  email: 'string',
  email_verified: 'boolean',
  gender: 'string',
  birthdate: 'string',
  zoneinfo: 'string',
  locale: 'string',
  phone_number: 'string',
  phone_number_verified: 'boolean',
  address: 'object',
  updated_at: 'number',
}

/**
 * Returns the claims of a `/userinfo` response, or of a verified ID token, that mean the same with every provider. The
 * provider's own claims are dropped, and so are standard claims of a wrong type. Verify an ID token first.
 *
 * @returns a new object with standard claims only
 * @throws {InvalidRequestError} if the claims have no `sub`, since they do not identify a person then
 * @example
 * const { sub, email } = fromUserInfo(await response.json())
 */
export function fromUserInfo(claims: unknown): StandardClaims {
  if (!isObject(claims)) {
    throw new InvalidRequestError('The claims are not a JSON object.', {
      param: 'claims',
      hint: 'Pass the parsed body of /userinfo.',
    })
  }
  const entries = Object.entries(claims).filter(([name, value]) => isStandardClaim(name, value))
  const standard: Partial<StandardClaims> = Object.fromEntries(entries)
  if (standard.sub === undefined || standard.sub === '') {
    const { sub } = claims
    const problem = sub === undefined || sub === '' ? 'have no sub' : `have the sub ${describeValue(sub)}`
    throw new InvalidRequestError(`The claims ${problem}, so they do not identify a person.`, {
      param: 'claims',
      hint: 'Check that this is the body of /userinfo, or the claims of an ID token.',
    })
  }
  return { ...standard, sub: standard.sub }
}

function isStandardClaim(name: string, value: unknown): boolean {
  if (!Object.hasOwn(claimTypes, name) || value === null || Array.isArray(value)) return false
  return typeof value === claimTypes[name as keyof StandardClaims]
}
