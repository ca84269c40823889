import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cernMock, rowsOf } from '../helpers/cernMock.ts'
import type { Json } from '../helpers/cisRecords.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'

const texts = ['Atlas', 'atlas', 'a:b', 'Ünsal', 'zeta', 'gt:x', '2024-01-01T00:00:00Z', '', '10', '9']
const guid = fc.uuid().map((id) => id.toLowerCase())

/** Groups as a data file may have them; ids and identifiers unlike each other. */
const groupRows = fc
  .uniqueArray(
    fc.record({
      id: guid,
      displayName: fc.constantFrom(...texts),
      description: fc.constantFrom(null, ...texts),
      gid: fc.constantFrom(null, 9, 10, 100),
      blocked: fc.boolean(),
    }),
    { selector: ({ id }) => id, maxLength: 25 },
  )
  .map((rows) => rows.map((row, index) => ({ groupIdentifier: `group-${index}`, ...row })))

const fields = ['groupIdentifier', 'displayName', 'description', 'gid', 'blocked', 'id'] as const

const mockOf = (groups: Json[]) => cernMock({ data: { cern: { groups } } })
const idsOf = (rows: readonly Json[]): string[] => rows.map(({ id }) => id)

/** What a filter means, said plainly. */
function meets(row: Json, field: string, operator: string, value: string): boolean {
  const actual = row[field]
  if (actual === null || actual === undefined) return false
  const [own, wanted] = [String(actual).toLowerCase(), value.trim().toLowerCase()]
  if (operator === 'contains') return own.includes(wanted)
  if (operator === 'eq')
    return typeof actual === 'number' ? wanted !== '' && actual === Number(wanted) : own === wanted
  if (typeof actual === 'boolean') return false
  if (typeof actual === 'number') return wanted !== '' && actual > Number(wanted)
  return own > wanted
}

describe('a filter', () => {
  const filter = fc.record({
    field: fc.constantFrom(...fields),
    operator: fc.constantFrom('eq', 'contains', 'gt'),
    value: fc.constantFrom(...texts, 'true', 'A', ':', ' 10 '),
  })

  test('filters find and count the rows that match all of them', { tags: 'property' }, async () => {
    await fc.assert(
      fc.asyncProperty(groupRows, fc.array(filter, { maxLength: 3 }), async (groups, filters) => {
        const query = new URLSearchParams(
          filters.map(({ field, operator, value }) => ['filter', `${field}:${operator}:${value}`]),
        )
        const { data, pagination } = await mockOf(groups).json(`Group?limit=5000&${query}`)
        const wanted = groups.filter((row) =>
          filters.every(({ field, operator, value }) => meets(row, field, operator, value)),
        )
        expect(idsOf(data)).toEqual(idsOf(wanted).sort())
        expect(pagination.total).toBe(wanted.length)
      }),
      propertyRuns(100),
    )
  })
})

describe('walking', () => {
  test('walking by token, walking by offset and sorting all rows give the same rows', {
    tags: 'property',
  }, async () => {
    await fc.assert(
      fc.asyncProperty(
        groupRows,
        fc.uniqueArray(fc.constantFrom(...fields), { maxLength: 3 }),
        fc.integer({ min: 1, max: 9 }),
        async (groups, sort, limit) => {
          const mock = mockOf(groups)
          const query = new URLSearchParams([
            ['limit', String(limit)],
            ...sort.map((field) => ['sort', field]),
          ])
          const byToken = idsOf(await rowsOf(mock, `Group?${query}`))
          const byOffset: string[] = []
          for (let offset = 0; offset < groups.length; offset += limit)
            byOffset.push(...idsOf((await mock.json(`Group?${query}&offset=${offset}`)).data))
          expect(byToken).toEqual(byOffset)
          expect(byToken).toEqual(idsOf([...groups].sort(comparing([...sort, 'id']))))
        },
      ),
      propertyRuns(100),
    )
  })

  function comparing(sort: readonly string[]) {
    const key = (row: Json, field: string) =>
      typeof row[field] === 'string' ? row[field].toLowerCase() : row[field]
    return (one: Json, other: Json): number => {
      for (const field of sort) {
        const [left, right] = [key(one, field), key(other, field)]
        if (left === right) continue
        if (left === null || right === null) return left === null ? -1 : 1
        return left < right ? -1 : 1
      }
      return 0
    }
  }

  test('walking by token neither loses nor repeats rows that exist throughout, while others come and go', {
    tags: 'property',
  }, async () => {
    const change = fc.oneof(
      fc.record({ remove: fc.nat(24) }),
      fc.record({ create: fc.constantFrom('Atlas', 'aaa', 'zeta', 'zzz') }),
    )
    await fc.assert(
      fc.asyncProperty(
        groupRows,
        fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(
          '',
          '&sort=displayName',
          '&sort=description&sort=gid',
          '&filter=displayName:contains:a',
        ),
        async (groups, rounds, limit, query) => {
          const mock = mockOf(groups)
          const removed = new Set<string>()
          let created = 0
          const isWanted = ({ displayName }: Json) => !query.includes('filter') || /a/i.test(displayName)
          const seen: string[] = []
          let next: string | null = `/api/v1.0/Group?limit=${limit}${query}`
          for (let round = 0; next !== null; round++) {
            const { pagination, data }: Json = await mock.json(next)
            seen.push(...idsOf(data))
            next = pagination.next
            for (const wish of rounds[round] ?? []) {
              if ('create' in wish) {
                created += 1
                const body = {
                  groupIdentifier: `new-${created}`,
                  displayName: wish.create,
                  description: 'New',
                }
                expect((await mock.ask('Group', { method: 'POST', body })).status).toBe(200)
                continue
              }
              const victim = groups[wish.remove]
              if (victim === undefined || removed.has(victim.id)) continue
              removed.add(victim.id)
              expect((await mock.ask(`Group/${victim.id}`, { method: 'DELETE' })).status).toBe(200)
            }
          }
          const lasting = idsOf(groups.filter((row) => !removed.has(row.id) && isWanted(row)))
          expect(seen).toEqual(expect.arrayContaining(lasting))
          expect(new Set(seen).size).toBe(seen.length)
        },
      ),
      propertyRuns(100),
    )
  })
})
