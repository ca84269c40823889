import { type Publisher, publisherValues } from '@personctl/generated/cis'
import {
  type ProfileAttribute,
  type ProfileAttributePath,
  profileAttributes,
} from '@personctl/generated/cisAttributes'
import { builtInRules, nullProfileOrder } from '@personctl/generated/cisPublisherRules'
import { isObject } from '@personctl/shared/guards'
import { createNullProfile } from '@personctl/shared/publishing/nullProfile'
import { pythonEquals } from '@personctl/shared/publishing/pythonValues'
import { canPublish as applyRules, type PublisherRules } from '@personctl/shared/publishing/rules'
import { checkObject, checkOneOf, invalidArgument } from '../arguments.ts'
import {
  findAttribute,
  invalidChange,
  type ParsedChange,
  type ProfileChanges,
  parseChanges,
} from './profileChanges.ts'
import { service } from './publisherKeys.ts'
import { checkProfile, checkRules } from './publisherRules.ts'

/** Options of `planUpdate` and `planCreation`. */
export interface PlanOptions {
  /** The publisher who will sign. */
  publisher: Publisher
  /**
   * The rules for publishers.
   *
   * @default the rules that the service enforces
   */
  rules?: PublisherRules | undefined
  /**
   * The time of the change.
   *
   * @default now
   */
  now?: Date | undefined
}

/** One attribute that really changes. */
export interface PlannedChange {
  readonly path: ProfileAttributePath
  /** `create` sets a null attribute, `update` changes a value, `metadata` changes `display` or `verified` alone. */
  readonly operation: 'create' | 'update' | 'metadata'
  /** The stored state; null values for an attribute that is not there. */
  readonly before: AttributeState
  readonly after: AttributeState
}

/** The parts of an attribute that the service compares. */
export interface AttributeState {
  readonly value: unknown
  readonly display: unknown
  readonly verified: unknown
}

/** A reason not to send a change. */
export interface PlanProblem {
  readonly path: ProfileAttributePath
  /** The words of the service for a refusal, otherwise the reason in a sentence. */
  readonly message: string
}

/** The effects of an update that is not sent yet. */
export interface UpdatePlan {
  /** The attributes that really change, in the order of a profile. Empty if there is nothing to do. */
  readonly changes: readonly PlannedChange[]
  /** The changes that the rules do not allow. The service tells the first one only, and stores nothing. */
  readonly refusals: readonly PlanProblem[]
  /**
   * The attributes whose metadata is incomplete. The service would store them, and then fail on every filtered read of the
   * person, and on every page of people with them.
   */
  readonly poison: readonly PlanProblem[]
  /** Warnings, in sentences. None of them keeps the update from being sent. */
  readonly notices: readonly string[]
  /** The document to sign and send: `user_id` and the attributes that change, with their final metadata. */
  readonly document: Readonly<Record<string, unknown>>
  /** True if something changes and nothing speaks against it. */
  readonly isSendable: boolean
}

type Attribute = Readonly<Record<string, unknown>>

/**
 * Plans an update: what really changes, what the service would refuse, and what would damage the record. Nothing is sent.
 *
 * @param current the profile as it was read, with every attribute that changes
 * @returns a plan with an empty list of changes if everything is as it should be
 * @throws {InvalidRequestError} for an unknown attribute, a value that it cannot have, and what the service cannot store
 * @example
 * const plan = planUpdate(profile, { fun_title: 'Countess', location: { value: 'London', display: 'staff' } }, {
 *   publisher: 'mozilliansorg',
 * })
 * for (const { message } of plan.refusals) console.error(message)
 */
export function planUpdate(current: object, changes: ProfileChanges, options: PlanOptions): UpdatePlan {
  const { publisher, rules, now } = parseOptions(options)
  const profile = checkProfile(current)
  const wanted = parseChanges(changes)
  const planned: Planned[] = []
  const notices: string[] = []
  for (const [attribute, change] of wanted) {
    const { path } = attribute
    if (path === 'user_id' || path === 'last_modified') checkFixed(path, change, profile)
    else {
      const stored = readAttribute(profile, attribute)
      const next = createNext(attribute, change, stored, publisher, now)
      if (stored !== undefined && isSame(stored, next)) continue
      if (stored === undefined) notices.push(describeMissing(path))
      else if (attribute.carrier === 'values' && !isNull(stateOf(stored).value))
        notices.push(describeWhole(path))
      planned.push({ attribute, stored: stored ?? nullAttribute(path), next })
    }
  }
  const [only] = planned
  if (planned.length === 1 && only?.attribute.path === 'active' && hasSameValue(only.stored, only.next)) {
    notices.push('The service ignores a change of the display or the verification of active alone.')
    planned.pop()
  }
  const userId = { value: stateOf(readPath(profile, 'user_id')).value }
  return finishPlan(planned, { user_id: userId }, publisher, rules, notices)
}

