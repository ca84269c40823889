import { createPersonMock } from '@personctl/mock-server'
import { describe, expect, test } from 'vitest'
import { type CernMock, cernMock, rowsOf } from '../helpers/cernMock.ts'
import type { Json } from '../helpers/cisRecords.ts'

const mock = cernMock({ groups: 47, people: 30 })
const idsOf = (rows: readonly Json[]): string[] => rows.map(({ id }) => id)
const groups = await mock.json('Group?limit=5000')
const everyId = idsOf(groups.data)

describe('the three ways in which clients page', () => {
  const lists = ['Group', 'Identity', 'Group/cern-users/memberidentities/recursive', 'Account']
  // An even number of pages, and an uneven one.
  const limits = [1, 7, 10, 47, 5000]
  const habits: Record<string, (path: string, limit: number) => Promise<Json[]>> = {
    async 'until there is no token'(path, limit) {
      const rows: Json[] = []
      let token: string | null = ''
      while (token !== null) {
        const { pagination, data }: Json = await mock.json(
          `${path}?limit=${limit}${token === '' ? '' : `&token=${token}`}`,
        )
        rows.push(...data)
        token = pagination.token || null
      }
      return rows
    },
    'until there is no next': (path, limit) => rowsOf(mock, `${path}?limit=${limit}`),
    async 'until links lead nowhere'(path, limit) {
      const rows: Json[] = []
      let next: string | null = `${path}?limit=${limit}`
      while (next !== null) {
        const { pagination, data }: Json = await mock.json(next)
        rows.push(...data)
        next = pagination.links.next
      }
      return rows
    },
    async 'by offset, until a page is short'(path, limit) {
      const rows: Json[] = []
      for (let offset = 0; ; offset += limit) {
        const { data } = await mock.json(`${path}?limit=${limit}&offset=${offset}`)
        rows.push(...data)
        if (data.length < limit) return rows
      }
    },
    async 'by offset, as many pages as the total says'(path, limit) {
      const { total } = (await mock.json(`${path}?limit=${limit}`)).pagination
      const offsets = Array.from({ length: Math.ceil(total / limit) }, (_, page) => page * limit)
      const pages = await Promise.all(
        offsets.map((offset) => mock.json(`${path}?limit=${limit}&offset=${offset}`)),
      )
      return pages.flatMap(({ data }) => data)
    },
  }

  describe.each(Object.entries(habits))('%s', (_name, walk) => {
    test.each(lists)('the walk gets every row of %s once, in the order of ids', async (path) => {
      const whole = await mock.json(`${path}?limit=5000`)
      expect(whole.pagination).toMatchObject({ total: whole.data.length, next: null, token: null })
      expect(whole.data.length).toBeGreaterThan(10)
      expect(idsOf(whole.data)).toEqual([...new Set(idsOf(whole.data))].sort())
      for (const limit of limits) expect(await walk(path, limit)).toEqual(whole.data)
    })
  })

  test('the last page lacks the next link, the next page and the token together', async () => {
    for (const limit of [1, 46, 47, 48])
      for (let offset = 0; offset < 50; offset += 1) {
        const { pagination } = await mock.json(`Group?limit=${limit}&offset=${offset}`)
        const isLast = offset + limit >= 47
        expect(
          [pagination.next, pagination.token, pagination.links.next].map((mark) => mark === null),
        ).toEqual([isLast, isLast, isLast])
      }
  })
})

