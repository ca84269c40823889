import type { StoredProfile } from '../directory/storedProfile.ts'
import { isObject } from '../directory/storedProfile.ts'
import type { Check } from './permissions.ts'
import { layoutOf, textOf } from './profileLayout.ts'
import { ServiceFailure } from './serviceFailure.ts'

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
export function visibleBody(profile: StoredProfile, checks: readonly Check[]): string {
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
