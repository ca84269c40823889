import type { Pager } from '@personctl/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import {
  type ChangingList,
  type ChangingService,
  changingLists,
  changingService,
} from './helpers/changingService.ts'

/** A part of a walk, and what changes before the next one. */
const part = fc.record({
  rows: fc.nat(14),
  pageSize: fc.integer({ min: 1, max: 12 }),
  removedTaken: fc.nat(10),
  remove: fc.array(fc.nat(100), { maxLength: 4 }),
  add: fc.array(fc.nat(100), { maxLength: 12 }),
})
const trials = { count: fc.nat(45), parts: fc.array(part, { minLength: 1, maxLength: 6 }) }

/** Takes a number of rows. Returns them, and the token that continues after them. */
async function take(
  pager: Pager<unknown>,
  count: number,
): Promise<{ rows: unknown[]; token: string | undefined }> {
  const rows: unknown[] = []
  let token: string | undefined
  for await (const page of pager.pages()) {
    const taken = page.items.slice(0, count - rows.length)
    rows.push(...taken)
    token = page.resumeTokenAfter(taken.length)
    if (rows.length === count) break
  }
  return { rows, token }
}

/** Walks in parts. Returns the numbers of the rows that were returned, and of those that were there throughout. */
async function walkInParts(
  service: ChangingService,
  { open, numberOf }: ChangingList,
  parts: { rows: number; pageSize: number; removedTaken: number; remove: number[]; add: number[] }[],
): Promise<{ returned: number[]; throughout: Set<number>; tokens: string[] }> {
  const { present } = service
  const throughout = new Set(present)
  const returned: number[] = []
  const tokens: string[] = []
  let startAt: string | undefined
  for (const { rows, pageSize, removedTaken, remove, add } of [...parts, undefined].map(
    (one) => one ?? { rows: Number.POSITIVE_INFINITY, pageSize: 7, removedTaken: 0, remove: [], add: [] },
  )) {
    service.pageSize = pageSize
    if (tokens.length > 0 && startAt === undefined) break
    const taken = await take(open(service, { startAt }), rows)
    returned.push(...taken.rows.map(numberOf))
    startAt = taken.token
    if (startAt !== undefined) tokens.push(startAt)
    for (const number of [...remove, ...returned.slice(returned.length - removedTaken)]) {
      present.delete(number)
      throughout.delete(number)
    }
    for (const number of add) present.add(number)
    if (startAt === undefined) break
  }
  return { returned, throughout, tokens }
}

function expectAllOnce(returned: number[], throughout: Set<number>): void {
  const counts = new Map<number, number>()
  for (const number of returned) counts.set(number, (counts.get(number) ?? 0) + 1)
  for (const number of throughout) expect([number, counts.get(number) ?? 0]).toEqual([number, 1])
}

describe('a walk that is interrupted while rows come and go', () => {
  test.each(Object.entries(changingLists))(
    'neither loses nor doubles anybody who was in %s throughout',
    { tags: 'property' },
    async (_name, list) => {
      await fc.assert(
        fc.asyncProperty(trials.count, trials.parts, async (count, parts) => {
          const { returned, throughout } = await walkInParts(changingService(count), list, parts)
          expectAllOnce(returned, throughout)
        }),
        propertyRuns(500),
      )
    },
  )

  // Without an exact cursor, the last eight rows mark the position, so one is left if seven are removed at a time.
  const marked: [string, ChangingList, { seesUserId: boolean }][] = [
    ['users.list without user_id', changingLists['users.list'] as ChangingList, { seesUserId: false }],
    [
      'groups.list with an order of its own',
      {
        open: ({ cern }, options) => cern.groups.list({ sort: 'displayName', ...options }),
        numberOf: (changingLists['groups.list'] as ChangingList).numberOf,
      },
      { seesUserId: true },
    ],
  ]
  test.each(marked)(
    'neither loses nor doubles anybody in %s, on small pages',
    { tags: 'property' },
    async (_name, list, options) => {
      await fc.assert(
        fc.asyncProperty(trials.count, trials.parts, async (count, parts) => {
          const small = parts.map((one) => ({
            ...one,
            pageSize: Math.min(one.pageSize, 8),
            removedTaken: Math.min(one.removedTaken, 7),
            remove: [],
          }))
          const { returned, throughout } = await walkInParts(changingService(count, options), list, small)
          expectAllOnce(returned, throughout)
        }),
        propertyRuns(300),
      )
    },
  )

  test('doubles rows rather than lose them if all eight before the position are gone', async () => {
    const service = changingService(30, { seesUserId: false })
    service.pageSize = 20
    const list = changingLists['users.list'] as ChangingList
    const parts = [{ rows: 12, pageSize: 20, removedTaken: 8, remove: [], add: [] }]
    const { returned, throughout } = await walkInParts(service, list, parts)
    expect(new Set(returned)).toEqual(new Set([...returned, ...throughout]))
    expect(returned.length).toBe(30 + 4)
  })

  test('keeps its tokens short enough for a command line', async () => {
    for (const list of Object.values(changingLists)) {
      const service = changingService(40)
      const parts = [{ rows: 13, pageSize: 10, removedTaken: 0, remove: [], add: [] }]
      for (const token of (await walkInParts(service, list, parts)).tokens)
        expect(token.length).toBeLessThan(250)
    }
  })
})

describe('a resume token of version 1, which counted rows', () => {
  test('is still read', async () => {
    const service = changingService(20)
    const token = Buffer.from(JSON.stringify([1, 'cern Group', null, 7])).toString('base64url')
    const rest = await service.cern.groups.list({ startAt: token }).toArray()
    expect(rest).toHaveLength(13)
  })
})
