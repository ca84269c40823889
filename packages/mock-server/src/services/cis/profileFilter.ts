import { isObject } from '@personctl/shared/guards'
import type { StoredProfile } from '../../directory/profile.ts'
import type { SharedBody } from '../../http/response.ts'
import { asciiJson, compareCodePoints, serialise, serialiseObject } from '../../text/json.ts'
import type { Check } from './cisPermissions.ts'
import { CisFailure } from './cisRequest.ts'

/** Writes the parts of profiles that tokens may see. */
export interface ProfileFilter {
  /** Returns the part of a profile that passes every check, as the body of a response: with a newline at its end. */
  serialiseProfile(profile: StoredProfile, checks: readonly Check[]): SharedBody
  /**
   * Adds the part of a profile that passes every check, as pieces of JSON. The service filters in three passes
   * (classification, display, filterDisplay), the mock in one. An attribute that fails is left out; a group stays, even
   * if it is then empty; what is not an attribute is not filtered.
   *
   * @param pieces to be joined without anything between them
   * @throws {CisFailure} if an attribute's metadata lacks what a check looks at; the service fails there too
   */
  addProfile(pieces: string[], profile: StoredProfile, checks: readonly Check[]): void
  /** Returns one attribute of a profile as JSON; undefined if a check fails, or the profile lacks it. */
  serialiseAttribute(profile: StoredProfile, name: string, checks: readonly Check[]): string | undefined
}

/** Returns the compact JWS that responses have in an attribute; undefined for one that is written as it is. */
export type AttributeSigner = (attribute: StoredProfile) => string | undefined

/**
 * Creates a filter.
 *
 * @param sign called when an attribute is first written. @default attributes are written as they are
 */
export function createProfileFilter(sign?: AttributeSigner): ProfileFilter {
  // A test requests the same few people over and over: what one token sees of one of them is serialised once. Nothing
  // stays in memory longer than both its profile and its checks are in use.
  const bodies = new WeakMap<readonly Check[], WeakMap<StoredProfile, SharedBody>>()
  // Profiles are never changed in place: each is split once, and a response joins the JSON of its members.
  const knownMembers = new WeakMap<StoredProfile, readonly Member[]>()

  const membersOf = (node: StoredProfile): readonly Member[] => {
    let members = knownMembers.get(node)
    if (members === undefined) {
      members = splitNode(node)
      knownMembers.set(node, members)
    }
    return members
  }
  const serialiseMember = (member: Member): string => {
    member.json ??= `${asciiJson(member.name)}:${serialiseValue(member, sign)}`
    return member.json
  }
  const addProfile: ProfileFilter['addProfile'] = (pieces, profile, checks) => {
    let separator = '{'
    for (const member of membersOf(profile)) {
      if (member.kind === 'attribute' && !passesChecks(member.metadata, checks)) continue
      pieces.push(separator, serialiseMember(member))
      if (member.kind === 'group') addProfile(pieces, member.value, checks)
      separator = ','
    }
    pieces.push(separator === '{' ? '{}' : '}')
  }
  return {
    serialiseProfile(profile, checks) {
      let bodiesOfChecks = bodies.get(checks)
      if (bodiesOfChecks === undefined) {
        bodiesOfChecks = new WeakMap()
        bodies.set(checks, bodiesOfChecks)
      }
      let body = bodiesOfChecks.get(profile)
      if (body === undefined) {
        const pieces: string[] = []
        addProfile(pieces, profile, checks)
        pieces.push('\n')
        // A join makes one flat string; a sum of strings would be copied once more on its way out.
        body = { text: pieces.join('') }
        bodiesOfChecks.set(profile, body)
      }
      return body
    },
    addProfile,
    serialiseAttribute(profile, name, checks) {
      const member = membersOf(profile).find((one) => one.name === name)
      if (member?.kind !== 'attribute' || !passesChecks(member.metadata, checks)) return undefined
      return serialiseMember(member).slice(`"${name}":`.length)
    },
  }
}

function passesChecks(metadata: unknown, checks: readonly Check[]): boolean {
  for (const { key, allowed } of checks) {
    if (!isObject(metadata) || !Object.hasOwn(metadata, key))
      throw new CisFailure('profile_incomplete', `An attribute of a profile has no metadata.${key}`)
    if (!allowed.has(metadata[key])) return false
  }
  return true
}

/** One key of a profile or of a group in it: an attribute, a group of more keys, or anything else. */
type Member = AttributeMember | GroupMember | PlainMember

interface AttributeMember extends NamedMember {
  readonly kind: 'attribute'
  readonly metadata: unknown
}
interface GroupMember extends NamedMember {
  readonly kind: 'group'
  readonly value: StoredProfile
}
interface PlainMember extends NamedMember {
  readonly kind: 'plain'
}
interface NamedMember {
  readonly name: string
  readonly value: unknown
  json: string | undefined
}

/** Returns the members of a profile or a group, in the order in which they are written. */
function splitNode(node: StoredProfile): readonly Member[] {
  return Object.keys(node)
    .filter((name) => node[name] !== undefined)
    .sort(compareCodePoints)
    .map((name) => createMember(name, node[name]))
}

function createMember(name: string, value: unknown): Member {
  const named = { name, json: undefined }
  // The service looks neither at keys that start so nor into arrays.
  if (!isObject(value) || name.startsWith('_')) return { kind: 'plain', value, ...named }
  return Object.hasOwn(value, 'metadata')
    ? { kind: 'attribute', value, metadata: value['metadata'], ...named }
    : { kind: 'group', value, ...named }
}

/** Returns the value of a member as JSON; of a group nothing, since its value depends on the checks. */
function serialiseValue({ kind, value }: Member, sign: AttributeSigner | undefined): string {
  if (kind === 'group') return ''
  if (kind !== 'attribute' || !isObject(value)) return serialise(value)
  const jws = sign?.(value)
  if (jws === undefined) return serialiseObject(value, serialisePart)
  return serialiseObject(value, (part) =>
    part === value['signature']
      ? `${serialisePart(part).slice(0, -unsignedEnd.length)}${jws}"}}`
      : serialisePart(part),
  )
}

/** The end of a signature that is not made yet: the value of its publisher is the last member of its last member. */
const unsignedEnd = '"}}'

// Most attributes of a profile share their metadata with others, and their signature with those of everybody.
const partJson = new WeakMap<object, string>()

function serialisePart(part: unknown): string {
  if (typeof part !== 'object' || part === null) return serialise(part)
  let json = partJson.get(part)
  if (json === undefined) {
    json = serialise(part)
    partJson.set(part, json)
  }
  return json
}
