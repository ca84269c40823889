import { builtInRules, hostedRules } from '@personctl/generated/cisPublisherRules'
import { isObject } from '@personctl/shared/guards'
import { type MergedProfile, mergeProfile as merge } from '@personctl/shared/publishing/merge'
import { PythonError } from '@personctl/shared/publishing/pythonValues'
import {
  canPublish as applyRules,
  type PublisherRules,
  type Verdict,
} from '@personctl/shared/publishing/rules'
import { checkString, invalidArgument, invalidRequest } from '../arguments.ts'
import { service } from './publisherKeys.ts'

/** The rules for publishers: the copy that the service enforces, and the one that is published but never read by it. */
export const publisherRules: { readonly builtIn: PublisherRules; readonly hosted: PublisherRules } = {
  builtIn: builtInRules,
  hosted: hostedRules,
}

/**
 * Returns the verdict of the rules about one attribute, in the words of the service. The publisher is the one that the
 * attribute names in `signature.publisher.name`; its signature is not looked at. A change of `active` alone is judged by
 * no rule, so ask `planUpdate` about it.
 *
 * @param path such as `first_name` or `identities.github_id_v3`
 * @param previous the stored attribute; that of a new person is null with default metadata
 * @param rules @default the rules that the service enforces
 * @example
 * const verdict = canPublish('first_name', changed, profile.first_name)
 * if (!verdict.allowed) console.error(verdict.message) // [update] ldap is NOT allowed to publish field first_name
 */
export function canPublish(
  path: string,
  attribute: unknown,
  previous: unknown,
  rules: PublisherRules = builtInRules,
): Verdict {
  checkString(service, 'path', path)
  checkRules(rules)
  return applyRules(path, attribute, previous, rules)
}

/** @throws {InvalidRequestError} for anything that does not say who may create and update attributes */
export function checkRules(rules: unknown): void {
  if (isObject(rules) && isObject(rules['create']) && isObject(rules['update'])) return
  throw invalidArgument(service, 'rules', rules, 'the rules for publishers, with create and update')
}

/**
 * Returns a profile with the changes of another, merged as the service does: an attribute that is not null replaces the
 * current one as a whole if its value, `display` or `verified` differ. Neither rules nor signatures are looked at.
 *
 * @returns a new profile, and the last parts of the paths of what changed: those in groups first
 * @throws {InvalidRequestError} if the current profile lacks an attribute, or metadata that must be compared; the service
 * fails there
 * @example
 * const { changed, profile } = mergeProfile(current, { fun_title: { ...current.fun_title, value: 'Countess' } })
 */
export function mergeProfile(current: object, incoming: object): MergedProfile {
  try {
    return merge(checkProfile(current, 'current'), checkProfile(incoming, 'incoming'))
  } catch (error) {
    // A stack overflows if values are nested too deeply.
    if (!(error instanceof PythonError || error instanceof RangeError)) throw error
    throw invalidRequest(service, 'current', `The profiles cannot be merged: ${error.message}.`)
  }
}

/** @throws {InvalidRequestError} for anything but a profile */
export function checkProfile(profile: unknown, param = 'current'): Readonly<Record<string, unknown>> {
  if (isObject(profile)) return profile
  throw invalidArgument(service, param, profile, 'a profile')
}
