import type { ProbedQuirk } from '@personctl/generated/quirks'
import { formatCount } from '@personctl/shared/formatCount'
import { isObject } from '@personctl/shared/guards'
import {
  choose,
  describe,
  type Finding,
  type Probe,
  type Prober,
  type Seen,
  untold,
  unusedName,
} from './prober.ts'

type CernQuirk = Extract<ProbedQuirk, `cern${string}`>

const api = '/api/v1.0'

/** The list that the client may read: groups, or else identities. */
interface ReadableList {
  readonly path: string
  /** The field with the name of a row. */
  readonly name: 'groupIdentifier' | 'upn'
  /** A query that matches no row. */
  readonly nothing: string
  get(query: string): Promise<Page>
  /** The first page, of one row. */
  readonly first: Page
}

/** A response with the parts of a list that findings need. */
interface Page extends Seen {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly ids: readonly unknown[]
  readonly pagination: Readonly<Record<string, unknown>>
  /** The number of rows of the list; 0 without one. */
  readonly total: number
}

function toPage(seen: Seen): Page {
  const body = isObject(seen.json) ? seen.json : {}
  const rows = Array.isArray(body['data']) ? body['data'].filter(isObject) : []
  const pagination = isObject(body['pagination']) ? body['pagination'] : {}
  const total = typeof pagination['total'] === 'number' ? pagination['total'] : 0
  return { ...seen, rows, ids: rows.map(({ id }) => id), pagination, total }
}

async function getPage(prober: Prober, path: string): Promise<Page> {
  return toPage(await prober.get(`${api}${path}`))
}

async function openList(prober: Prober): Promise<ReadableList> {
  const groups = await getPage(prober, '/Group?limit=1&field=id')
  const name = groups.status === 403 ? 'upn' : 'groupIdentifier'
  const path = groups.status === 403 ? '/Identity' : '/Group'
  const get = (query: string) => getPage(prober, `${path}?${query}`)
  const nothing = `filter=${name}:eq:${unusedName}&field=id`
  return { path, name, nothing, get, first: await get('limit=1&field=id') }
}

const isBad = ({ status }: Seen): boolean => status === 400
const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length > 0 && JSON.stringify(one) === JSON.stringify(other)

/** Creates a probe of the list that the client may read. */
const ofList =
  (find: (list: ReadableList, prober: Prober) => Promise<Finding>): Probe =>
  async (prober) => {
    const list = await openList(prober)
    if (list.first.status !== 200) return untold(`the list cannot be read: ${describe(list.first)}`)
    return find(list, prober)
  }

/** Creates a probe that needs the second page of the list by token. */
const ofTokenPage = (
  find: (second: Page, list: ReadableList, token: string) => Promise<Finding> | Finding,
): Probe =>
  ofList(async (list) => {
    const { token } = list.first.pagination
    if (typeof token !== 'string') return untold('the list has one row, and no second page')
    const encoded = encodeURIComponent(token)
    return find(await list.get(`limit=1&token=${encoded}&field=id`), list, encoded)
  })

/** Creates a probe that needs the name of a row. It is that of a group or an application, never of a person. */
const ofName = (find: (name: string, list: ReadableList) => Promise<Finding>): Probe =>
  ofList(async (list) => {
    const { rows } = await list.get(
      `limit=1&field=${list.name}${list.name === 'upn' ? '&filter=type:Application' : ''}`,
    )
    const name = rows[0]?.[list.name]
    return typeof name === 'string' && /[a-z].|.[a-z]/i.test(name)
      ? find(name, list)
      : untold('no row has a name with letters')
  })

const isUntoldTotal = (page: Page): string =>
  `${describe(page)}${page.status === 200 ? `, ${page.rows.length} of 1 rows` : ''}`

const offsetOf = (link: unknown): number | null | undefined => {
  if (link === null) return null
  const digits = typeof link === 'string' ? /[?&]offset=(-?\d+)/.exec(link)?.[1] : undefined
  return digits === undefined ? undefined : Number(digits)
}

function linksOf({ pagination }: Page): Readonly<Record<string, unknown>> {
  return isObject(pagination['links']) ? pagination['links'] : {}
}