describe('pagination', () => {
  test.each<[query: string, previous: string | null, last: number]>([
    ['limit=10', null, 40],
    ['limit=10&offset=5', '/api/v1.0/Group?offset=0&limit=10', 40],
    ['limit=10&offset=40', '/api/v1.0/Group?offset=30&limit=10', 40],
    ['limit=47', null, 0],
    ['limit=23', null, 46],
  ])('a page at %s links to the pages around it', async (query, previous, last) => {
    const { links } = (await mock.json(`Group?${query}`)).pagination
    const limit = new URLSearchParams(query).get('limit')
    expect(links.previous).toBe(previous)
    expect(links.last).toBe(`/api/v1.0/Group?offset=${last}&limit=${limit}`)
  })

  test('a page by token has its offset', async () => {
    const { pagination: first } = await mock.json('Group?limit=10')
    const { pagination, data } = await mock.json(`Group?limit=10&token=${first.token}&offset=3`)
    expect(pagination.offset).toBe(10)
    expect(pagination.links).toMatchObject({
      previous: '/api/v1.0/Group?offset=0&limit=10',
      current: '/api/v1.0/Group?offset=10&limit=10',
      next: '/api/v1.0/Group?offset=20&limit=10',
    })
    expect(idsOf(data)).toEqual(everyId.slice(10, 20))
  })

  test('an exact number of pages does not end with an empty one', async () => {
    const found = await mock.json('Group?filter=groupIdentifier:contains:atlas&limit=1')
    const { total } = found.pagination
    const { pagination } = await mock.json(`Group?filter=groupIdentifier:contains:atlas&limit=${total}`)
    expect(pagination.links.last).toContain('offset=0&')
    expect(pagination.next).toBe(null)
  })

  test('a page behind the end is empty', async () => {
    const { pagination, data } = await mock.json('Group?offset=1000')
    expect(data).toEqual([])
    expect(pagination).toMatchObject({ total: 47, offset: 1000, next: null, token: null })
  })

  test('a list without rows has one empty page', async () => {
    const { pagination, data } = await mock.json('Group?filter=groupIdentifier:nobody')
    expect(data).toEqual([])
    expect(pagination).toMatchObject({ total: 0, offset: 0, next: null, token: null })
    expect(pagination.links.last).toContain('?offset=0&')
  })

  test('links repeat filters, fields and the order', async () => {
    const query =
      'filter=displayName%3Acontains%3Aa&filter=blocked%3Afalse&field=displayName&sort=displayName'
    const { pagination } = await mock.json(`Group?limit=3&${query}`)
    const ends = [pagination.next, ...Object.values<string | null>(pagination.links)].filter(Boolean)
    expect(ends).toHaveLength(5)
    for (const end of ends) {
      expect(end).toMatch(/^\/api\/v1\.0\/Group\?(token=[\w-]+|offset=\d+)&limit=3&/)
      expect(end?.endsWith(query)).toBe(true)
    }
    for (const row of await rowsOf(mock, pagination.next))
      expect(Object.keys(row)).toEqual(['displayName', 'id'])
  })

  test('links repeat the parameter recursive', async () => {
    const direct = await rowsOf(mock, 'Identity/alovelace/groups?limit=1')
    const all = await rowsOf(mock, 'Identity/alovelace/groups?recursive=true&limit=1')
    expect(all.length).toBeGreaterThan(direct.length)
    expect(all).toEqual((await mock.json('Identity/alovelace/groups/recursive')).data)
  })

  test('a client may resend all parameters with a token', async () => {
    const query = 'Group?limit=5&limit=5&filter=displayName:contains:a&field=displayName'
    const { pagination } = await mock.json(query)
    const second = await mock.json(`${query}&token=${pagination.token}`)
    expect(second).toEqual(await mock.json(pagination.next))
  })

  test('a token needs no encoding in a URL', async () => {
    for (const sort of ['', '&sort=description&sort=displayName']) {
      const { token } = (await mock.json(`Group?limit=1${sort}`)).pagination
      expect(token).toMatch(/^[\w-]+$/)
      expect(Object.keys(JSON.parse(Buffer.from(token, 'base64url').toString()))[0]).toBe('Id')
    }
  })
})

