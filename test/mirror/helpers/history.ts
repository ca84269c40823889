import type { Change, PullOptions } from '@personctl/mirror'
import { createPersonMock } from '@personctl/mock-server'
import { clientCredentials, createCernClient, createCisClient } from '@personctl/sdk'
import fc from 'fast-check'

/** A step of a history: what happens before a pull, and how the pull goes. */
export interface Step {
  readonly events: readonly Event[]
  /** True if the token lacks a scope. */
  readonly isNarrow: boolean
  /** People whom the list of CIS leaves out, although they exist. */
  readonly unlisted: readonly number[]
  /** The number of requests after which the service fails; the next pull continues. */
  readonly failAfter: number | undefined
}

interface Event {
  readonly kind: EventKind
  readonly who: number
  readonly what: number
}

type EventKind =
  | 'addPerson'
  | 'changePerson'
  | 'changeSecret'
  | 'deletePerson'
  | 'moveGroup'
  | 'renameGroup'
  | 'renameIdentity'
  | 'toggleActive'
  | 'toggleDisplay'
  | 'toggleGroup'
  | 'toggleIdentity'
  | 'toggleMember'

const eventKinds: readonly EventKind[] = [
  'addPerson',
  'changePerson',
  'changeSecret',
  'deletePerson',
  'moveGroup',
  'renameGroup',
  'renameIdentity',
  'toggleActive',
  'toggleDisplay',
  'toggleGroup',
  'toggleIdentity',
  'toggleMember',
]

const event: fc.Arbitrary<Event> = fc.record({
  kind: fc.constantFrom(...eventKinds),
  who: fc.nat({ max: 5 }),
  what: fc.nat({ max: 3 }),
})

/** Any history of two to six pulls. */
export const histories: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    events: fc.array(event, { maxLength: 6 }),
    isNarrow: fc.boolean(),
    unlisted: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      fc.array(fc.nat({ max: 5 }), { maxLength: 2 }),
    ),
    failAfter: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, fc.nat({ max: 20 })),
  }),
  { minLength: 2, maxLength: 6 },
)

interface ModelPerson {
  exists: boolean
  active: boolean
  title: number
  /** An attribute that only a token with another scope shows. */
  secret: number
  /** An attribute that the person may hide. */
  funTitle: number
  isHidden: boolean
}

/** The state of everything, from which a mock is made for each pull. */
export class Model {
  readonly people: ModelPerson[] = Array.from({ length: 6 }, (_, index) => ({
    exists: index < 4,
    active: true,
    title: 0,
    secret: 0,
    funTitle: 0,
    isHidden: false,
  }))
  readonly identities: { exists: boolean; name: number }[] = Array.from({ length: 6 }, (_, index) => ({
    exists: index < 4,
    name: 0,
  }))
  readonly groups: { exists: boolean; name: number; parent: number | undefined; members: Set<number> }[] =
    Array.from({ length: 4 }, (_, index) => ({
      exists: index < 3,
      name: 0,
      parent: index === 1 ? 0 : undefined,
      members: new Set([index, 5]),
    }))

  apply({ kind, who, what }: Event): void {
    const person = this.people[who]
    const identity = this.identities[who]
    const group = this.groups[what]
    if (person === undefined || identity === undefined || group === undefined) return
    switch (kind) {
      case 'addPerson':
        person.exists = true
        break
      case 'changePerson':
        person.title = what
        break
      case 'changeSecret':
        person.secret = what
        break
      case 'toggleDisplay':
        person.isHidden = !person.isHidden
        break
      case 'toggleActive':
        person.active = !person.active
        break
      case 'deletePerson':
        // Somebody stays, since an empty directory is a failure.
        if (who > 0) person.exists = false
        break
      case 'toggleIdentity':
        if (who > 0) identity.exists = !identity.exists
        break
      case 'renameIdentity':
        identity.name = what
        break
      case 'toggleGroup':
        group.exists = !group.exists
        break
      case 'renameGroup':
        group.name = who
        break
      case 'toggleMember':
        if (!group.members.delete(who)) group.members.add(who)
        break
      case 'moveGroup': {
        const parent = who > 3 ? undefined : who
        if (parent === undefined || !this.#isWithin(parent, what)) group.parent = parent
      }
    }
  }

  #isWithin(group: number, outer: number): boolean {
    for (let at: number | undefined = group; at !== undefined; at = this.groups[at]?.parent)
      if (at === outer) return true
    return false
  }

