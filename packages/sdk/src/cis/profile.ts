import type { Metadata, Profile, Signature } from '@personctl/generated/cis'
import { type ProfileAttributePath, profileAttributes } from '@personctl/generated/cisAttributes'
import { isObject } from '@personctl/shared/guards'
import { checkOneOf, describeValue, invalidArgument } from '../arguments.ts'
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
