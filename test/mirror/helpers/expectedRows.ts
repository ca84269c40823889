import type { Item, Listed, ListedPerson, Snapshot } from './joinedDirectory.ts'

/** The lists of the services at each run, oldest first, from which the rows of questions are computed without a database. */
export interface Past {
  readonly snapshots: readonly Snapshot[]
  /** The times at which the runs ended. */
  readonly times: readonly string[]
}

type Row = Record<string, unknown>

/** Returns the text of an attribute; null for one that is absent, empty, or something else. */
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const lower = (text: string | null): string | null => text?.toLowerCase() ?? null
const isSame = (one: string | null, other: string | null): boolean => one !== null && one === other
const exists = <T>(value: T | undefined): value is T => value !== undefined

const emailOf = ({ values }: ListedPerson) => textOf(values['primary_email'])
const hrisOf = ({ values }: ListedPerson) => (values['access_information.hris'] ?? {}) as Row
const employeeOf = (person: ListedPerson) => textOf(hrisOf(person)['employee_id'])
const loginOf = ({ values }: ListedPerson) => textOf(values['identities.mozilla_posix_id'])
const nameOf = ({ values }: ListedPerson) =>
  ['first_name', 'last_name'].flatMap((name) => textOf(values[name]) ?? []).join(' ')

/** The rules by which an identity belongs to a person. The first one that finds somebody counts. */
const rules: readonly [string, (person: ListedPerson, identity: Listed) => boolean][] = [
  ['employee_id', (person, identity) => isSame(employeeOf(person), textOf(identity['personId']))],
  ['posix_id', (person, identity) => isSame(loginOf(person), textOf(identity['upn']))],
  [
    'email',
    (person, identity) => isSame(lower(emailOf(person)), lower(textOf(identity['primaryAccountEmail']))),
  ],
]

function ownersOf(
  people: readonly ListedPerson[],
  identity: Listed,
): { people: ListedPerson[]; rule: string } {
  for (const [rule, matches] of rules) {
    const found = people.filter((person) => matches(person, identity))
    if (found.length > 0) return { people: found, rule }
  }
  return { people: [], rule: '' }
}

/** Returns the rows of all questions, by name. */
export function computeRows(past: Past, since: string): Record<string, Row[]> {
  const last = past.snapshots.at(-1)
  if (last === undefined) return {}
  const gone = listGone(past, last)
  return {
    'left-but-in-a-group': listLeft(past, last, gone),
    'not-staff-in-a-staff-group': listNotStaff(last),
    'managers-and-titles-changed': listChanged(past, since),
    'who-may': listGrants(last),
    'accounts-without-a-person': listUnclaimed(last),
    'people-with-two-accounts': listTwins(last),
    'groups-without-an-active-owner': listUnowned(last, gone),
    'group-growth': listGrowth(past, last),
  }
}

/** Returns the people who are no longer there, as they were last. */
function listGone({ snapshots }: Past, { people }: Snapshot): ListedPerson[] {
  const known = new Map(snapshots.flatMap((one) => one.people).map((one) => [one.uuid, one]))
  for (const { uuid } of people) known.delete(uuid)
  return [...known.values()]
}

/** Returns those of the people who are gone to whom an identity belonged; nobody if it belongs to somebody else. */
function lostOwnersOf({ people }: Snapshot, gone: readonly ListedPerson[], identity: Listed): ListedPerson[] {
  return ownersOf(people, identity).people.length > 0 ? [] : ownersOf(gone, identity).people
}

function listMemberships({ groups, identities, members }: Snapshot) {
  return groups.flatMap((group) =>
    [...(members.get(group.id) ?? [])].flatMap(([id, direct]) => {
      const identity = identities.find((one) => one.id === id)
      return identity === undefined ? [] : { group, identity, direct }
    }),
  )
}