  /** Returns the rows that a pull should find, by table and key. */
  rows(isNarrow: boolean): TableRows {
    const rows: TableRows = { cis_person: {}, cern_identity: {}, cern_group: {}, cern_member: {} }
    for (const [index, person] of this.people.entries()) {
      if (!person.exists) continue
      rows.cis_person[uuidOf(index)] = {
        active: person.active,
        'staff_information.title': `Title ${person.title}`,
        ...(!isNarrow && { 'staff_information.cost_center': `Secret ${person.secret}` }),
        ...(!person.isHidden && { fun_title: `Fun ${person.funTitle + person.title}` }),
      }
    }
    for (const [index, { exists, name }] of this.identities.entries())
      if (exists) rows.cern_identity[identityId(index)] = { displayName: `Name ${name}` }
    for (const [index, { exists, name }] of this.groups.entries()) {
      if (!exists) continue
      rows.cern_group[groupId(index)] = { displayName: `Group ${name}` }
      for (const [member, direct] of this.#membersOf(index))
        rows.cern_member[`${groupId(index)} ${identityId(member)}`] = { direct }
    }
    return rows
  }

  #membersOf(index: number): Map<number, boolean> {
    const members = new Map<number, boolean>()
    for (const [child, { exists, parent }] of this.groups.entries())
      if (exists && parent === index)
        for (const member of this.#membersOf(child).keys()) members.set(member, false)
    for (const member of this.groups[index]?.members ?? [])
      if (this.identities[member]?.exists) members.set(member, true)
    return members
  }

  /** Returns clients of a mock with exactly this state. */
  clients({ isNarrow, unlisted, failAfter }: Omit<Step, 'events'>): PullOptions['clients'] {
    const groups = this.groups.flatMap(({ exists, name }, index) =>
      exists ? [{ id: groupId(index), groupIdentifier: `group-${index}`, displayName: `Group ${name}` }] : [],
    )
    const mock = createPersonMock({
      journalSize: 1,
      data: {
        cis: {
          profiles: this.people.flatMap((person, index) =>
            person.exists
              ? [
                  {
                    attributes: {
                      uuid: uuidOf(index),
                      user_id: `ad|Mozilla-LDAP|person-${index}`,
                      primary_email: `person-${index}@example.org`,
                      active: person.active,
                      fun_title: `Fun ${person.funTitle + person.title}`,
                      'staff_information.title': `Title ${person.title}`,
                      'staff_information.cost_center': `Secret ${person.secret}`,
                    },
                    displays: { fun_title: person.isHidden ? null : 'staff' },
                  },
                ]
              : [],
          ),
        },
        cern: {
          identities: this.identities.flatMap(({ exists, name }, index) =>
            exists ? [{ id: identityId(index), upn: `person-${index}`, displayName: `Name ${name}` }] : [],
          ),
          groups,
          applications: [],
          memberships: this.groups.flatMap(({ exists, parent, members }, index) => {
            if (!exists) return []
            const group = `group-${index}`
            const outer = parent === undefined ? undefined : this.groups[parent]
            return [
              ...[...members].flatMap((member) =>
                this.identities[member]?.exists ? [{ group, identity: `person-${member}` }] : [],
              ),
              ...(outer?.exists ? [{ group: `group-${parent}`, memberGroup: group }] : []),
            ]
          }),
        },
      } as never,
    })
    const left = new Set(unlisted.map(uuidOf))
    let requests = 0
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const url = String(input)
      if (init?.method === 'GET') requests += 1
      if (failAfter !== undefined && requests > failAfter) throw new TypeError('fetch failed')
      const response = await mock.fetch(input, init)
      if (left.size === 0 || !/\/v2\/users(\?|$)/.test(url)) return response
      const body = await response.json()
      body.Items = body.Items.filter((row: { uuid?: { value?: string } }) => !left.has(row.uuid?.value ?? ''))
      return new Response(JSON.stringify(body), { status: response.status, headers: response.headers })
    }
    const credentials = { clientId: 'demo', clientSecret: 'demo-secret' }
    const scopes = [
      'display:staff',
      'display:ndaed',
      'classification:mozilla_confidential',
      'classification:workgroup',
    ]
    const scope = [...scopes, ...(isNarrow ? [] : ['classification:workgroup:staff_only'])].join(' ')
    const common = { fetch: fetch as never, retry: false as const }
    return {
      cis: createCisClient({ ...common, auth: clientCredentials({ ...credentials, scope }) }),
      cern: createCernClient({ ...common, auth: clientCredentials(credentials) }),
    }
  }
}

