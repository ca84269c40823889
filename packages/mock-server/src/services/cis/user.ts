import { isObject } from '@personctl/shared/guards'
import { lookupKeys, type StoredProfile } from '../../directory/profile.ts'
import { percentDecode, queryOf } from '../../http/request.ts'
import { compareCodePoints, quoteJson, serialise, serialiseObject } from '../../text/json.ts'
import { activeFilterOf, isWanted } from './activeRule.ts'
import { type Check, checksWithLevel } from './permissions.ts'
import { addRestRoute, type CisRoutes, ServiceFailure } from './route.ts'

/** One key of a profile or of a group in it: an attribute, a group of more, or anything else. */
type Member = AttributeMember | GroupMember | PlainMember

interface AttributeMember extends Written {
  readonly kind: 'attribute'
  readonly metadata: unknown
}
interface GroupMember extends Written {
  readonly kind: 'group'
  readonly value: StoredProfile
}
interface PlainMember extends Written {
  readonly kind: 'plain'
}
interface Written {
  readonly name: string
  readonly value: unknown
  text: string | undefined
}

// Profiles are never changed in place: each is taken apart once, and an answer is a join of the texts of its parts.
const layouts = new WeakMap<StoredProfile, readonly Member[]>()

/** The members of a profile or a group, in the order they are written. */
function layoutOf(node: StoredProfile): readonly Member[] {
  let members = layouts.get(node)
  if (members === undefined) {
    members = Object.keys(node)
      .filter((name) => node[name] !== undefined)
      .sort(compareCodePoints)
      .map((name) => memberOf(name, node[name]))
    layouts.set(node, members)
  }
  return members
}

/** A member as JSON, key and value; of a group the key alone, since what is in it depends on who asks. */
function textOf(member: Member): string {
  member.text ??= `${quoteJson(member.name)}:${valueText(member)}`
  return member.text
}

function valueText({ kind, value }: Member): string {
  if (kind === 'group') return ''
  return kind === 'attribute' && isObject(value) ? serialiseObject(value, partText) : serialise(value)
}

// Most attributes of a profile share their metadata with others, and their signature with those of everybody.
const partTexts = new WeakMap<object, string>()

function partText(part: unknown): string {
  if (typeof part !== 'object' || part === null) return serialise(part)
  let text = partTexts.get(part)
  if (text === undefined) {
    text = serialise(part)
    partTexts.set(part, text)
  }
  return text
}

function memberOf(name: string, value: unknown): Member {
  const written = { name, text: undefined }
  // The service looks neither at keys that start so nor into arrays.
  if (!isObject(value) || name.startsWith('_')) return { kind: 'plain', value, ...written }
  return Object.hasOwn(value, 'metadata')
    ? { kind: 'attribute', value, metadata: value['metadata'], ...written }
    : { kind: 'group', value, ...written }
}

/**
 * Adds the part of a profile that passes every check, as pieces of JSON: what the service makes in three passes
 * (classification, display, filterDisplay), made in one. An attribute that fails is left out; a group stays, if need be
 * empty; what is not an attribute is not filtered.
 *
 * @param pieces to be joined without anything between them
 * @throws ServiceFailure if an attribute's metadata lacks what a check looks at; the service fails there too.
 */
export function addVisibleProfile(pieces: string[], profile: StoredProfile, checks: readonly Check[]): void {
  let separator = '{'
  for (const member of layoutOf(profile)) {
    if (member.kind === 'attribute' && !passes(member.metadata, checks)) continue
    pieces.push(separator, textOf(member))
    if (member.kind === 'group') addVisibleProfile(pieces, member.value, checks)
    separator = ','
  }
  pieces.push(separator === '{' ? '{}' : '}')
}

// A test asks for the same few people over and over: what one token sees of one of them is put together once. Nothing
// keeps a text longer than both its profile and its checks are in use.
const texts = new WeakMap<readonly Check[], WeakMap<StoredProfile, string>>()

/** The part of a profile that passes every check, as the body of an answer: with a newline at its end. */
function visibleBody(profile: StoredProfile, checks: readonly Check[]): string {
  let ofChecks = texts.get(checks)
  if (ofChecks === undefined) {
    ofChecks = new WeakMap()
    texts.set(checks, ofChecks)
  }
  let text = ofChecks.get(profile)
  if (text === undefined) {
    const pieces: string[] = []
    addVisibleProfile(pieces, profile, checks)
    pieces.push('\n')
    // A join makes one flat text; a sum of texts would be copied once more on its way out.
    text = pieces.join('')
    ofChecks.set(profile, text)
  }
  return text
}

/** One attribute of a profile as JSON; undefined where a check leaves it out, or the profile lacks it. */
export function visibleAttribute(
  profile: StoredProfile,
  name: string,
  checks: readonly Check[],
): string | undefined {
  const member = layoutOf(profile).find((one) => one.name === name)
  if (member?.kind !== 'attribute' || !passes(member.metadata, checks)) return undefined
  return textOf(member).slice(`"${name}":`.length)
}

function passes(metadata: unknown, checks: readonly Check[]): boolean {
  for (const { key, allowed } of checks) {
    if (!isObject(metadata) || !Object.hasOwn(metadata, key))
      throw new ServiceFailure(`metadata without ${key}`)
    if (!allowed.has(metadata[key])) return false
  }
  return true
}

/** One person, by each of the keys. */
export function addSingleUserRoutes(routes: CisRoutes): void {
  for (const key of lookupKeys) {
    const prefix = `/v2/user/${key}/`
    addRestRoute(routes, `${prefix}:value`, ({ req, env }, { checks }) => {
      const { directory, responses, missed } = env
      // The router has decoded the path once. These routes decode what they find in it a second time.
      const value = percentDecode(req.path.slice(prefix.length))
      const profile = directory.find(key, value)
      const query = queryOf(req.url)
      if (profile === undefined || !isWanted(profile, activeFilterOf(query.get('active')))) {
        missed.set(req.raw, { key, value })
        return responses.json('{}\n')
      }
      return responses.json(visibleBody(profile, checksWithLevel(checks, query.get('filterDisplay'))))
    })
  }
}