function listLeft(past: Past, last: Snapshot, gone: readonly ListedPerson[]): Row[] {
  return listMemberships(last).flatMap(({ group, identity, direct }) => {
    const owners = ownersOf(last.people, identity)
    const isPresent = owners.people.some(({ active }) => active)
    const common = {
      group_identifier: group['groupIdentifier'],
      direct,
      since: sinceWhen(past, group.id, identity.id),
    }
    return [
      ...(isPresent ? [] : owners.people).map((person) => ({
        primary_email: emailOf(person),
        status: 'deactivated',
        linked_by: owners.rule,
        ...common,
      })),
      ...lostOwnersOf(last, gone, identity).map((person) => ({
        primary_email: emailOf(person),
        status: 'removed',
        linked_by: 'last version',
        ...common,
      })),
    ]
  })
}

/** Returns the time of the run since which somebody is a member in the same way. */
function sinceWhen({ snapshots, times }: Past, group: string, identity: string): string | undefined {
  let index = snapshots.length - 1
  const read = (at: number) => snapshots[at]?.members.get(group)?.get(identity)
  const now = read(index)
  while (index > 0 && read(index - 1) === now) index -= 1
  return times[index]
}

function listNotStaff(last: Snapshot): Row[] {
  return listMemberships(last).flatMap(({ group, identity, direct }) => {
    const { people } = ownersOf(last.people, identity)
    const isStaff = ({ active, values }: ListedPerson) => active && values['staff_information.staff'] === true
    const name = String(group['groupIdentifier'])
    if (!name.includes('staff') || identity['type'] !== 'Person' || people.some(isStaff)) return []
    const row = {
      group_identifier: name,
      upn: identity['upn'],
      display_name: identity['displayName'],
      direct,
    }
    if (people.length === 0) return [{ ...row, primary_email: null, reason: 'not in CIS' }]
    return people.map((person) => ({
      ...row,
      primary_email: emailOf(person),
      reason: person.active ? 'not staff' : 'has left',
    }))
  })
}

function listChanged({ snapshots, times }: Past, since: string): Row[] {
  const attributes: [string, string, (person: ListedPerson) => unknown][] = [
    ['title', 'staff_information.title', ({ values }) => values['staff_information.title']],
    ['team', 'staff_information.team', ({ values }) => values['staff_information.team']],
    ['cost_center', 'staff_information.cost_center', ({ values }) => values['staff_information.cost_center']],
    ['manager', 'access_information.hris', (person) => hrisOf(person)['managers_primary_work_email']],
  ]
  return snapshots.flatMap(({ people }, index) => {
    const at = times[index] ?? ''
    if (at <= since) return []
    return people.flatMap((person) => {
      const before = snapshots[index - 1]?.people.find(({ uuid }) => uuid === person.uuid)
      if (before === undefined) return []
      return attributes.flatMap(([attribute, path, read]) => {
        if (!(path in before.values) || !(path in person.values)) return []
        const [old, current] = [read(before) ?? null, read(person) ?? null]
        return old === current ? [] : { at, primary_email: emailOf(person), attribute, old, new: current }
      })
    })
  })
}

function listGrants({ people, reports }: Snapshot): Row[] {
  return [...reports].flatMap(([reference, groups]) => {
    const person = people.find(({ uuid }) => uuid === reference)
    const grants = new Map<string, Row>()
    for (const { id: groupId = '', name: groupName = '', policies = [], resources = [] } of groups) {
      const add = (kind: string, { id = '', name = '', externalId, privilege }: Item) => {
        const words = [name, id, externalId ?? '', kind]
        if (!words.some((word) => word.toLowerCase().includes('s'))) return
        grants.set([groupId, groupName, kind, id].join(' '), {
          person: (person && emailOf(person)) ?? reference,
          active: person?.active ?? null,
          kind,
          item_name: name,
          privilege: privilege ?? null,
          group_name: groupName,
          because: `${kind} ${name} in the group ${groupName}`,
        })
      }
      for (const policy of policies) add(policy.name === 'role_superuser' ? 'superuser' : 'policy', policy)
      for (const resource of resources) add('resource', resource)
    }
    return [...grants.values()]
  })
}

