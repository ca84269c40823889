import { profileSchema } from '@personctl/generated/cisProfileSchema'
import { ExactNumber } from '@personctl/shared/exactJson'
import { isObject } from '@personctl/shared/guards'
import { attributesOf, classifyUpdate, isSet, mergeProfile } from '@personctl/shared/publishing/merge'
import {
  getItem,
  getMember,
  PythonError,
  pythonEquals,
  pythonStr,
} from '@personctl/shared/publishing/pythonValues'
import { checkRules, type PublisherRules } from '@personctl/shared/publishing/rules'
import { type AttributeObject, replaceMember } from '@personctl/shared/publishing/signedContent'
import { deriveUsername, deriveUuid } from '../../directory/profile.ts'
import type { PublisherKeys } from '../publishing/publisherKeys.ts'
import { findSignatureProblem } from './signatureCheck.ts'

/** Thrown where the service responds with JSON that tells a code. */
export class ChangeRefusal extends Error {
  override readonly name: string = 'ChangeRefusal'

  constructor(
    readonly status: 400 | 401 | 403 | 500,
    readonly code: string,
    readonly description: string,
  ) {
    super(description)
  }
}

/** Thrown where the service itself fails: the response is a page. */
export class ChangeFailure extends Error {
  override readonly name: string = 'ChangeFailure'

