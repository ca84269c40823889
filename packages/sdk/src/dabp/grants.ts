import type {
  AbsentPrivilege,
  ArtificialPolicy,
  PersonReport,
  ReportGroup,
  ReportPolicy,
  ReportResource,
} from '@personctl/openapi/dabp'
import { didYouMean } from '@personctl/shared/didYouMean'
import { isObject, isUuid } from '@personctl/shared/guards'
import { checkText } from '../client/values.ts'
import { type ErrorDetails, InvalidRequestError, PersonctlError } from '../errors.ts'
import { service } from './values.ts'

/** One of several things that a name may mean. */
export interface NameCandidate {
  readonly id: string | undefined
  readonly name: string | undefined
  /** The name of the group it is in, or its id; undefined for a group. */
  readonly group: string | undefined
}

/** A question about a report has several answers, for a name in it means several things. It lists them. */
export class AmbiguousNameError extends PersonctlError {
  protected static override readonly errorName: string = 'AmbiguousNameError'

  readonly candidates: readonly NameCandidate[]

  constructor(message: string, candidates: readonly NameCandidate[], details: ErrorDetails = {}) {
    super('ambiguous_name', message, details)
    this.candidates = candidates
  }
}

/**
 * What something is called: by its id or its name. A text in the form of a UUID is taken for an id, whatever names there
 * are; any other text for either. Whoever manages a group may name it like another, so ids are the safer choice for what
 * is decided by them.
 */
export type Naming = string | { readonly id: string } | { readonly name: string }

/** The same for a resource, which may also have an id elsewhere. */
export type ResourceNaming = Naming | { readonly externalId: string }

interface Named {
  readonly id?: string
  readonly name?: string
  readonly externalId?: string
}

/** Tells whether something is what is meant. Throws InvalidRequestError for what names nothing. */
function matcher(
  option: string,
  naming: ResourceNaming,
  keys: readonly (keyof Named)[] = ['id', 'name'],
): (thing: Named) => boolean {
  if (!isObject(naming)) {
    checkText(service, option, naming)
    if (isUuid(naming)) return byId(naming)
    return ({ id, name }) => name === naming || id === naming
  }
  const givenAs: Named = naming
  const [key, ...others] = keys.filter((one) => givenAs[one] !== undefined)
  if (key === undefined || others.length > 0) {
    throw new InvalidRequestError(
      `${option} has ${key === undefined ? 'none' : 'several'} of ${keys.join(', ')}.`,
      {
        service,
        hint: 'Give one of them.',
      },
    )
  }
  const given: unknown = givenAs[key]
  checkText(service, `${option}.${key}`, given)
  return key === 'id' ? byId(given) : (thing) => thing[key] === given
}

function byId(wanted: string): (thing: Named) => boolean {
  const canonical = canonicalId(wanted)
  return ({ id }) => id === wanted || (id !== undefined && canonicalId(id) === canonical)
}

/** The digits of a UUID may be in upper or in lower case. */
function canonicalId(id: string): string {
  return isUuid(id) ? id.toLowerCase() : id
}

/**
 * Throws AmbiguousNameError unless all of these are one and the same: what has the same id, or the same name and no id.
 *
 * @param what such as `policies`
 * @param candidateOf says of one what the error says
 */
function requireOne<Found>(
  what: string,
  naming: ResourceNaming,
  found: readonly Found[],
  candidateOf: (one: Found) => NameCandidate,
): void {
  if (found.length < 2) return
  const different = new Map<string, NameCandidate>()
  for (const one of found) {
    const candidate = candidateOf(one)
    // Where only some have an id, those without are something else, whatever their name.
    const identity = candidate.id === undefined ? `name ${candidate.name}` : `id ${canonicalId(candidate.id)}`
    if (!different.has(identity)) different.set(identity, candidate)
  }
  if (different.size < 2) return
  const candidates = [...different.values()]
  throw new AmbiguousNameError(
    `${JSON.stringify(isObject(naming) ? Object.values(naming)[0] : naming)} means any of ${different.size} ${what}: ${candidates.map(described).join('; ')}.`,
    candidates,
    { service, hint: 'Name it by its id.' },
  )
}

function described({ id, name, group }: NameCandidate): string {
  const itself = id === undefined ? `${JSON.stringify(name)}, which has no id` : id
  return group === undefined ? itself : `${itself} in ${JSON.stringify(group)}`
}

/** A policy, and the group in which the person has it. */
export interface PolicyGrant {
  readonly group: ReportGroup
  readonly policy: ReportPolicy
}

/** A resource, and the group in which the person has a privilege on it. */
export interface ResourceGrant {
  readonly group: ReportGroup
  readonly resource: ReportResource
}

export interface WithinOptions {
  /** The one group that counts: what is granted in one says nothing of another. @default any group */
  group?: Naming
}