describe('fields', () => {
  test('computed fields have values if they are requested', async () => {
    const staff: Json[] = await rowsOf(
      mock,
      'Identity?filter=source:cern&field=supervisor&field=supervisorId',
    )
    const led = staff.filter(({ supervisorId }) => supervisorId !== null)
    expect(led.length).toBeGreaterThan(0)
    for (const { supervisor, supervisorId } of led)
      expect(supervisor).toEqual({ id: supervisorId, upn: 'alovelace', displayName: 'Ada Lovelace' })
    const [application] = await rowsOf(mock, 'Identity?filter=type:Application&field=owner')
    expect(application.owner.upn).toBe('alovelace')
  })

  test.each([
    ['field=orcid', ['orcid', 'id']],
    ['field=upn&field=upn&field=id&field=type', ['upn', 'type', 'id']],
    ['field=', undefined],
    ['field=modificationTime', ['modificationTime', 'id']],
    ['field=nonsense', ['nonsense', 'id']],
    ['Field=upn', ['upn', 'id']],
  ])('the fields of %s come in order', async (query, keys) => {
    const { data } = await mock.json(`Identity/cbabbage?${query}`)
    if (keys === undefined) expect(data).toHaveProperty('upn')
    else expect(Object.keys(data)).toEqual(keys)
  })

  test('an unset field is null if it is requested, and absent otherwise', async () => {
    expect((await mock.json('Identity/cbabbage?field=room&field=nonsense')).data).toMatchObject({
      room: null,
      nonsense: null,
    })
    expect((await mock.json('Identity/cbabbage')).data).not.toHaveProperty('room')
  })

  test('the fields of an account depend on the list', async () => {
    const plain = await mock.json('Account?filter=uniqueIdentifier:alovelace')
    const extended = await mock.json('ExtendedAccount?filter=uniqueIdentifier:alovelace')
    expect(plain.data[0]).not.toHaveProperty('cernDepartment')
    expect(extended.data[0]).toMatchObject({ ...plain.data[0], cernDepartment: expect.any(String) })
  })
})

describe('filters', () => {
  const found = async (filter: string, list = 'Identity'): Promise<Json[]> =>
    rowsOf(mock, `${list}?filter=${encodeURIComponent(filter)}&field=upn&field=groupIdentifier`)

  test.each<[filter: string, upns: string[]]>([
    ['upn:alovelace', ['alovelace']],
    ['upn:eq:alovelace', ['alovelace']],
    [' upn : eq : ALOVELACE ', ['alovelace']],
    ['displayName:contains:LoveL', ['alovelace']],
    ['primaryAccountEmail:grace.hopper@example.org', ['ghopper']],
    ['uid:20000', ['alovelace']],
    ['personId:1843', ['alovelace']],
    ['modificationTime:2024-03-08T16:30:00Z', ['cbabbage', 'alovelace', 'ghopper']],
    ['personId:', []],
    ['owner:contains:a', []],
    ['upn:eq:eq:alovelace', []],
    ['nonsense:x', []],
  ])('the filter %s selects identities', async (filter, upns) => {
    expect((await found(filter)).map(({ upn }) => upn)).toEqual(upns)
  })

  test('rows must match every filter', async () => {
    const query = 'filter=source:edugain&filter=activeUser:false&filter=blocked:true&field=upn'
    const rows = await rowsOf(mock, `Identity?${query}`)
    expect(rows.map(({ upn }) => upn)).toContain('cbabbage')
    expect(rows.length).toBeLessThan((await found('source:edugain')).length)
  })

  test('the value of a filter may contain colons, also after a word', async () => {
    const later = await found('modificationTime:gt:2023-06-01T00:00:00Z')
    const earlier = await found('modificationTime:le:2023-06-01T00:00:00Z')
    const all = await found('type:Person')
    expect(later.length).toBeGreaterThan(0)
    expect(earlier.length).toBeGreaterThan(0)
    expect(later.length + earlier.length).toBe(all.length)
    expect(await found('displayName:urn:x:y')).toEqual([])
  })

  test('filters apply to members of a group', async () => {
    const filter = 'filter=groupIdentifier:contains:atlas'
    for (const list of ['groups', 'groups/recursive'])
      for (const { groupIdentifier } of await rowsOf(mock, `Identity/alovelace/${list}?${filter}`))
        expect(groupIdentifier).toContain('atlas')
    expect((await mock.json('Identity/by_email/ada.lovelace@example.org?filter=type:Service')).data).toEqual(
      [],
    )
  })
})