  /** @param code of the journal: the service has none */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** The laws by which a change is checked. */
export interface ChangeRules {
  readonly rules: PublisherRules
  /** The profile that a new person is compared with. */
  readonly nullProfile: AttributeObject
  readonly findKeys: PublisherKeys['findPublished']
  /** Signs an attribute as the service does. */
  readonly signAsService: (attribute: AttributeObject) => AttributeObject
  /** The time as the service writes it. */
  readonly now: string
}

/** A profile that is to be stored. */
export interface ChangedProfile {
  readonly kind: 'create' | 'update'
  readonly userId: unknown
  readonly profile: AttributeObject
}

/**
 * Checks what a publisher has sent about one person, in the order of the service.
 *
 * @param stored the stored profile; undefined for a new person
 * @returns what is to be stored; undefined if nothing changes
 * @throws {ChangeRefusal | ChangeFailure | PythonError}
 */
export function changeProfile(
  incoming: AttributeObject,
  stored: AttributeObject | undefined,
  laws: ChangeRules,
): ChangedProfile | undefined {
  const next = stored === undefined ? createRecord(incoming, laws) : updateRecord(incoming, stored, laws)
  if (next === undefined) return undefined
  checkSignatures(next, laws)
  return {
    kind: stored === undefined ? 'create' : 'update',
    userId: getMember(getMember(next, 'user_id'), 'value'),
    profile: stampRecord(next, laws),
  }
}

/** @throws {ChangeRefusal} if the user id of the query is not that of the body */
export function checkUserId(incoming: AttributeObject, userId: unknown): void {
  const attribute = getMember(incoming, 'user_id')
  if (!isValueSet(attribute) || pythonEquals(getMember(attribute, 'value'), userId)) return
  throw new ChangeRefusal(
    400,
    'integration_exception',
    'user_id query parameter does not match profile, that looks wrong',
  )
}

/** A part of the schema of profiles, with the keywords that occur in it. */
interface SchemaPart {
  readonly $ref?: string
  readonly allOf?: readonly SchemaPart[]
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, SchemaPart>>
  readonly additionalProperties?: boolean
  readonly items?: SchemaPart
}

/**
 * Checks each attribute that a publisher has sent against the schema of profiles. A change does not need all of them. Dates may be
 * any strings, as for the library with which the service would check them.
 *
 * @throws {ChangeRefusal} for the first one that does not match
 */
export function checkSchema(profile: AttributeObject): void {
  const problem = findMemberProblem(profile, { $ref: '#/definitions/Profile' }, '')
  if (problem !== undefined)
    throw new ChangeRefusal(400, 'integration_exception', `The profile does not match the schema: ${problem}`)
}

/** Returns the first problem of the members of a profile, or of a group, of which none is required. */
function findMemberProblem(value: unknown, part: SchemaPart, path: string): string | undefined {
  if (!isObject(value)) return `${path} is not an object`
  const { properties = {} } = resolve(part)
  for (const [name, member] of Object.entries(value)) {
    const memberPath = path === '' ? name : `${path}.${name}`
    const memberPart = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (memberPart === undefined) return `${memberPath} is not part of it`
    const known = resolve(memberPart)
    const isGroup = known.properties !== undefined && !Object.hasOwn(known.properties, 'signature')
    // Nothing is stored of a bare user id.
    if (memberPath === 'user_id' && isObject(member) && Object.keys(member).join() === 'value') continue
    const problem = isGroup
      ? findMemberProblem(member, known, memberPath)
      : findPartProblem(member, known, memberPath)
    if (problem !== undefined) return problem
  }
  return undefined
}

function resolve(part: SchemaPart): SchemaPart {
  const name = part.$ref?.replace('#/definitions/', '')
  return name === undefined
    ? part
    : ((profileSchema['definitions'] as Record<string, SchemaPart>)[name] ?? {})
}

function findPartProblem(value: unknown, part: SchemaPart, path: string): string | undefined {
  const {
    allOf = [],
    type,
    enum: allowed,
    required = [],
    properties = {},
    additionalProperties,
    items,
  } = resolve(part)
  if (type !== undefined && ![type].flat().includes(typeOf(value)))
    return `${path} is not of the type ${[type].flat().join(' or ')}`
  if (allowed !== undefined && !allowed.includes(value))
    return `${path} is not one of ${JSON.stringify(allowed)}`
  for (const one of allOf) {
    const problem = findPartProblem(value, one, path)
    if (problem !== undefined) return problem
  }
  if (Array.isArray(value) && items !== undefined)
    for (const [index, element] of value.entries()) {
      const problem = findPartProblem(element, items, `${path}[${index}]`)
      if (problem !== undefined) return problem
    }
  if (typeOf(value) !== 'object') return undefined
  const members = value as AttributeObject
  const missing = required.find((name) => !Object.hasOwn(members, name))
  if (missing !== undefined) return `${path}.${missing} is missing`
  for (const [name, member] of Object.entries(members)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (known === undefined && additionalProperties === false) return `${path}.${name} is not part of it`
    const problem = known === undefined ? undefined : findPartProblem(member, known, `${path}.${name}`)
    if (problem !== undefined) return problem
  }
  return undefined
}

/** Returns the type of a value in JSON. */
function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return value instanceof ExactNumber ? 'number' : typeof value
}

/** Returns true for an attribute with a value, and fails without one as the service does. */
function isValueSet(attribute: unknown): boolean {
  if (isObject(attribute) && ['value', 'values'].some((name) => Object.hasOwn(attribute, name)))
    return isSet(attribute)
  throw new PythonError('KeyError', "'Did not find value in attribute'")
}

function updateRecord(
  incoming: AttributeObject,
  stored: AttributeObject,
  laws: ChangeRules,
): AttributeObject | undefined {
  const merged = mergeProfile(stored, incoming)
  const kind = classifyUpdate(merged, stored)
  if (kind === 'nothing') return undefined
  if (kind === 'active') return merged.profile
  const active = getMember(merged.profile, 'active')
  const isByHris = merged.changed.includes('active') && publisherOf(active) === 'hris'
  const next = isByHris ? replaceMember(merged.profile, 'active', takeOver(active, laws)) : merged.profile
  refuseBrokenRules(next, stored, laws)
  return next
}