function listUnclaimed({ people, identities }: Snapshot): Row[] {
  const isClaimed = (identity: Listed) => ownersOf(people, identity).people.length > 0
  return identities.flatMap((identity) => {
    const owner = identities.find(({ id }) => id === identity['ownerId'])
    const isPerson = identity['type'] === 'Person'
    if (isClaimed(identity) || (!isPerson && owner && isClaimed(owner))) return []
    return {
      upn: identity['upn'],
      display_name: identity['displayName'],
      type: identity['type'],
      email: textOf(identity['primaryAccountEmail']),
      blocked: identity['blocked'],
      owner: owner?.['upn'] ?? null,
      reason: isPerson
        ? 'nobody in CIS'
        : textOf(identity['ownerId']) === null
          ? 'no owner'
          : owner === undefined
            ? 'the owner does not exist'
            : 'the owner is nobody in CIS',
    }
  })
}

function listTwins({ people, identities }: Snapshot): Row[] {
  const ofPerson = people.flatMap((person) => {
    const own = identities.filter((identity) => ownersOf(people, identity).people.includes(person))
    if (own.length < 2) return []
    return own.map((identity) => ({
      same: 'person',
      value: emailOf(person),
      service: 'cern',
      account: identity['upn'],
      name: identity['displayName'],
      active: identity['blocked'] !== true,
    }))
  })
  const byValue = (same: string, read: (person: ListedPerson) => string | null, shown = read) =>
    people.flatMap((person) => {
      const value = read(person)
      if (value === null || people.filter((other) => read(other) === value).length < 2) return []
      return {
        same,
        value: shown(person),
        service: 'cis',
        account: person.values['user_id'],
        name: nameOf(person),
        active: person.active,
      }
    })
  return [
    ...ofPerson,
    ...byValue('primary_email', (person) => lower(emailOf(person)), emailOf),
    ...byValue('employee_id', employeeOf),
    ...byValue('posix_id', loginOf),
  ]
}

function listUnowned(last: Snapshot, gone: readonly ListedPerson[]): Row[] {
  return last.groups.flatMap((group) => {
    const owner = last.identities.find(({ id }) => id === group['ownerId'])
    const administrators = last.groups.find(({ id }) => id === group['administratorsId'])
    const row = {
      group_identifier: group['groupIdentifier'],
      owner: owner?.['upn'] ?? null,
      administrators: administrators?.['groupIdentifier'] ?? null,
    }
    if (owner === undefined) {
      const reason = textOf(group['ownerId']) === null ? 'no owner' : 'the owner does not exist'
      return [{ ...row, primary_email: null, reason }]
    }
    const { people } = ownersOf(last.people, owner)
    const lost = lostOwnersOf(last, gone, owner)
    const hasLeft = (people.length > 0 || lost.length > 0) && !people.some(({ active }) => active)
    if (owner['blocked'] !== true && !hasLeft) return []
    const emails = [...people, ...lost].map(emailOf)
    const reason = owner['blocked'] === true ? 'the owner is blocked' : 'the owner has left'
    return (emails.length === 0 ? [null] : emails).map((email) => ({ ...row, primary_email: email, reason }))
  })
}

function listGrowth({ snapshots, times }: Past, last: Snapshot): Row[] {
  return last.groups.flatMap((group) =>
    snapshots
      .map(({ members }, index) => {
        const now = new Set(members.get(group.id)?.keys())
        const before = new Set(snapshots[index - 1]?.members.get(group.id)?.keys())
        return {
          group_identifier: group['groupIdentifier'],
          at: times[index],
          run: index + 1,
          joined: [...now].filter((id) => !before.has(id)).length,
          ended: [...before].filter((id) => !now.has(id)).length,
          members: now.size,
        }
      })
      .filter(({ joined, ended }) => joined > 0 || ended > 0),
  )
}

/** Returns the texts of rows in an order that is always the same. */
export function sortRows(rows: readonly Row[]): string[] {
  return rows
    .map((row) =>
      JSON.stringify(Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))),
    )
    .filter(exists)
    .sort()
}
