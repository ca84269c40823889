import { isObject } from '../guards.ts'
import { getItem, getMember, PythonError, pythonEquals, pythonRepr, pythonStr } from './pythonValues.ts'
import type { AttributeObject } from './signedContent.ts'

/** The rules for publishers, as the service publishes them. A group may have one rule for all its attributes. */
export interface PublisherRules {
  /** The publishers that may set an attribute which is null. */
  readonly create: Readonly<Record<string, readonly string[] | Readonly<Record<string, readonly string[]>>>>
  /** The only publisher that may change an attribute which is set; empty for none. */
  readonly update: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

/** The verdict of the rules about one attribute. */
export type Verdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false
      /** The words of the service, such as `[update] ldap is NOT allowed to publish field first_name`. */
      readonly message: string
    }

/** The refusal of a profile by the rules. */
export interface RuleRefusal {
  /** The path of the first attribute that is refused. */
  readonly path: string
  readonly message: string
}

/** The publisher that may change `display` and `verified` of every attribute whose value stays. */
const overridingPublisher = 'mozilliansorg'

class RuleError extends Error {}

/**
 * Returns the verdict of the rules about one attribute. Signatures are not looked at: the publisher is the one that the
 * attribute names.
 *
 * @param path such as `first_name` or `identities.github_id_v3`
 * @param previous the stored attribute
 */
export function canPublish(
  path: string,
  attribute: unknown,
  previous: unknown,
  rules: PublisherRules,
): Verdict {
  const [name = '', ...rest] = path.split('.')
  try {
    if (rest.length === 0) checkAttribute(name, undefined, attribute, previous, rules)
    else checkAttribute(rest.join('.'), name, attribute, previous, rules)
    return { allowed: true }
  } catch (error) {
    return { allowed: false, message: messageOf(error) }
  }
}

/** Returns the first refusal of a profile in the order of its attributes; undefined if all of it may be published. */
export function checkRules(
  next: AttributeObject,
  previous: AttributeObject,
  rules: PublisherRules,
): RuleRefusal | undefined {
  let path = ''
  try {
    for (const [name, item] of Object.entries(next)) {
      if (!isObject(item)) continue
      path = name
      try {
        checkAttribute(name, undefined, item, getItem(previous, name), rules)
      } catch (error) {
        // Thus the service finds out that this is a group, and takes some that are broken for one.
        if (!(error instanceof PythonError) || error.kind === 'TypeError') throw error
        for (const [leaf, attribute] of Object.entries(item)) {
          path = `${name}.${leaf}`
          checkAttribute(leaf, name, attribute, getItem(getItem(previous, name), leaf), rules)
        }
      }
    }
    return undefined
  } catch (error) {
    return { path, message: messageOf(error) }
  }
}

function messageOf(error: unknown): string {
  if (error instanceof RuleError || error instanceof PythonError) return error.message
  throw error
}

/** @throws {RuleError | PythonError} if the attribute may not be published */
function checkAttribute(
  leaf: string,
  group: string | undefined,
  attribute: unknown,
  previous: unknown,
  rules: PublisherRules,
): void {
  if (pythonEquals(attribute, previous)) return
  const publisher = publisherOf(attribute)
  // The service looks at it for its log only, but fails without it.
  publisherOf(previous)
  const creators = findRule(rules.create, leaf, group)
  const updater = findRule(rules.update, leaf, group)
  let operation = 'create'
  if (!isValueSet(previous) && isValueSet(attribute)) {
    if (includes(creators, publisher)) return
  } else {
    operation = 'update'
    const carrier = isObject(attribute) && Object.hasOwn(attribute, 'value') ? 'value' : 'values'
    if (pythonEquals(getItem(attribute, carrier), getItem(previous, carrier))) {
      if (hasSameMetadata(attribute, previous) || publisher === overridingPublisher) return
    }
    if (pythonEquals(publisher, updater)) return
  }
  throw new RuleError(`[${operation}] ${pythonStr(publisher)} is NOT allowed to publish field ${leaf}`)
}

function publisherOf(attribute: unknown): unknown {
  return getMember(getMember(getMember(attribute, 'signature'), 'publisher'), 'name')
}

function findRule(rules: unknown, leaf: string, group: string | undefined): unknown {
  if (group === undefined) return getItem(rules, leaf)
  const ofGroup = getItem(rules, group)
  return isObject(ofGroup) ? getItem(ofGroup, leaf) : ofGroup
}

function includes(creators: unknown, publisher: unknown): boolean {
  if (Array.isArray(creators)) return creators.some((creator) => pythonEquals(creator, publisher))
  if (isObject(creators)) return typeof publisher === 'string' && Object.hasOwn(creators, publisher)
  if (typeof creators === 'string' && typeof publisher === 'string') return creators.includes(publisher)
  throw new PythonError('TypeError', 'the rule is not a list of publishers')
}

/** Returns true if an attribute has a value. If it has both `value` and `values`, the first alone counts. */
function isValueSet(attribute: unknown): boolean {
  if (isObject(attribute)) {
    if (Object.hasOwn(attribute, 'value')) return attribute['value'] !== null
    if (Object.hasOwn(attribute, 'values')) return attribute['values'] !== null
  }
  throw new PythonError('KeyError', `('Did not find value in attribute', ${pythonRepr(attribute)})`)
}

function hasSameMetadata(attribute: unknown, previous: unknown): boolean {
  return ['display', 'verified'].every((name) =>
    pythonEquals(getItem(getItem(attribute, 'metadata'), name), getItem(getItem(previous, 'metadata'), name)),
  )
}