/**
 * Plans the creation of a person: the whole profile of a new record, filled in. An attribute that a new record lacks can never
 * be written later. `active` is true and `created` is now unless given, if the rules let the publisher set them.
 *
 * @param changes must have `user_id` and `primary_email`
 * @throws {InvalidRequestError} as `planUpdate` does; also without user id or primary e-mail, and with a uuid or primary
 * username, which the service sets itself
 * @example
 * const plan = planCreation({ user_id: 'ad|Mozilla-LDAP|ada', primary_email: 'ada@example.org' }, { publisher: 'ldap' })
 */
export function planCreation(changes: ProfileChanges, options: PlanOptions): UpdatePlan {
  const { publisher, rules, now } = parseOptions(options)
  const wanted = parseChanges(changes)
  const given = new Set<string>(wanted.map(([{ path }]) => path))
  for (const path of ['uuid', 'primary_username', 'last_modified'])
    if (given.has(path)) throw invalidChange(path, `The service itself sets ${path} of a new person.`)
  for (const path of ['user_id', 'primary_email'] as const) {
    const value = wanted.find(([attribute]) => attribute.path === path)?.[1].value
    if (typeof value !== 'string' || value === '')
      throw invalidChange(
        path,
        `A new person needs ${path}.`,
        'The service cannot store a person without it.',
      )
  }
  const isAllowed = (path: 'active' | 'created') =>
    !given.has(path) && (rules.create[path] as readonly string[] | undefined)?.includes(publisher)
  if (isAllowed('active')) wanted.push([findAttribute('active'), { value: true }])
  if (isAllowed('created')) wanted.push([findAttribute('created'), { value: formatTime(now) }])
  if (!wanted.some(([{ path }]) => path === 'active'))
    throw invalidChange('active', 'A new person needs active.', `Publisher ${publisher} may not set it.`)
  const planned = wanted
    .map(([attribute, change]): Planned => {
      const stored = nullAttribute(attribute.path)
      return { attribute, stored, next: createNext(attribute, change, stored, publisher, now) }
    })
    .filter(({ stored, next }) => !isSame(stored, next))
  return finishPlan(planned, nullProfile(), publisher, rules, [], true)
}

interface Planned {
  readonly attribute: ProfileAttribute
  readonly stored: Attribute
  readonly next: Attribute
}

function finishPlan(
  planned: readonly Planned[],
  base: Readonly<Record<string, unknown>>,
  publisher: Publisher,
  rules: PublisherRules,
  notices: readonly string[],
  isCreation = false,
): UpdatePlan {
  const ordered = planned.toSorted((left, right) => positionOf(left) - positionOf(right))
  const document: Record<string, unknown> = { ...base }
  for (const { attribute, next } of ordered) {
    const { group, name } = attribute
    if (group === null) document[name] = next
    else document[group] = { ...(document[group] as Attribute | undefined), [name]: next }
  }
  // A change of it alone is not judged by the rules, and beside others that of hris is signed over as cis.
  const isFree = (path: string): boolean =>
    path === 'active' && !isCreation && (ordered.length === 1 || publisher === 'hris')
  const refusals = ordered.flatMap(({ attribute: { path }, stored, next }) => {
    const verdict = isFree(path) ? { allowed: true as const } : applyRules(path, next, stored, rules)
    return verdict.allowed ? [] : [{ path, message: verdict.message }]
  })
  const poison = ordered.flatMap(({ attribute: { path }, next }) => {
    const missing = missingMetadata(next)
    if (missing.length === 0) return []
    return [{ path, message: `The metadata of ${path} lacks ${missing.join(', ')}.` }]
  })
  return {
    changes: ordered.map(describeChange),
    refusals,
    poison,
    notices,
    document,
    isSendable: ordered.length > 0 && refusals.length === 0 && poison.length === 0,
  }
}

/** Returns the paths of changes that a profile shows otherwise. What it does not show at all, the token may not see. */
export function listMissingChanges(changes: readonly PlannedChange[], profile: object): string[] {
  const isThere = ({ path, after }: PlannedChange): boolean => {
    const attribute = readPath(checkProfile(profile), path)
    return attribute === undefined || isSameState(stateOf(attribute), after)
  }
  return changes.filter((change) => !isThere(change)).map(({ path }) => path)
}

function describeChange({ attribute, stored, next }: Planned): PlannedChange {
  const [before, after] = [stateOf(stored), stateOf(next)]
  const operation = hasSameValue(stored, next) ? 'metadata' : isNull(before.value) ? 'create' : 'update'
  return { path: attribute.path, operation, before, after }
}

const order = new Map<string, number>(nullProfileOrder.map((path, index) => [path, index]))

function positionOf({ attribute }: Planned): number {
  return order.get(attribute.path) ?? order.size
}

const optionNames: Record<keyof PlanOptions, 1> = { publisher: 1, rules: 1, now: 1 }