/** Creates a probe for the case of letters in a filter. */
const ofCase = (operator: 'eq' | 'contains'): Probe =>
  ofName(async (name, list) => {
    const swapped = [...name]
      .map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))
      .join('')
    const page = await list.get(
      `limit=1&filter=${list.name}:${operator}:${encodeURIComponent(swapped)}&field=id`,
    )
    return choose(
      page,
      { ignored: page.total > 0, exact: page.status === 200 && page.total === 0 },
      isUntoldTotal(page),
    )
  })

/** Returns the kind of the body of an error. */
function chooseBody(seen: Seen, status: number, reason: string): Finding {
  if (seen.status !== status) return untold(reason)
  const keys = isObject(seen.json) ? Object.keys(seen.json) : []
  const isProblem =
    seen.type === 'application/problem+json' || (keys.includes('title') && keys.includes('status'))
  const found =
    seen.text === ''
      ? 'empty'
      : isProblem
        ? 'problem'
        : keys.includes('message') && keys.includes('data')
          ? 'envelope'
          : 'other'
  return { found, because: `status ${status}, ${seen.type || 'no media type'}` }
}

export const cernProbes: Readonly<Record<CernQuirk, Probe>> = {
  cernPathCase: ofList(async (list, prober) => {
    const seen = await prober.get(`${api}${list.path.toLowerCase()}?${list.nothing}`)
    return choose(seen, { ignored: seen.status === 200, exact: seen.status === 404 })
  }),
  cernLimitTooLarge: ofList(async (list) => {
    const page = await list.get(`limit=5001&${list.nothing}`)
    const { limit } = page.pagination
    return choose(page, { badRequest: isBad(page), capped: limit === 5000, accepted: limit === 5001 })
  }),
  cernLimitZero: ofList(async (list) => {
    const page = await list.get(`limit=0&${list.nothing}`)
    const { limit } = page.pagination
    return choose(page, { badRequest: isBad(page), usual: Number(limit) > 0, noRows: limit === 0 })
  }),
  cernLimitNegative: ofList(async (list) => {
    const page = await list.get(`limit=-1&${list.nothing}`)
    return choose(page, { badRequest: isBad(page), usual: Number(page.pagination['limit']) > 0 })
  }),
  cernOffsetNegative: ofList(async (list) => {
    const page = await list.get(`offset=-1&${list.nothing}`)
    return choose(page, { badRequest: isBad(page), zero: page.pagination['offset'] === 0 })
  }),
  cernOffsetTooLarge: ofList(async (list) => {
    const page = await list.get('limit=1&offset=1000000000&field=id')
    const isEmpty = page.status === 200 && page.rows.length === 0
    return choose(page, { emptyPage: isEmpty, badRequest: isBad(page), notFound: page.status === 404 })
  }),
  cernTokenWithOffset: ofTokenPage(async (second, list, token) => {
    const page = await list.get(`limit=1&offset=0&token=${token}&field=id`)
    return choose(page, {
      badRequest: isBad(page),
      token: isSame(page.ids, second.ids),
      offset: isSame(page.ids, list.first.ids),
    })
  }),
  cernInvalidToken: ofList(async (list) => {
    const page = await list.get(`limit=1&token=${unusedName}&field=id`)
    return choose(page, {
      badRequest: isBad(page),
      internalError: page.status === 500,
      firstPage: isSame(page.ids, list.first.ids),
      emptyPage: page.status === 200 && page.ids.length === 0,
    })
  }),
  cernOffsetOfTokenPage: ofTokenPage((second) => {
    const { offset } = second.pagination
    return choose(second, { position: offset === 1, zero: offset === 0 })
  }),
  cernLinksOfTokenPage: ofTokenPage((second) => {
    const offset = offsetOf(linksOf(second)['current'])
    return choose(second, { position: offset === 1, firstPage: offset === 0, null: offset === null })
  }),
  cernLastLink: ofList(async ({ first }) => {
    const offset = offsetOf(linksOf(first)['last'])
    if (first.total === 0) return untold('the list has no rows')
    return choose(first, { fullPage: offset === first.total - 1, emptyPage: offset === first.total })
  }),
  cernPreviousLink: ofList(async (list) => {
    if (list.first.total < 2) return untold('the list has no second row')
    const page = await list.get('limit=2&offset=1&field=id')
    const offset = offsetOf(linksOf(page)['previous'])
    return choose(page, { zero: offset === 0, negative: offset === -1, null: offset === null })
  }),
  cernNextLink: ofTokenPage((_, { first }) => {
    const { next } = first.pagination
    if (typeof next !== 'string') return untold('there is no link to a next page')
    return choose(first, { repeated: /[?&]field=/.test(next), bare: true })
  }),
  cernTokenOfSortedList: ofList(async (list) => {
    const sorted = `limit=5&sort=${list.name}&field=id`
    const { token } = (await list.get(sorted)).pagination
    if (typeof token !== 'string') return untold('the sorted list has no token')
    const byToken = await list.get(`${sorted}&token=${encodeURIComponent(token)}`)
    const byOffset = await list.get(`${sorted}&offset=5`)
    const isSorted = isSame(byToken.ids, byOffset.ids)
    return choose(byToken, { sorted: isSorted, byId: byToken.status === 200 && !isSorted })
  }),
  cernDescendingSort: ofList(async (list) => {
    if (list.first.total < 4) return untold('the list has less than four rows')
    const last = await list.get(`limit=2&sort=${list.name}&offset=${list.first.total - 2}&field=id`)
    const syntaxes = { minus: `-${list.name}`, colon: `${list.name}:desc`, blank: `${list.name}%20desc` }
    for (const [found, sort] of Object.entries(syntaxes)) {
      const page = await list.get(`limit=2&sort=${sort}&field=id`)
      if (isSame(page.ids, [...last.ids].reverse())) return { found, because: describe(page) }
    }
    return { found: 'none', because: 'no syntax reverses the order' }
  }),
  async cernSortOfNull(prober) {
    const sorted = '/Identity?limit=1&sort=personId&field=personId'
    const first = await getPage(prober, sorted)
    if (first.status !== 200) return untold(`the list cannot be read: ${describe(first)}`)
    const last = await getPage(prober, `${sorted}&offset=${Math.max(first.total - 1, 0)}`)
    const isNull = ({ rows: [row] }: Page): boolean => (row?.['personId'] ?? null) === null
    if (isNull(first) === isNull(last)) return untold('the ends of the list do not differ')
    return choose(first, { first: isNull(first), last: isNull(last) })
  },
  cernUnknownSort: ofList(async (list) => {
    const page = await list.get(`sort=personctlConformance&${list.nothing}`)
    return choose(page, { ignored: page.status === 200, badRequest: isBad(page) })
  }),
  cernUnknownOperator: ofList(async (list) => {
    const page = await list.get(`limit=1&filter=${list.name}:regex:${unusedName}&field=id`)
    const isRead = page.status === 200
    return choose(
      page,
      {
        badRequest: isBad(page),
        internalError: page.status === 500,
        value: isRead && page.total === 0,
        ignored: isRead && page.total === list.first.total,
      },
      isUntoldTotal(page),
    )
  }),
  cernStartsWith: ofName(async (name, list) => {
    const beginning = encodeURIComponent(name.slice(0, -1))
    const page = await list.get(`limit=1&filter=${list.name}:startswith:${beginning}&field=id`)
    const isFiltered = page.total > 0 && page.total < list.first.total
    return choose(
      page,
      { supported: isFiltered, unsupported: isBad(page) || page.status === 500 || page.status === 200 },
      isUntoldTotal(page),
    )
  }),
  cernComparisons: ofName(async (name, list) => {
    if (list.first.total < 2) return untold('the list has no second row')
    const value = encodeURIComponent(name)
    const page = await list.get(
      `limit=1&filter=${list.name}:ge:${value}&filter=${list.name}:le:${value}&field=id`,
    )
    return choose(
      page,
      { supported: page.total === 1, unsupported: isBad(page) || page.status === 500 || page.status === 200 },
      isUntoldTotal(page),
    )
  }),
  cernEqualsCase: ofCase('eq'),
  cernContainsCase: ofCase('contains'),
  cernUnknownFilter: ofList(async (list) => {
    const page = await list.get('limit=1&filter=personctlConformance:eq:x&field=id')
    const isRead = page.status === 200
    return choose(
      page,
      {
        badRequest: isBad(page),
        noRows: isRead && page.total === 0,
        ignored: isRead && page.total === list.first.total,
      },
      isUntoldTotal(page),
    )
  }),
  cernUnknownField: ofList(async (list) => {
    const page = await list.get('limit=1&field=personctlConformance')
    const [row = {}] = page.rows
    const isPresent = Object.hasOwn(row, 'personctlConformance')
    return choose(page, {
      badRequest: isBad(page),
      null: isPresent,
      absent: page.rows.length > 0 && !isPresent,
    })
  }),
  async cernUnsetField(prober) {
    const page = await getPage(prober, '/Identity?limit=100&field=orcid')
    const isNull = page.rows.some((row) => row['orcid'] === null)
    const isAbsent = page.rows.some((row) => !Object.hasOwn(row, 'orcid'))
    if (page.status === 200 && !isNull && !isAbsent) return untold('everybody in the list has the attribute')
    return choose(page, { null: isNull, absent: isAbsent })
  },
  async cernChildIdentity(prober) {
    const page = await getPage(prober, '/Identity?limit=100&filter=type:Application&field=owner')
    const owner = page.rows.map((row) => row['owner'] ?? null).find((child) => child !== null)
    if (owner === undefined) return untold(`no row has an owner: ${describe(page)}`)
    const names = isObject(owner) ? Object.keys(owner) : []
    const isSummary = names.every((name) => ['id', 'upn', 'displayName'].includes(name))
    return choose(
      page,
      {
        id: typeof owner === 'string',
        summary: isObject(owner) && isSummary,
        whole: isObject(owner) && !isSummary,
      },
      isObject(owner) ? `an object with ${formatCount(names.length, 'member')}` : 'not an object',
    )
  },
  async cernGroupAsMember(prober) {
    const { ids } = await getPage(prober, '/Group?limit=5&field=id')
    let lists = 0
    for (const id of ids) {
      const path = `/Group/${encodeURIComponent(String(id))}/memberidentities/precomputed?field=upn`
      const page = await getPage(prober, path)
      if (page.status === 200) lists += 1
      const isFound = page.rows.some(({ upn }) => typeof upn === 'string' && upn.startsWith('group|'))
      if (isFound) return { found: 'present', because: 'a list of members has such a name' }
    }
    if (lists === 0) return untold('no list of members can be read')
    return { found: 'absent', because: `not in ${lists} lists of members` }
  },
  async cernMyIdentity(prober) {
    const seen = await prober.get(`${api}/Identity/my?field=id`)
    if (seen.status === 200) return untold('the client has an identity')
    return choose(seen, { notFound: seen.status === 404, forbidden: seen.status === 403 })
  },
  async cernCurrentIdentity(prober) {
    const my = await prober.get(`${api}/Identity/my?field=id`)
    if (my.status !== 200) return untold('the client has no identity')
    const seen = await prober.get(`${api}/Identity/current?field=id`)
    return choose(seen, {
      my: seen.status === 200,
      forbidden: seen.status === 403,
      notFound: seen.status === 404,
    })
  },
  async cernBadRequestBody(prober) {
    const { path } = await openList(prober)
    const seen = await prober.get(`${api}${path}?filter=${unusedName}`)
    return chooseBody(seen, 400, `a filter without a colon is accepted: ${describe(seen)}`)
  },
  async cernUnauthorizedBody(prober) {
    const { path, nothing } = await openList(prober)
    const seen = await prober.get(`${api}${path}?${nothing}`, 'invalid token')
    return chooseBody(seen, 401, describe(seen))
  },
  async cernForbiddenBody(prober) {
    for (const [path, name] of [
      ['/Identity', 'upn'],
      ['/Group', 'groupIdentifier'],
    ]) {
      const seen = await prober.get(`${api}${path}?filter=${name}:eq:${unusedName}&field=id`)
      if (seen.status === 403) return chooseBody(seen, 403, '')
    }
    return untold('the client may read identities and groups')
  },
  async cernNotFoundBody(prober) {
    const { path } = await openList(prober)
    const seen = await prober.get(`${api}${path}/${unusedName}?field=id`)
    return chooseBody(seen, 404, describe(seen))
  },
}
