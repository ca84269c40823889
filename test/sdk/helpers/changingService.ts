import {
  type CernClient,
  type CisClient,
  createCernClient,
  createCisClient,
  type FetchFunction,
  type Pager,
  staticToken,
} from '@personctl/sdk'
import { json } from './fakeService.ts'

/** CIS and CERN with the same numbered rows, which come and go. Both page as the real services do. */
export interface ChangingService {
  /** The numbers of the rows that are there. */
  readonly present: Set<number>
  /** The number of rows in a page. */
  pageSize: number
  cis: CisClient
  cern: CernClient
  requests: number
}

/** One list of the service, and the number of a row in it. */
export interface ChangingList {
  open(service: ChangingService, options: { startAt?: string | undefined }): Pager<unknown>
  numberOf(row: unknown): number
}

const userId = (number: number) => `ad|Mozilla-LDAP|p${number}`
const uuidOf = (number: number) =>
  `${String((number * 7919) % 10_007).padStart(8, '0')}-0000-4000-8000-000000000000`
const idOf = (number: number) => `08d77${String(number).padStart(3, '0')}-17b6-9037-5343-782ad6de8f5d`
// The store sorts by a hash of the user id, which has nothing to do with the order of anything else.
const hashOf = (id: string) =>
  [...id].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 65_521, 7)
const numberIn = (row: unknown) => Number(/p(\d+)"/.exec(JSON.stringify(row))?.[1])

export function changingService(
  count: number,
  { seesUserId = true }: { seesUserId?: boolean } = {},
): ChangingService {
  const service: ChangingService = {
    present: new Set(Array.from({ length: count }, (_, index) => index * 2)),
    pageSize: 5,
    cis: createCisClient({ auth: staticToken('t'), fetch: (url) => respond(url, pageOfPeople) }),
    cern: createCernClient({ auth: staticToken('t'), fetch: (url) => respond(url, pageOfRows) }),
    requests: 0,
  }
  const respond = async (url: string, page: (url: URL) => object): ReturnType<FetchFunction> => {
    service.requests += 1
    return json(page(new URL(url)))
  }

  const pageOfPeople = ({ pathname, searchParams }: URL) => {
    const cursor = searchParams.get('nextPage') ?? undefined
    const isFull = pathname === '/v2/users'
    const after = cursor === undefined ? undefined : isFull ? (JSON.parse(cursor).id as string) : cursor
    const order = (number: number) => hashOf(userId(number)) * 1000 + number
    const rest = [...service.present]
      .sort((one, other) => order(one) - order(other))
      .filter((number) => after === undefined || order(number) > order(Number(after.split('|p')[1])))
    const slice = rest.slice(0, service.pageSize)
    const last = slice.at(-1)
    const next = last === undefined || slice.length === rest.length ? null : userId(last)
    if (!isFull) {
      const rows = slice.map((number) =>
        pathname.endsWith('by_attribute_contains')
          ? { id: userId(number) }
          : { uuid: uuidOf(number), user_id: userId(number), primary_email: null, active: true },
      )
      return { users: rows, nextPage: next }
    }
    const Items = slice.map((number) => ({
      uuid: { value: uuidOf(number) },
      ...(seesUserId && { user_id: { value: userId(number) } }),
      primary_username: { value: `p${number}` },
    }))
    return { Items, nextPage: next === null ? null : { id: next } }
  }

  const pageOfRows = ({ searchParams }: URL) => {
    const token = searchParams.get('token')
    const sort = searchParams.get('sort')
    const key = (number: number) => (sort === null ? idOf(number) : `${(number * 37) % 101}`.padStart(3, '0'))
    const all = [...service.present].sort((one, other) => (key(one) < key(other) ? -1 : 1))
    const after = token === null ? '' : atob(token)
    const rest = all.filter((number) => key(number) > after)
    const slice = rest.slice(0, service.pageSize)
    const last = slice.at(-1)
    const next = last === undefined || slice.length === rest.length ? null : btoa(key(last))
    const data = slice.map((number) => ({ id: idOf(number), displayName: `p${number}` }))
    return { pagination: { total: all.length, next: next && `/api/v1.0/X?token=${next}`, token: next }, data }
  }
  return service
}

/** The seven lists of the two services. */
export const changingLists: Record<string, ChangingList> = {
  'users.list': { open: ({ cis }, options) => cis.users.list(options), numberOf: numberIn },
  'users.ids': {
    open: ({ cis }, options) => cis.users.ids({ connectionMethod: 'ad', ...options }),
    numberOf: numberIn,
  },
  'users.search': {
    open: ({ cis }, options) =>
      cis.users.search({ attribute: 'staff_information.team', value: 'x', ...options }),
    numberOf: numberIn,
  },
  'identities.list': { open: ({ cern }, options) => cern.identities.list(options), numberOf: numberIn },
  'groups.list': { open: ({ cern }, options) => cern.groups.list(options), numberOf: numberIn },
  'groups.members': {
    open: ({ cern }, options) => cern.groups.members('atlas', options),
    numberOf: numberIn,
  },
  'applications.list': { open: ({ cern }, options) => cern.applications.list(options), numberOf: numberIn },
}