type Values = Record<string, unknown>
type TableRows = Record<'cis_person' | 'cern_identity' | 'cern_group' | 'cern_member', Record<string, Values>>

/** Returns the uuid of a person of the model. */
export function uuidOf(index: number): string {
  return `00000000-0000-4000-8000-00000000000${index}`
}

function identityId(index: number): string {
  return `10000000-0000-4000-8000-00000000000${index}`
}

function groupId(index: number): string {
  return `20000000-0000-4000-8000-00000000000${index}`
}

/** A change, as far as a history says it. */
export type ExpectedChange = Pick<Change, 'collection' | 'key' | 'kind' | 'attribute'> & {
  old?: unknown
  new?: unknown
}

/** A reader of the model that knows what one who pulls can know: values that a lost scope conceals stay as they were. */
export class Observer {
  known: TableRows = { cis_person: {}, cern_identity: {}, cern_group: {}, cern_member: {} }
  readonly #everSeen = new Set<string>()
  #pulls = 0
  #wasNarrow = false
  #wasWide = false

  /** Returns the changes since the last call. */
  observe(rows: TableRows, isNarrow: boolean): ExpectedChange[] {
    const changes: ExpectedChange[] = []
    const isFirst = this.#pulls === 0
    this.#wasWide ||= !isNarrow
    const isLess = isNarrow && this.#wasWide
    const isMore = this.#wasNarrow && !isNarrow
    if (!isFirst && isNarrow && !this.#wasNarrow)
      changes.push({ collection: 'cis_scopes', key: 'cis', kind: 'scope_lost', attribute: null })
    const next: TableRows = { cis_person: {}, cern_identity: {}, cern_group: {}, cern_member: {} }
    for (const collection of Object.keys(rows) as (keyof TableRows)[]) {
      const before = this.known[collection]
      const after = rows[collection]
      for (const [key, values] of Object.entries(after)) {
        const old = before[key]
        const id = `${collection} ${key}`
        next[collection][key] = { ...values }
        if (old === undefined) {
          const isBack = this.#everSeen.has(id) && collection !== 'cern_member'
          changes.push({ collection, key, kind: isBack ? 'returned' : 'added', attribute: null })
        } else
          for (const attribute of new Set([...Object.keys(old), ...Object.keys(values)])) {
            const was = old[attribute]
            const is = values[attribute]
            if (!(attribute in values)) {
              if (isLess) next[collection][key][attribute] = was
              else changes.push({ collection, key, kind: 'hidden', attribute, old: was })
            } else if (!(attribute in old)) {
              if (!isMore) changes.push({ collection, key, kind: 'shown', attribute, new: is })
            } else if (was !== is) {
              const kind = attribute !== 'active' ? 'changed' : is === true ? 'returned' : 'deactivated'
              changes.push({ collection, key, kind, attribute, old: was, new: is })
            }
          }
        this.#everSeen.add(id)
      }
      for (const key of Object.keys(before))
        if (!(key in after)) changes.push({ collection, key, kind: 'removed', attribute: null })
    }
    this.known = next
    this.#pulls += 1
    this.#wasNarrow = isNarrow
    return isFirst ? [] : changes
  }
}

/** Returns changes in an order and a form in which they can be compared. */
export function sortChanges(changes: readonly ExpectedChange[]): string[] {
  return changes
    .map(({ collection, key, kind, attribute, old, new: current }) =>
      JSON.stringify([
        collection,
        key,
        kind,
        attribute,
        ...(attribute === null ? [] : [old ?? null, current ?? null]),
      ]),
    )
    .sort()
}

/** Applies changes to the rows of an earlier run. Whole rows have the attributes that the history knows. */
export function applyChanges(rows: TableRows, changes: readonly Change[]): TableRows {
  const next: TableRows = structuredClone(rows)
  for (const { collection, key, kind, attribute, new: current } of changes) {
    const table = next[collection as keyof TableRows]
    if (table === undefined) continue
    if (attribute !== null) {
      const row = table[key] ?? {}
      if (kind === 'hidden') delete row[attribute]
      else row[attribute] = current
    } else if (kind === 'removed') delete table[key]
    else table[key] = current as Values
  }
  return next
}
