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
import { InvalidRequestError } from '../errors.ts'
import { checkOneOf } from './values.ts'

/** The standard claims of OpenID Connect about a person. */
export interface StandardClaims {
  readonly sub: string
  readonly name?: string
  readonly given_name?: string
  readonly family_name?: string
  readonly middle_name?: string
  readonly nickname?: string
  readonly preferred_username?: string
  readonly profile?: string
  readonly picture?: string
  readonly website?: string
  readonly email?: string
  readonly email_verified?: boolean
  readonly gender?: string
  readonly birthdate?: string
  readonly zoneinfo?: string
  readonly locale?: string
  readonly phone_number?: string
  readonly phone_number_verified?: boolean
  readonly address?: Readonly<Record<string, string>>
  /** Seconds since the epoch. */
  readonly updated_at?: number
}

type ClaimType = 'string' | 'boolean' | 'number' | 'object'

/** @see https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims */
const claimTypes: Readonly<Record<keyof StandardClaims, ClaimType>> = {
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
 * The part of a `/userinfo` answer, or of the claims of a verified ID token, that means the same with every provider.
 * Claims of the provider's own are dropped, and so are standard ones of a wrong type; verify the ID token before.
 *
 * @returns a new object with standard claims alone
 * @throws InvalidRequestError where there is no `sub`: then it is about nobody
 * @example
 * const { sub, email } = fromUserInfo(await response.json())
 */
export function fromUserInfo(claims: unknown): StandardClaims {
  if (!isObject(claims)) {
    throw new InvalidRequestError('The claims are no JSON object.', {
      hint: 'Give the parsed body of /userinfo.',
    })
  }
  const kept = Object.entries(claims).filter(([name, value]) => isStandard(name, value))
  const standard = Object.fromEntries(kept) as unknown as StandardClaims
  if (standard.sub === undefined || standard.sub === '') {
    throw new InvalidRequestError('The claims have no sub, so they are about nobody.', {
      hint: 'Is this the body of /userinfo, or the claims of an ID token?',
    })
  }
  return standard
}

function isStandard(name: string, value: unknown): boolean {
  if (!Object.hasOwn(claimTypes, name) || value === null || Array.isArray(value)) return false
  return typeof value === claimTypes[name as keyof StandardClaims]
}

/** What is inside an attribute; a group becomes an object of what is inside its attributes. */
type Unwrapped<T> = T extends { readonly value: infer V }
  ? V
  : T extends { readonly values: infer V }
    ? V
    : T extends object
      ? { readonly [K in keyof T]: Unwrapped<T[K]> }
      : T

/** A profile without signatures and metadata: `first_name` is a name, not an object around one. */
export type UnwrappedProfile = Unwrapped<Profile>

/**
 * Takes the values out of a profile's attributes. What the token could not see is absent, what the person has not set
 * is null, and the groups stay, perhaps empty.
 *
 * @returns a new object; the profile is left as it is
 * @example
 * const { first_name, staff_information } = unwrapProfile(await cis.users.get({ primaryEmail }))
 * console.log(first_name, staff_information?.title)
 */
export function unwrapProfile(profile: Profile): UnwrappedProfile {
  return unwrap(profile) as UnwrappedProfile
}

function unwrap(node: unknown): unknown {
  if (!isObject(node)) return node
  // The service itself tells an attribute from a group by its metadata.
  if (Object.hasOwn(node, 'metadata')) {
    const { value, values } = node
    return values === undefined ? value : values
  }
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, unwrap(child)]))
}

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
  fieldsOfProfile ??= describeFields()
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

function signature(): Check {
  return object(
    required({
      publisher: object(signedBy(oneOf(publisherValues))),
      additional: listOf(object(signedBy(textOrNull))),
    }),
  )
}

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
    required({
      signature: signature(),
      metadata: object(metadata),
      [carrier]: carrier === 'values' ? values : value,
    }),
  )
}

// Described when it is first needed: most programs never check a whole profile.
let fieldsOfProfile: Fields | undefined

function describeFields(): Fields {
  return required({
    schema: text,
    ...Object.fromEntries(
      profileAttributes.flatMap((one) => (one.group === null ? [[one.path, attribute(one)]] : [])),
    ),
    identities: object(groupOf('identities', false)),
    access_information: object(groupOf('access_information', true)),
    staff_information: object(groupOf('staff_information', true)),
  })
}

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

function wrong(path: string, expected: string, value: unknown): ProfileProblem {
  const written = JSON.stringify(value) ?? String(value)
  return { path, reason: `is ${written.length > 60 ? `${written.slice(0, 60)}…` : written}, not ${expected}` }
}

/** What a profile says about one of its attributes, beside the value. */
export interface AttributeMetadata extends Metadata {
  readonly signature: Signature
}

/**
 * The classification, display, dates, verification and signature of one attribute.
 *
 * @param path such as `first_name` or `staff_information.title`
 * @returns undefined where the profile lacks the attribute, as when the token could not see it
 * @throws InvalidRequestError for an attribute that there is not
 * @example
 * attributeMetadata(profile, 'staff_information.title')?.display // 'ndaed'
 */
export function attributeMetadata(
  profile: Profile,
  path: ProfileAttributePath,
): AttributeMetadata | undefined {
  checkOneOf(
    'path',
    path,
    profileAttributes.map((attribute) => attribute.path),
  )
  const [first = '', second] = path.split('.')
  const outer = (profile as Record<string, unknown>)[first]
  const attribute = second === undefined ? outer : (outer as Record<string, unknown> | undefined)?.[second]
  if (attribute === undefined) return undefined
  const { metadata, signature } = attribute as { metadata: Metadata; signature: Signature }
  return { ...metadata, signature }
}