describe('the order of rows', () => {
  test('rows are sorted by the requested fields, then by ids', async () => {
    const rows = await rowsOf(mock, 'Identity?sort=source&sort=displayName&limit=3')
    const keys = rows.map(({ source, displayName, id }) => [source, displayName.toLowerCase(), id])
    const compare = (one: string[], other: string[]): number => {
      const at = one.findIndex((part, index) => part !== other[index])
      return at === -1 ? 0 : (one[at] ?? '') < (other[at] ?? '') ? -1 : 1
    }
    expect(keys).toEqual([...keys].sort(compare))
    expect(new Set(idsOf(rows)).size).toBe(34)
  })

  test('rows with unset values come first', async () => {
    const rows = await rowsOf(mock, 'Identity?sort=uid&field=uid&limit=4')
    const first = rows.findIndex(({ uid }) => uid !== null)
    expect(first).toBeGreaterThan(0)
    const uids = rows.slice(first).map(({ uid }) => uid)
    expect(uids).toEqual([...uids].sort((one, other) => one - other))
  })

  test('a token is valid only with the order it was issued for', async () => {
    const { token } = (await mock.json('Group?sort=displayName&limit=5')).pagination
    expect((await mock.ask(`Group?token=${token}`)).status).toBe(400)
    expect((await mock.ask(`Group?token=${token}&sort=displayName`)).status).toBe(200)
  })
})