function createRecord(incoming: AttributeObject, laws: ChangeRules): AttributeObject {
  const uuidAttribute = getMember(incoming, 'uuid')
  const isChosen =
    getMember(uuidAttribute, 'value') !== null ||
    getMember(getMember(incoming, 'primary_username'), 'value') !== null
  if (isChosen)
    throw new ChangeRefusal(
      403,
      'uuid_or_primary_username_set',
      'The fields primary_username or uuid have been set in a new profile.',
    )
  const uuid = deriveUuid(pythonStr(getItem(getItem(incoming, 'user_id'), 'value')))
  const sign = (name: string, value: string): AttributeObject => {
    const attribute = requireObject(getItem(incoming, name))
    const metadata = {
      ...requireObject(getItem(attribute, 'metadata')),
      created: laws.now,
      last_modified: laws.now,
    }
    return laws.signAsService({ ...replaceMember(attribute, 'metadata', metadata), value })
  }
  const withUuid = replaceMember(incoming, 'uuid', sign('uuid', uuid))
  // Python pads its base64.
  const next = replaceMember(
    withUuid,
    'primary_username',
    sign('primary_username', `${deriveUsername(uuid)}==`),
  )
  refuseBrokenRules(next, laws.nullProfile, laws)
  return next
}

function refuseBrokenRules(next: AttributeObject, previous: AttributeObject, { rules }: ChangeRules): void {
  const refusal = checkRules(next, previous, rules)
  if (refusal !== undefined) throw new ChangeRefusal(403, 'invalid_publisher', refusal.message)
}

/** @throws {ChangeRefusal} for the first attribute that is not null and whose signature is invalid */
function checkSignatures(profile: AttributeObject, { findKeys }: ChangeRules): void {
  const problem = attributesOf(profile)
    .map(({ attribute }) => findProblem(attribute, findKeys))
    .find((one) => one !== undefined)
  if (problem !== undefined) throw new ChangeRefusal(403, 'invalid_signature', problem)
}

function findProblem(attribute: unknown, findKeys: ChangeRules['findKeys']): string | undefined {
  if (!isObject(attribute)) return "argument of type 'NoneType' is not iterable"
  if (!Object.hasOwn(attribute, 'value') && !Object.hasOwn(attribute, 'values'))
    return "'Did not find value in attribute'"
  return isSet(attribute) ? findSignatureProblem(attribute, findKeys) : undefined
}

/** Sets what the service itself is responsible for. */
function stampRecord(profile: AttributeObject, laws: ChangeRules): AttributeObject {
  const modified = requireObject(getItem(profile, 'last_modified'))
  const metadata = { ...requireObject(getItem(modified, 'metadata')), last_modified: laws.now }
  const signed = laws.signAsService({ ...replaceMember(modified, 'metadata', metadata), value: laws.now })
  const stamped = replaceMember(profile, 'last_modified', signed)
  const active = getMember(stamped, 'active')
  const publisher = publisherOf(active)
  if (publisher === 'ldap' || publisher === 'access_provider' || publisher === 'hris')
    return replaceMember(stamped, 'active', takeOver(active, laws))
  requireValidActive(active, laws)
  return stamped
}

function publisherOf(attribute: unknown): unknown {
  return getMember(getMember(getMember(attribute, 'signature'), 'publisher'), 'name')
}

/** Signs an attribute `active` over as the service, if its signature is valid. */
function takeOver(active: unknown, laws: ChangeRules): AttributeObject {
  return laws.signAsService(requireValidActive(active, laws))
}

/** @throws {ChangeFailure} if nobody has set `active`, or nobody has signed it; the service fails there */
function requireValidActive(active: unknown, { findKeys }: ChangeRules): AttributeObject {
  const problem =
    isObject(active) && isValueSet(active) ? findSignatureProblem(active, findKeys) : 'it is null'
  if (problem === undefined) return active as AttributeObject
  throw new ChangeFailure('active_invalid', `The signature of active cannot be verified: ${problem}`)
}

function requireObject(value: unknown): AttributeObject {
  if (isObject(value)) return value
  throw new PythonError('TypeError', 'this is not an object')
}