/**
 * Every grant of a policy: which group it comes from, and the policy as the report has it.
 *
 * @returns none where the person does not have it, or is not in the group
 * @throws InvalidRequestError where a name is blank
 * @throws AmbiguousNameError where the group or, within it, the policy may be one of several; it lists them
 * @example
 * for (const { group } of findPolicyGrants(report, 'Pension')) console.log(group.name)
 */
export function findPolicyGrants(
  report: PersonReport,
  policy: Naming,
  options: WithinOptions = {},
): readonly PolicyGrant[] {
  const isMeant = matcher('policy', policy)
  const grants: PolicyGrant[] = []
  for (const group of groupsWithin(report, options.group)) {
    for (const one of group.policies ?? []) if (isMeant(one)) grants.push({ group, policy: one })
  }
  requireOne('policies', policy, grants, (grant) => ({
    ...identity(grant.policy),
    group: groupLabel(grant.group),
  }))
  return grants
}

/**
 * Every grant of a privilege on a resource. The privilege `No access` is none, so it is never among them.
 *
 * @returns and @throws as `findPolicyGrants`
 * @example
 * for (const { group, resource } of findResourceGrants(report, 'Fleet 7')) console.log(group.name, resource.privilege)
 */
export function findResourceGrants(
  report: PersonReport,
  resource: ResourceNaming,
  options: WithinOptions = {},
): readonly ResourceGrant[] {
  const isMeant = matcher('resource', resource, ['id', 'name', 'externalId'])
  const listed: ResourceGrant[] = []
  for (const group of groupsWithin(report, options.group)) {
    for (const one of group.resources ?? []) if (isMeant(one)) listed.push({ group, resource: one })
  }
  requireOne('resources', resource, listed, (grant) => ({
    ...identity(grant.resource),
    group: groupLabel(grant.group),
  }))
  return listed.filter(({ resource: { privilege } }) => isPrivilege(privilege))
}

/** The grants by which a person is a superuser of groups. Throws as `findPolicyGrants`. */
export function findSuperuserGrants(
  report: PersonReport,
  options: WithinOptions = {},
): readonly PolicyGrant[] {
  return groupsWithin(report, options.group).flatMap((group) => {
    const policy = group.policies?.find(isSuperuserPolicy)
    return policy === undefined ? [] : [{ group, policy }]
  })
}

const superuser: ArtificialPolicy = 'role_superuser'
const noAccess: AbsentPrivilege = 'No access'

// A policy with an id is one that somebody made, and may have called so.
function isSuperuserPolicy({ id, name }: ReportPolicy): boolean {
  return id === undefined && name === superuser
}

function isPrivilege(privilege: string | undefined): boolean {
  const written = privilege?.trim() ?? ''
  return written !== '' && written.toLowerCase() !== noAccess.toLowerCase()
}

/** The groups that count. Throws AmbiguousNameError where several have the name, and they are not one and the same. */
export function groupsWithin(report: PersonReport, group: Naming | undefined): readonly ReportGroup[] {
  const groups = report.groups ?? []
  if (group === undefined) return groups
  const meant = groups.filter(matcher('group', group))
  requireOne('groups', group, meant, (one) => ({ ...identity(one), group: undefined }))
  return meant
}

function identity({ id, name }: { id?: string; name?: string }): {
  id: string | undefined
  name: string | undefined
} {
  return { id, name }
}

/** How an error calls a group. */
export function groupLabel({ id, name }: ReportGroup): string | undefined {
  return name ?? id
}

/** Names as somebody has typed them. */
export interface TypedNames {
  group?: string | undefined
  policy?: string | undefined
  resource?: string | undefined
}

/**
 * For names that a report does not have, those in it that are most like them: to say next to a no, which may be owed to
 * a slip of the pen. A policy and a resource are looked for in the group, where there is one.
 *
 * @returns only what is likely; nothing for names that are there
 * @example
 * suggestNames(report, { group: 'Intermediary A', policy: 'Penison' }) // { policy: 'Pension' }
 */
export function suggestNames(report: PersonReport, typed: TypedNames): TypedNames {
  const group = suggestion(typed.group, report.groups ?? [])
  const meant = typed.group === undefined ? [] : groupsWithin(report, typed.group)
  const groups = meant.length > 0 ? meant : (report.groups ?? [])
  const policy = suggestion(
    typed.policy,
    groups.flatMap(({ policies = [] }) => policies),
  )
  const resource = suggestion(
    typed.resource,
    groups.flatMap(({ resources = [] }) => resources),
  )
  return {
    ...(group !== undefined && { group }),
    ...(policy !== undefined && { policy }),
    ...(resource !== undefined && { resource }),
  }
}

function suggestion(
  typed: string | undefined,
  things: readonly { readonly id?: string; readonly name?: string }[],
): string | undefined {
  if (typed === undefined || things.some(({ id, name }) => id === typed || name === typed)) return undefined
  const names = new Set(things.flatMap(({ name }) => name ?? []))
  return didYouMean(typed, names)
}