describe('odd requests', () => {
  const sameAs = async (odd: string, usual: string, asked: CernMock = mock): Promise<void> => {
    const [one, other] = await Promise.all([asked.ask(odd), asked.ask(usual)])
    expect(one.status).toBe(200)
    expect(await one.json()).toEqual(await other.json())
  }

  test.each([
    ['/api/v1.0/identity', 'Identity'],
    ['//api/v1.0/Identity/', 'Identity'],
    ['/API/V1.0//group//cern-staff/', 'Group/cern-staff'],
    ['Group?limit=7&limit=7', 'Group?limit=7'],
    ['Group?limit=nonsense&limit=7', 'Group?limit=7'],
    ['Group?LIMIT=7&Offset=3', 'Group?limit=7&offset=3'],
    ['Group/cern-staff/MEMBERS/identities/', 'Group/cern-staff/members/identities'],
    ['Identity/ALOVELACE', 'Identity/alovelace'],
    ['Identity?token=&filter=&sort=', 'Identity'],
    ['Group?unknown=1&_=2', 'Group'],
  ])('%s is the same as %s', sameAs)

  test('a blank after the colon of a filter is ignored', async () => {
    const [application] = (await mock.json('Application')).data
    const { data } = await mock.json(`Application?field=id&field=ownerId&filter=id: ${application.id}`)
    expect(data).toEqual([{ ownerId: application.ownerId, id: application.id }])
  })

  test('the response is JSON for every Accept header', async () => {
    const response = await mock.send('http://mock.test/api/v1.0/Group', { headers: { accept: 'text/plain' } })
    expect(response.headers.get('content-type')).toBe('application/json')
  })

  test('an encoded slash is part of a name', async () => {
    const odd = cernMock({
      data: {
        cern: {
          identities: [{ upn: 'edugain/x y' }],
          groups: [{ groupIdentifier: 'a/b' }],
          memberships: [{ group: 'a/b', identity: 'edugain/x y' }],
        },
      },
    })
    expect((await odd.json('Identity/edugain%2fx%20y')).data.upn).toBe('edugain/x y')
    const page = await odd.json('Identity/edugain%2Fx%20y/groups?limit=1')
    expect(page.data[0].groupIdentifier).toBe('a/b')
    expect(page.pagination.links.first).toBe('/api/v1.0/Identity/edugain%2Fx%20y/groups?offset=0&limit=1')
    await sameAs(page.pagination.links.first, 'Identity/edugain%2Fx%20y/groups?limit=1', odd)
    expect((await odd.json('Group/a%2Fb/members/identities')).data).toHaveLength(1)
    expect((await odd.ask('Identity/edugain/x')).status).toBe(404)
  })

  test('ids are found in every case', async () => {
    const { id } = (await mock.json('Group/cern-staff')).data
    await sameAs(`Group/${id.toUpperCase()}`, 'Group/cern-staff')
  })

  test('HEAD responds like GET without a body', async () => {
    const response = await mock.ask('Group', { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
    const path = 'http://mock.test/api/v1.0/Group'
    const inProcess = await createPersonMock().fetch(path, { method: 'HEAD' })
    expect([inProcess.status, await inProcess.text()]).toEqual([401, ''])
  })
})

describe('invalid requests', () => {
  test.each<[status: number, path: string, message: RegExp]>([
    [400, 'Group?limit=0', /limit must be a whole number from 1 to 5000, not '0'/],
    [400, 'Group?limit=5001', /not '5001'/],
    [400, 'Group?limit=-1', /not '-1'/],
    [400, 'Group?limit=x', /not 'x'/],
    [400, 'Group?limit=', /not ''/],
    [400, 'Group?limit=1e3', /not '1e3'/],
    [400, 'Group?offset=-1', /offset must be a whole number from 0/],
    [400, 'Group?offset=1.5', /not '1.5'/],
    [400, 'Group?token=nonsense', /The token 'nonsense' is not one of a page/],
    [400, `Group?token=${btoa('{"Id":5}')}`, /not one of a page/],
    [400, `Group?token=${btoa('null')}`, /not one of a page/],
    [400, `Group?token=${btoa('{"Id":"08d779a6-17b6-9037-5343-780000000000","Sort":[{}]}')}`, /not one/],
    [400, 'Group?filter=groupIdentifier', /neither field:value nor field:operator:value/],
    [400, 'Group?filter=:x', /neither field:value/],
    [400, 'Group?filter=displayName:startswith:x', /operator 'startswith' .* is unknown/],
    [400, 'Group?filter=displayName:ne:x', /unknown/],
    [400, 'Identity/alovelace/groups?recursive=maybe', /recursive must be true or false/],
    [404, 'Group/nobody', /There is no group 'nobody'/],
    [404, 'Group/nobody/members/identities', /There is no group/],
    [404, 'Group/nobody/memberidentities/precomputed', /There is no group/],
    [404, 'Identity/nobody', /There is no identity 'nobody'/],
    [404, 'Identity/nobody/groups/recursive', /There is no identity/],
    [404, 'IdentityMembership/nobody/precomputed', /There is no identity/],
    [404, 'Identity/alovelace/isMemberRecursive/nobody', /There is no group/],
    [404, 'Application/nobody/roles', /There is no application/],
    [404, 'Application/status-board/roles/nobody/groups', /There is no role/],
    [404, 'Registration/nobody/search', /There is no registration provider/],
    [404, 'Nonsense', /There is no route/],
    [404, '', /There is no route/],
    [404, 'Group/cern-staff/membergroups', /There is no route/],
  ])('the status is %d for %s', async (status, path, message) => {
    const response = await mock.ask(path)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/json')
    const body = await response.json()
    expect(body).toEqual({ request_id: null, message: expect.stringMatching(message), data: null })
  })

  test.each([
    ['PUT', 'Group', 'GET, POST'],
    ['POST', 'Identity', 'GET'],
    ['GET', 'Group/-/Query', 'POST'],
    ['PATCH', 'Group/cern-staff', 'GET, DELETE'],
  ])('%s %s is a 405 with the allowed methods', async (method, path, allow) => {
    const response = await mock.ask(path, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(allow)
    expect(await response.json()).toMatchObject({ data: null, message: expect.stringContaining(method) })
  })

  test('an unknown field is an error only in documented conformance', async () => {
    const strict = cernMock({ conformance: 'documented' })
    for (const query of ['field=displayname', 'filter=displayname:x', 'sort=displayname']) {
      expect((await mock.ask(`Group?${query}`)).status).toBe(200)
      const response = await strict.ask(`Group?${query}`)
      expect(response.status).toBe(400)
      expect((await response.json()).message).toBe(
        "The field 'displayname' is unknown; did you mean displayName?",
      )
    }
    expect((await strict.ask('Group?field=displayName&filter=modificationTime:gt:2020-01-01')).status).toBe(
      200,
    )
  })
})

test('--page-size sets the default limit', async () => {
  const { pagination, data } = await cernMock({ pageSize: 3 }).json('Group')
  expect(pagination.limit).toBe(3)
  expect(data).toHaveLength(3)
})
