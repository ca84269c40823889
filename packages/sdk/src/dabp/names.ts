import type { PersonReport, ReportGroup } from '@personctl/generated/dabp'
import { didYouMean } from '@personctl/shared/didYouMean'
import { isObject, isUuid, lowerUuid } from '@personctl/shared/guards'
import { checkObject, checkString } from '../arguments.ts'
import { type ErrorDetails, InvalidRequestError, PersonctlError } from '../errors.ts'
import { checkReport, service } from './report.ts'

/**
 * The id or the name of a policy or a group. A string in the form of a UUID is always an id; any other string can be
 * either. The manager of a group can give it the name of another one, so use ids for decisions.
 */
export type NameOrId = string | { readonly id: string } | { readonly name: string }

/** The id or the name of a resource, or its id in another system. */
export type ResourceNameOrId = NameOrId | { readonly externalId: string }

/** Returns the groups to consider. Throws AmbiguousNameError if the name matches several different ones. */
export function selectGroups(report: PersonReport, group: NameOrId | undefined): readonly ReportGroup[] {
  checkReport(report)
  const groups = report.groups ?? []
  if (group === undefined) return groups
  const selected = groups.filter(createMatcher('group', group))
  checkUnambiguous('groups', group, selected, (candidate) => ({
    ...pickIdentity(candidate),
    group: undefined,
  }))
  return selected
}

/** Returns the name of a group for an error. */
export function groupLabel({ id, name }: ReportGroup): string | undefined {
  return name ?? id
}

interface Identifiable {
  readonly id?: string
  readonly name?: string
  readonly externalId?: string
}

/** Returns a function that tells if a thing has a name or id. Throws InvalidRequestError for an invalid one. */
export function createMatcher(
  param: string,
  nameOrId: ResourceNameOrId,
  keys: readonly (keyof Identifiable)[] = ['id', 'name'],
): (thing: Identifiable) => boolean {
  if (!isObject(nameOrId)) {
    checkString(service, param, nameOrId)
    if (isUuid(nameOrId)) return idMatcher(nameOrId)
    return ({ id, name }) => name === nameOrId || id === nameOrId
  }
  const wanted: Identifiable = nameOrId
  const [key, ...others] = keys.filter((name) => wanted[name] !== undefined)
  if (key === undefined || others.length > 0) {
    throw new InvalidRequestError(
      `${param} has ${key === undefined ? 'none' : 'several'} of ${keys.join(', ')}.`,
      { service, param, hint: 'Pass exactly one of them.' },
    )
  }
  const value: unknown = wanted[key]
  checkString(service, `${param}.${key}`, value)
  return key === 'id' ? idMatcher(value) : (thing) => thing[key] === value
}

function idMatcher(wanted: string): (thing: Identifiable) => boolean {
  const canonical = lowerUuid(wanted)
  return ({ id }) => id === wanted || (id !== undefined && lowerUuid(id) === canonical)
}

export function pickIdentity({ id, name }: Identifiable): Pick<NameCandidate, 'id' | 'name'> {
  return { id, name }
}

/** Thrown when a name in a question about a report matches several things, so that its result is not certain. */
export class AmbiguousNameError extends PersonctlError {
  protected static override readonly errorName: string = 'AmbiguousNameError'

  /** The things that the name matches. */
  readonly candidates: readonly NameCandidate[]

  constructor(message: string, candidates: readonly NameCandidate[], details: ErrorDetails = {}) {
    super('ambiguous_name', message, details)
    this.candidates = candidates
  }
}

/** One of several things that a name matches. */
export interface NameCandidate {
  readonly id: string | undefined
  readonly name: string | undefined
  /** The name of its group, or the id of a group without a name; undefined for a group. */
  readonly group: string | undefined
}

/**
 * Throws AmbiguousNameError unless all matches are the same thing: one with the same id, or with the same name and no id.
 *
 * @param kind the plural of the thing, such as `policies`
 */
export function checkUnambiguous<Match>(
  kind: string,
  nameOrId: ResourceNameOrId,
  matches: readonly Match[],
  toCandidate: (match: Match) => NameCandidate,
): void {
  if (matches.length < 2) return
  const different = new Map<string, NameCandidate>()
  for (const match of matches) {
    const candidate = toCandidate(match)
    // If only some have an id, those without are something else, regardless of their name.
    const identity = candidate.id === undefined ? `name ${candidate.name}` : `id ${lowerUuid(candidate.id)}`
    if (!different.has(identity)) different.set(identity, candidate)
  }
  if (different.size < 2) return
  const candidates = [...different.values()]
  const shown = JSON.stringify(isObject(nameOrId) ? Object.values(nameOrId)[0] : nameOrId)
  throw new AmbiguousNameError(
    `${shown} matches ${different.size} ${kind}: ${candidates.map(describeCandidate).join('; ')}.`,
    candidates,
    { service, hint: 'Use its id.' },
  )
}

function describeCandidate({ id, name, group }: NameCandidate): string {
  const label = id === undefined ? `${JSON.stringify(name)}, which has no id` : id
  return group === undefined ? label : `${label} in ${JSON.stringify(group)}`
}

/** Names of a group, a policy and a resource. */
export interface ReportNames {
  group?: string | undefined
  policy?: string | undefined
  resource?: string | undefined
}

/**
 * Returns similar names from the report for names that it does not have. Show them beside a negative result, which may be
 * due to a typing error. A policy and a resource are searched in the group, if the report has it.
 *
 * @param typed the names as they were typed
 * @returns only likely names; none for names that the report has
 * @example
 * suggestNames(report, { group: 'Intermediary A', policy: 'Penison' }) // { policy: 'Pension' }
 */
export function suggestNames(report: PersonReport, typed: ReportNames): ReportNames {
  checkReport(report)
  checkObject(service, typed, { group: 1, policy: 1, resource: 1 }, 'typed')
  for (const [param, name] of Object.entries(typed)) if (name !== undefined) checkString(service, param, name)
  const all = report.groups ?? []
  const group = suggestName(typed.group, all)
  const selected = typed.group === undefined ? [] : selectGroups(report, typed.group)
  const groups = selected.length > 0 ? selected : all
  const policies = groups.flatMap((candidate) => candidate.policies ?? [])
  const resources = groups.flatMap((candidate) => candidate.resources ?? [])
  const policy = suggestName(typed.policy, policies)
  const resource = suggestName(typed.resource, resources)
  return {
    ...(group !== undefined && { group }),
    ...(policy !== undefined && { policy }),
    ...(resource !== undefined && { resource }),
  }
}

function suggestName(typed: string | undefined, things: readonly Identifiable[]): string | undefined {
  if (typed === undefined || things.some(({ id, name }) => id === typed || name === typed)) return undefined
  const names = new Set(things.flatMap(({ name }) => name ?? []))
  return didYouMean(typed, names)
}
