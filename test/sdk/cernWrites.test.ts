// What writes groups at CERN: what counts as success, what is repeated, and setMembers.
import { type CernClient, NotFoundError } from '@personctl/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { cernOf, cernService, failure, single } from './helpers/cernService.ts'
import { json, rejection } from './helpers/fakeService.ts'

describe('a write at CERN', () => {
  const empty = () => new Response(null, { status: 204 })
  const writes: readonly (readonly [string, (cern: CernClient) => Promise<unknown>, unknown])[] = [
    ['groups.addMembers', (cern) => cern.groups.addMembers('g', ['1']), []],
    ['groups.removeMembers', (cern) => cern.groups.removeMembers('g', ['ada']), []],
    [
      'groups.create',
      (cern) => cern.groups.create({ groupIdentifier: 'g', displayName: 'G', description: 'g' }),
      undefined,
    ],
    ['applications.create', (cern) => cern.applications.create({ applicationIdentifier: 'a' }), undefined],
    [
      'applications.roles.create',
      (cern) => cern.applications.roles.create('a', { name: 'r', displayName: 'R' }),
      undefined,
    ],
    [
      'applications.roles.assignGroup',
      (cern) => cern.applications.roles.assignGroup('a', 'r', 'g'),
      undefined,
    ],
  ]

  test.each(writes)('%s succeeds with an empty response, and sends one request', async (_, write, result) => {
    for (const response of [
      empty,
      () => new Response('', { status: 200 }),
      () => new Response('', { status: 202, headers: { 'content-type': 'application/json' } }),
      () => json({ request_id: 'r', message: null, data: null }),
    ]) {
      const service = cernService({ api: response })
      expect(await write(cernOf(service))).toEqual(result)
      expect(service.apiRequests).toHaveLength(1)
    }
  })

  test('without a result does not read the body', async () => {
    const service = cernService({
      api: () => new Response('OK, done', { headers: { 'content-type': 'text/plain' } }),
    })
    await cernOf(service).applications.roles.assignGroup('a', 'r', 'g')
    expect(service.apiRequests).toHaveLength(1)
  })

  test.each(writes.filter(([name]) => name !== 'applications.roles.assignGroup'))(
    '%s with a response that cannot be used may have been done, and is not sent again',
    async (_, write) => {
      for (const api of [() => new Response('OK'), () => json({}), () => json({ data: 'done' })]) {
        const service = cernService({ api })
        expect(await rejection(write(cernOf(service)))).toMatchObject({
          name: 'InvalidResponseError',
          mayHaveBeenDone: true,
        })
        expect(service.apiRequests).toHaveLength(1)
      }
    },
  )

  test.each([
    ['404', () => failure(404, 'Not found')],
    ['400', () => failure(400, 'Nobody of them is in the group')],
  ])('removeMembers counts as done if the response was lost and the second one is %s', async (_, second) => {
    const service = cernService({
      api: (count) => (count === 1 ? json({}, { status: 504 }) : second()),
    })
    expect(await cernOf(service).groups.removeMembers('g', ['ada'])).toEqual([])
    expect(service.apiRequests).toHaveLength(2)
  })

  test('removeMembers of somebody who is not there is refused', async () => {
    const service = cernService({ api: () => failure(400, 'Nobody of them is in the group') })
    expect(await rejection(cernOf(service).groups.removeMembers('g', ['ada']))).toMatchObject({
      name: 'InvalidRequestError',
      status: 400,
    })
  })

  test.each([
    ['400 and "already"', failure(400, "There is a group 'g' already")],
    ['409', failure(409, 'Duplicate')],
  ])('of what exists is a ConflictError: %s', async (_, response) => {
    const service = cernService({ api: () => response.clone() })
    const create = cernOf(service).groups.create({ groupIdentifier: 'g', displayName: 'G', description: 'g' })
    expect(await rejection(create)).toMatchObject({ name: 'ConflictError', code: 'conflict' })
    expect(service.apiRequests).toHaveLength(1)
  })

  test('isMember without a statement is an invalid response', async () => {
    for (const data of [{}, { isMember: null }, { isMember: 'true' }]) {
      const service = cernService({ api: () => single(data) })
      expect(await rejection(cernOf(service).identities.isMember('ada', 'g'))).toMatchObject({
        name: 'InvalidResponseError',
      })
    }
  })
})

