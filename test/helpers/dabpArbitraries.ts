import type { LegacyReport, PersonReport, ReportGroup } from '@personctl/sdk'
import fc, { type Arbitrary } from 'fast-check'

/** A few names and ids, so that things often have the same. */
const name: Arbitrary<string> = fc.oneof(
  fc.constantFrom('A', 'B', 'Pension', 'pension', 'role_superuser', 'A&amp;<b>', 'ünïcode 🎉', ''),
  fc.string({ unit: 'binary', maxLength: 8 }),
)
const id: Arbitrary<string> = fc.constantFrom(
  '2374b2db-e690-4f3a-89e0-ccd5aaf6c601',
  '77195a4e-c610-4716-b790-721a5fdde1e6',
  'not-a-uuid',
  'A',
)
const privilege: Arbitrary<string> = fc.constantFrom('read', 'write', 'No access', 'no access', '')

const group: Arbitrary<ReportGroup> = fc.record(
  {
    id,
    name,
    attributes: fc.array(fc.record({ name, value: name }, { requiredKeys: [] }), { maxLength: 2 }),
    policies: fc.array(fc.record({ id, name }, { requiredKeys: [] }), { maxLength: 4 }),
    resources: fc.array(
      fc.record(
        {
          id,
          name,
          externalId: name,
          privilege,
          resourceType: fc.record({ id, name }, { requiredKeys: [] }),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [], noNullPrototype: true },
)

export const reports: Arbitrary<PersonReport> = fc.record({ groups: fc.array(group, { maxLength: 4 }) })

export const legacyReports: Arbitrary<LegacyReport> = fc.record(
  {
    person: fc.record({ idp_type: name, person_id: name, first_name: name }, { requiredKeys: [] }),
    group_permissions: fc.array(
      fc.record(
        {
          id,
          permissions: fc.array(fc.constantFrom('GROUP_MANAGE', 'POLICY_MANAGE'), { maxLength: 2 }),
          custom_attributes: fc.oneof(
            fc.constant([]),
            fc.dictionary(name, name, { maxKeys: 2, noNullPrototype: true }),
          ),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
    policies: fc.array(
      fc.record(
        {
          id,
          name,
          scopes: fc.array(id, { maxLength: 3 }),
          subject: fc.record(
            { type: fc.constantFrom('PERSON', 'GROUP'), subject_id: id },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['group_permissions'] },
)

/** The same value with something else in one place. */
export function mangled(value: unknown): Arbitrary<unknown> {
  const places = placesIn(value)
  const junk = fc.oneof(
    fc.constantFrom<unknown>(undefined, 0, true, '', 'x', '{', [], {}, [null], { groups: 1 }),
    fc.jsonValue({ maxDepth: 2 }),
  )
  return fc
    .tuple(fc.nat(), junk)
    .map(([pick, found]) => replaced(value, places[pick % places.length] ?? [], found))
}

/** The same text with some of it cut out or written over. */
export function mangledText(text: string): Arbitrary<string> {
  return fc
    .tuple(
      fc.nat(text.length),
      fc.nat(12),
      fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('<', '&a;', ']]>', '"')),
    )
    .map(([start, length, other]) => text.slice(0, start) + other + text.slice(start + length))
}

type Place = readonly (string | number)[]

function placesIn(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [place]
  return [place, ...Object.entries(value).flatMap(([key, inside]) => placesIn(inside, [...place, key]))]
}

function replaced(value: unknown, [key, ...rest]: Place, by: unknown): unknown {
  if (key === undefined) return by
  const inside = (value as Record<string | number, unknown>)[key]
  const copy: unknown = Array.isArray(value) ? [...value] : { ...(value as object) }
  ;(copy as Record<string | number, unknown>)[key] = replaced(inside, rest, by)
  return copy
}