function parseOptions(options: PlanOptions): { publisher: Publisher; rules: PublisherRules; now: Date } {
  checkObject(service, options, optionNames)
  const { publisher, rules = builtInRules, now = new Date() } = options
  checkOneOf(service, 'publisher', publisher, publisherValues)
  checkRules(rules)
  if (!(now instanceof Date) || Number.isNaN(now.getTime()))
    throw invalidArgument(service, 'now', now, 'a valid Date')
  return { publisher, rules, now }
}

/** Checks a change of an attribute that cannot change: one that leaves it as it is does no harm. */
function checkFixed(path: 'user_id' | 'last_modified', change: ParsedChange, profile: Attribute): void {
  const { value } = stateOf(readPath(profile, path))
  if (change.display === undefined && change.verified === undefined && pythonEquals(change.value, value))
    return
  const reason = path === 'user_id' ? 'It identifies the person.' : 'The service sets it at every change.'
  throw invalidChange(path, `${path} cannot be changed.`, reason)
}

function readPath(profile: Attribute, path: string): unknown {
  let node: unknown = profile
  for (const name of path.split('.'))
    node = isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined
  return node
}

function readAttribute(profile: Attribute, { path }: ProfileAttribute): Attribute | undefined {
  const attribute = readPath(profile, path)
  return isObject(attribute) ? attribute : undefined
}

function nullProfile(): Record<string, unknown> {
  return createNullProfile(profileAttributes, nullProfileOrder)
}

function nullAttribute(path: string): Attribute {
  return readPath(nullProfile(), path) as Attribute
}

/** Returns a time in the form in which the publishers of CIS write it. */
function formatTime(time: Date): string {
  return time.toISOString()
}

const epoch = '1970-01-01T00:00:00Z'

function createNext(
  attribute: ProfileAttribute,
  change: ParsedChange,
  stored: Attribute | undefined,
  publisher: Publisher,
  now: Date,
): Attribute {
  const { carrier, path } = attribute
  const initial = nullAttribute(path)
  const base = change.whole ?? stored ?? initial
  const metadata =
    change.whole === undefined
      ? { ...objectIn(initial, 'metadata'), ...objectIn(base, 'metadata') }
      : base['metadata']
  const next: Record<string, unknown> = {
    ...base,
    signature: signatureBlock(base, initial, publisher),
    metadata: isObject(metadata) ? dateMetadata(metadata, now) : metadata,
  }
  if (change.value !== undefined) next[carrier] = change.value
  if (change.whole !== undefined) return next
  const { display, verified } = change
  const changed = { ...(display !== undefined && { display }), ...(verified !== undefined && { verified }) }
  return { ...next, metadata: { ...objectIn(next, 'metadata'), ...changed } }
}

function signatureBlock(base: Attribute, initial: Attribute, publisher: Publisher): Attribute {
  const own = objectIn(base, 'signature')
  const defaults = objectIn(initial, 'signature')
  const block = { ...defaults, ...own }
  return {
    ...block,
    publisher: {
      ...objectIn(defaults, 'publisher'),
      ...objectIn(own, 'publisher'),
      name: publisher,
      value: '',
    },
  }
}

/** Returns metadata with the time of a change. Other times stay as they are written. */
function dateMetadata(metadata: Attribute, now: Date): Attribute {
  const time = formatTime(now)
  return {
    ...metadata,
    ...(Object.hasOwn(metadata, 'last_modified') && { last_modified: time }),
    ...(metadata['created'] === epoch && { created: time }),
  }
}

function objectIn(holder: unknown, name: string): Attribute {
  return isObject(holder) && isObject(holder[name]) ? holder[name] : {}
}

const metadataNames = ['classification', 'last_modified', 'created', 'verified', 'display']

function missingMetadata(attribute: Attribute): string[] {
  const metadata = objectIn(attribute, 'metadata')
  return metadataNames.filter((name) => !Object.hasOwn(metadata, name))
}

function stateOf(attribute: unknown): AttributeState {
  const object = isObject(attribute) ? attribute : {}
  const { display = null, verified = null } = objectIn(object, 'metadata')
  return { value: object['value'] ?? object['values'] ?? null, display, verified }
}

function isSame(stored: Attribute, next: Attribute): boolean {
  return hasSameValue(stored, next) && isSameState(stateOf(stored), stateOf(next))
}

function isSameState(one: AttributeState, other: AttributeState): boolean {
  return (['value', 'display', 'verified'] as const).every((part) => pythonEquals(one[part], other[part]))
}

function hasSameValue(stored: Attribute, next: Attribute): boolean {
  return ['value', 'values'].every((carrier) => pythonEquals(stored[carrier] ?? null, next[carrier] ?? null))
}

function isNull(value: unknown): boolean {
  return value === null || value === undefined
}

function describeMissing(path: string): string {
  return `The profile that was read does not show ${path}, so the plan takes it for null.`
}

function describeWhole(path: string): string {
  return `${path} is replaced as a whole: a change that others have made since the profile was read is lost.`
}
