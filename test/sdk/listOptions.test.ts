import { type CernClient, type CisClient, InvalidRequestError, type PagerOptions } from '@personctl/sdk'
import { describe, expect, test } from 'vitest'
import { cernOf, cernService, pageOf } from './helpers/cernService.ts'
import { clientOf, type FakeService, fakeService, json, rejection } from './helpers/fakeService.ts'

type Lists = Record<string, (options: object) => { toArray(): Promise<unknown[]> }>

function cisLists(cis: CisClient): Lists {
  const { list, ids, search } = cis.users as unknown as Lists
  return {
    list,
    ids,
    search,
    paginate: (options) => cis.paginate('/v2/users', {}, options),
  } as Lists
}

function cernLists({ groups, identities, applications, paginate }: CernClient): Lists {
  return {
    'groups.list': (options) => groups.list(options),
    'groups.query': (options) => groups.query({ property: 'id', value: 'a' }, options),
    'groups.members': (options) => groups.members('atlas', options),
    'identities.list': (options) => identities.list(options),
    'identities.byEmail': (options) => identities.byEmail('ada@example.org', options),
    'identities.groups': (options) => identities.groups('ada', options),
    'applications.list': (options) => applications.list(options),
    'applications.roles.list': (options) => applications.roles.list('app', options),
    paginate: (options) => paginate('Group', {}, options),
  }
}

const required = { connectionMethod: 'ad', attribute: 'staff_information.team', value: 'x' }
const requiredBy: Record<string, object> = {
  ids: { connectionMethod: 'ad' },
  search: { attribute: required.attribute, value: 'x' },
}

/** Calls every list of both services with the options. Returns the name of each list and what it threw. */
async function callAll(options: unknown): Promise<[string, unknown][]> {
  const outcomes: [string, unknown][] = []
  const cisService = fakeService()
  const service = cernService()
  for (const [name, list] of Object.entries({
    ...cisLists(clientOf(cisService)),
    ...cernLists(cernOf(service)),
  })) {
    const whole =
      typeof options === 'object' && options !== null && !Array.isArray(options)
        ? { ...requiredBy[name], ...options }
        : options
    outcomes.push([name, await rejection((async () => list(whole as object).toArray())())])
  }
  expect([cisService.apiRequests, service.apiRequests]).toEqual([[], []])
  return outcomes
}

describe('every list refuses, before anything is sent,', () => {
  test.each([[null], [5], ['active'], [true], [[]]])('%j in place of options', async (options) => {
    for (const [name, error] of await callAll(options)) {
      expect([name, error instanceof InvalidRequestError]).toEqual([name, true])
    }
  })

  test.each([
    ['startAt', null],
    ['startAt', 5],
    ['startAt', {}],
    ['prefetch', '1'],
    ['prefetch', null],
    ['prefetch', 2],
    ['signal', null],
    ['signal', {}],
    ['timeoutMs', '5'],
    ['deadlineMs', 0],
    ['retry', 'often'],
    ['headers', 'x'],
    ['checkpoint', null],
    ['checkpoint', () => 'token'],
  ])('the option %s with the value %j, and names it', async (param, value) => {
    for (const [name, error] of await callAll({ [param]: value })) {
      expect(error).toBeInstanceOf(InvalidRequestError)
      expect([name, (error as InvalidRequestError).param?.split('.')[0]]).toEqual([name, param])
    }
  })

  test('an unknown option, with a suggestion', async () => {
    for (const [name, error] of await callAll({ startAfter: 'x' })) {
      expect(error).toBeInstanceOf(InvalidRequestError)
      expect([name, error]).toMatchObject([
        name,
        { param: 'startAfter', hint: expect.stringMatching(/startAt/) },
      ])
    }
  })
})

describe('a list', () => {
  const twoPages = (): FakeService =>
    fakeService({
      api: (count) => json({ users: [{ uuid: `u${count}` }], nextPage: count === 1 ? '1' : null }),
    })

  test.each([
    ['ids', 'connectionMethod'],
    ['search', 'attribute'],
  ])('users.%s without arguments names the option that is missing', (name, param) => {
    const list = cisLists(clientOf(fakeService()))[name]
    const call = () => (list as unknown as () => unknown)()
    expect(call).toThrow(InvalidRequestError)
    expect(call).toThrow(new RegExp(`^${param} is undefined`))
  })

  test.each([
    5,
    null,
    'all',
    { limit: '5' },
    { limit: -1 },
    { limit: Number.NaN },
    { limit: 1.5 },
    { limti: 5 },
  ])('refuses toArray(%j)', async (options) => {
    const service = twoPages()
    const pager = clientOf(service).users.ids({ connectionMethod: 'ad' })
    const error = await rejection(pager.toArray(options as { limit?: number }))
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(service.apiRequests).toEqual([])
  })

  test.each([-1, 0.5, Number.NaN, '1', null])('refuses resumeTokenAfter(%j)', async (count) => {
    for await (const page of clientOf(twoPages()).users.ids({ connectionMethod: 'ad' }).pages())
      expect(() => page.resumeTokenAfter(count as number)).toThrow(InvalidRequestError)
  })

  test('takes undefined for every option', async () => {
    const options: PagerOptions = {
      ...{ startAt: undefined, prefetch: undefined, checkpoint: undefined, signal: undefined },
      ...{ timeoutMs: undefined, deadlineMs: undefined, retry: undefined, headers: undefined },
    }
    const rows = await clientOf(twoPages())
      .users.ids({ connectionMethod: 'ad', active: undefined, ...options })
      .toArray({ limit: undefined })
    expect(rows).toHaveLength(2)
  })

  test('sends the headers of the caller with every page', async () => {
    const service = twoPages()
    await clientOf(service)
      .users.ids({ connectionMethod: 'ad', headers: { 'X-Job': 'nightly' } })
      .toArray()
    expect(service.apiRequests.map(({ headers }) => headers.get('x-job'))).toEqual(['nightly', 'nightly'])
  })

  test('retries each page as often as the caller wants', async () => {
    const service = fakeService({
      api: (count) =>
        count % 3 === 0
          ? json({ users: [{ uuid: `u${count}` }], nextPage: count === 3 ? '1' : null })
          : new Response('busy', { status: 503 }),
    })
    const list = { connectionMethod: 'ad' }
    const cis = clientOf(service, { retry: false })
    expect(await rejection(cis.users.ids(list).toArray())).toMatchObject({ status: 503, attempts: 1 })
    service.apiRequests.length = 0
    expect(await cis.users.ids({ ...list, retry: { retries: 2, baseMs: 0 } }).toArray()).toHaveLength(2)
  })

  test('of CERN sends the headers of the caller with every page', async () => {
    const rows = [0, 1, 2].map((index) => ({ id: `${index}`, groupIdentifier: 'g' }))
    for (const paging of ['token', 'offset'] as const) {
      const service = cernService({ documented: false, api: (_count, { url }) => pageOf(rows, url) })
      const options = { pageSize: 2, paging, headers: { 'X-Job': 'nightly' } }
      for (const [name, list] of Object.entries(cernLists(cernOf(service)))) {
        service.apiRequests.length = 0
        await list(options).toArray()
        const seen = service.apiRequests.map(({ headers }) => headers.get('x-job'))
        expect([name, seen]).toEqual([name, ['nightly', 'nightly']])
      }
    }
  })
})
