import { InvalidResponseError } from '../../http/errors/index.ts'
import { service } from '../checks.ts'

/** Where one page leads to. */
export interface PageEnd {
  /** Whether the answer says anything of pages; if not, it is the whole list. */
  isPaged: boolean
  total: number | undefined
  /** The token of the next page; undefined where there is none. */
  token: string | undefined
}

/**
 * What a page says of itself. The token is that of the link to the next page; where there is no link, the one that
 * stands beside it, unless the page is empty. Of the link nothing else is taken: path and filters stay those of the walk.
 *
 * @throws InvalidResponseError where the link leads to another origin
 */
export function pageEnd(body: unknown, isEmpty: boolean, baseUrl: string): PageEnd {
  const pagination = (body as { pagination?: unknown }).pagination
  if (typeof pagination !== 'object' || pagination === null)
    return { isPaged: false, total: undefined, token: undefined }
  const { total, next, token } = pagination as Record<string, unknown>
  const beside = typeof token === 'string' && token !== '' ? token : undefined
  return {
    isPaged: true,
    total: Number.isInteger(total) ? Number(total) : undefined,
    token:
      typeof next === 'string' && next !== ''
        ? (tokenOfLink(next, baseUrl) ?? beside)
        : isEmpty
          ? undefined
          : beside,
  }
}

function tokenOfLink(next: string, baseUrl: string): string | undefined {
  const { origin } = new URL(baseUrl)
  const url = URL.canParse(next, baseUrl) ? new URL(next, baseUrl) : undefined
  if (url?.origin === origin) return url.searchParams.get('token') ?? undefined
  throw new InvalidResponseError(
    url === undefined
      ? `cern names ${JSON.stringify(next)} as the next page, which is no address.`
      : `cern names a next page at ${url.origin}, another place than ${origin}.`,
    {
      code: 'other_origin',
      service,
      hint: 'Nothing was sent there. If the service has moved, configure its new address.',
    },
  )
}