describe('groups.setMembers', () => {
  interface Member {
    id: string
    upn: string | null
    personId: string | null
  }
  const person = (number: number): Member => ({
    id: `08d779a6-17b6-9037-5343-${String(number).padStart(12, '0')}`,
    upn: `user${number}`,
    personId: String(700_000 + number),
  })

  /** A group, and the identities of the service. */
  function groupService(initial: readonly Member[], everybody: readonly Member[] = initial, total?: number) {
    let members = [...initial]
    const writes: { method: string; body: unknown }[] = []
    const service = cernService({
      api: (_, { method, url, body }) => {
        const { pathname } = new URL(url)
        if (pathname.includes('/Identity/')) {
          const name = decodeURIComponent(pathname.split('/').at(-1) ?? '')
          const found = everybody.find(({ id, upn }) => id === name || upn === name)
          return found === undefined ? failure(404, 'Not found') : single({ id: found.id, upn: found.upn })
        }
        if (method === 'GET') {
          return json({
            pagination: {
              total: total ?? members.length,
              offset: 0,
              limit: 1000,
              next: null,
              token: null,
              links: {},
            },
            data: members,
          })
        }
        const list = JSON.parse(String(body)) as (string | { id: string })[]
        writes.push({ method, body: list })
        if (method === 'POST') {
          const ids = list.map((one) => (typeof one === 'string' ? one : one.id))
          members.push(
            ...everybody.filter(({ id, personId }) => ids.includes(id) || ids.includes(personId ?? '')),
          )
        } else members = members.filter(({ upn }) => !list.includes(upn ?? ''))
        return json({ data: [] })
      },
    })
    return { service, writes, cern: cernOf(service), members: () => members }
  }

  test('adds who is missing and removes who is not wanted, by id, upn and personId', async () => {
    const people = [0, 1, 2, 3, 4, 5].map(person)
    const { cern, writes, members } = groupService(people.slice(0, 3), people)
    const wanted = ['user0', '700001', person(3).id.toUpperCase(), 'user4', '700005']
    expect(await cern.groups.setMembers('crew', wanted)).toEqual({
      added: [person(3).id.toUpperCase(), 'user4', '700005'],
      removed: ['user2'],
      unchanged: ['user0', '700001'],
      unremovable: [],
    })
    expect(writes).toEqual([
      { method: 'POST', body: [{ id: person(3).id.toUpperCase() }, { id: person(4).id }, { id: '700005' }] },
      { method: 'DELETE', body: ['user2'] },
    ])
    expect(members().map(({ upn }) => upn)).toContain('user4')
  })

  test('changes nothing in a dry run, and says what it would change', async () => {
    const people = [0, 1, 2].map(person)
    const { cern, service, writes } = groupService(people.slice(0, 2), people)
    expect(await cern.groups.setMembers('crew', ['user1', 'user2'], { dryRun: true })).toEqual({
      ...{ added: ['user2'], removed: ['user0'], unchanged: ['user1'], unremovable: [] },
    })
    expect(writes).toEqual([])
    expect(service.apiRequests.every(({ method }) => method === 'GET')).toBe(true)
  })

  test('removes nobody if the list of members was not complete', async () => {
    const people = [0, 1, 2].map(person)
    const { cern, writes } = groupService(people, people, 5)
    expect(await rejection(cern.groups.setMembers('crew', ['user1']))).toMatchObject({
      name: 'InvalidResponseError',
      code: 'incomplete_list',
    })
    expect(writes).toEqual([])
  })

  test('changes nothing if somebody who is wanted does not exist', async () => {
    const { cern, writes } = groupService([person(0)])
    expect(await rejection(cern.groups.setMembers('crew', ['user1']))).toBeInstanceOf(NotFoundError)
    expect(writes).toEqual([])
  })

  test('changes nothing if an entry is not a string', async () => {
    const { cern, service } = groupService([person(0)])
    for (const wanted of [undefined, 'user0', ['user0', undefined], ['user0', ''], [null]])
      expect(await rejection(cern.groups.setMembers('crew', wanted as never))).toMatchObject({
        param: 'wanted',
      })
    expect(service.apiRequests).toEqual([])
  })

  test('leaves rows that are not of identities, and says so', async () => {
    const rows = [{ ...person(1), upn: null }, { ...person(2), upn: 'group|abc' }, person(0)]
    const { cern, writes } = groupService(rows)
    expect(await cern.groups.setMembers('crew', ['user0'])).toEqual({
      ...{ added: [], removed: [], unchanged: ['user0'], unremovable: [person(1).id, person(2).id] },
    })
    expect(writes).toEqual([])
  })

  test('sends at most 100 members in a request', async () => {
    const people = Array.from({ length: 450 }, (_, index) => person(index))
    const { cern, writes } = groupService(people.slice(0, 150), people)
    await cern.groups.setMembers(
      'crew',
      people.slice(150).map(({ id }) => id),
    )
    expect(writes.map(({ method, body }) => [method, (body as unknown[]).length])).toEqual([
      ...[
        ['POST', 100],
        ['POST', 100],
        ['POST', 100],
      ],
      ...[
        ['DELETE', 100],
        ['DELETE', 50],
      ],
    ])
  })

  test('makes any group what is wanted, and the second time finds nothing to do', {
    tags: 'property',
  }, async () => {
    const people = Array.from({ length: 12 }, (_, index) => person(index))
    const some = fc.uniqueArray(fc.nat({ max: 11 }))
    const naming = fc.constantFrom('id', 'upn', 'personId') as fc.Arbitrary<keyof Member>
    await fc.assert(
      fc.asyncProperty(some, fc.array(fc.tuple(fc.nat({ max: 11 }), naming)), async (before, after) => {
        const { cern, members } = groupService(
          before.map((index) => person(index)),
          people,
        )
        const wanted = after.map(([index, name]) => String(person(index)[name]))
        await cern.groups.setMembers('crew', wanted)
        const ids = new Set(after.map(([index]) => person(index).id))
        expect(new Set(members().map(({ id }) => id))).toEqual(ids)
        const again = await cern.groups.setMembers('crew', wanted)
        expect({ added: again.added, removed: again.removed }).toEqual({ added: [], removed: [] })
      }),
      propertyRuns(100),
    )
  })
})
