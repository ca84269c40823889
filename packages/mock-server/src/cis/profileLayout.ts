import type { StoredProfile } from '../directory/storedProfile.ts'
import { isObject } from '../directory/storedProfile.ts'
import { compareCodePoints } from '../text/compareCodePoints.ts'
import { quoted, serialise, serialiseObject } from '../text/serialise.ts'

/** One key of a profile or of a group in it: an attribute, a group of more, or anything else. */
export type Member = AttributeMember | GroupMember | PlainMember

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
export function layoutOf(node: StoredProfile): readonly Member[] {
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
export function textOf(member: Member): string {
  member.text ??= `${quoted(member.name)}:${valueText(member)}`
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
