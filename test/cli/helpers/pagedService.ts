import { profile, value, values } from '../../helpers/cisProfiles.ts'
import { type Answer, type SeenRequest, type ServiceDouble, startServiceDouble } from './serviceDouble.ts'

/** A double whose lists have pages of the given sizes, and where something else may happen to a request. */
export interface PagedService extends ServiceDouble {
  /** Everybody, in the order of the list. */
  readonly people: readonly string[]
  /** The requests for pages. */
  pageRequests(): SeenRequest[]
}

/**
 * @param instead answers the nth request for a page, counted from 1, in place of the list; undefined for the list's own
 * answer, and `never` for none at all
 */
export async function startPagedService(
  sizes: readonly number[],
  instead: (count: number, request: SeenRequest) => Answer | 'never' = () => undefined,
): Promise<PagedService> {
  const people = Array.from({ length: sizes.reduce((sum, size) => sum + size, 0) }, (_, index) => `p${index}`)
  let count = 0
  const service = await startServiceDouble({
    user: (request) => {
      count += 1
      const other = instead(count, request)
      if (other !== undefined) return other === 'never' ? undefined : other
      const url = new URL(request.url, 'http://double')
      const page = Number(/\d+/.exec(url.searchParams.get('nextPage') ?? '0')?.[0])
      const start = sizes.slice(0, page).reduce((sum, size) => sum + size, 0)
      const names = people.slice(start, start + (sizes[page] ?? 0))
      const next = page + 1 < sizes.length ? String(page + 1) : null
      return { body: bodyOf(url, names, next) }
    },
  })
  return {
    ...service,
    people,
    pageRequests: () => service.requests.filter(({ method }) => method === 'GET'),
  }
}

function bodyOf(url: URL, names: readonly string[], next: string | null): object {
  const userId = (name: string) => `ad|x|${name}`
  switch (url.pathname) {
    case '/v2/users':
      return { Items: names.map(personNamed), nextPage: next === null ? null : { id: next } }
    case '/v2/users/id/all':
      return {
        users: names.map((name) => ({
          uuid: `uuid-${name}`,
          user_id: userId(name),
          primary_email: `${name}@example.org`,
          active: true,
        })),
        nextPage: next,
      }
    default: {
      const full = url.searchParams.has('fullProfiles')
      const row = (name: string) =>
        full ? { id: value(userId(name)), profile: personNamed(name) } : { id: userId(name) }
      return { users: names.map(row), nextPage: next }
    }
  }
}

export function personNamed(name: string): object {
  return profile({
    first_name: value(name),
    user_id: value(`ad|x|${name}`),
    languages: values({ English: null, French: null }),
    usernames: values({ 'HACK#GITHUB': name, other: 'x, "y"' }),
    staff_information: { title: value('Clerk') },
  })
}
