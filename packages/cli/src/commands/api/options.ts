import type { OptionValues } from 'commander'
import type { ServiceKey } from '../../config/variables.ts'
import { UsageError } from '../../failure/usageError.ts'
import { type ListingOptions, parseListing } from '../../listing/options.ts'

/** A request, as it was typed. */
export interface ApiOptions {
  readonly service: ServiceKey
  readonly path: string
  /** Undefined for GET, or POST where there is a body. */
  readonly method: string | undefined
  /** Parameters of the query, by name, each in the order given. */
  readonly query: Readonly<Record<string, readonly string[]>>
  readonly headers: Headers
  /** The file of the body, or `-`; undefined for none. */
  readonly bodyFile: string | undefined
  /** Whether status and headers of the answer are to be said. */
  readonly include: boolean
  /** Which rows of all pages are wanted; undefined for one answer as it is. */
  readonly listing: ListingOptions | undefined
}

/** What the walk through a list sets by itself. */
const placeNames = ['nextPage', 'offset', 'token']
const credentialHeaders = ['authorization', 'cookie', 'proxy-authorization']

/** Throws UsageError for what makes no sense together. */
export function parseApi([service, path = '']: readonly string[], values: OptionValues): ApiOptions {
  const { method, bodyFile, include = false, paginate = false } = values
  if (path.trim() === '') throw new UsageError('The path is empty.', 'Is a variable of your script not set?')
  if (bodyFile === '') throw new UsageError('--body-file is empty.', 'Is a variable of your script not set?')
  if (bodyFile !== undefined && /^(get|head)$/i.test(method ?? '')) {
    throw new UsageError(`--body-file does not fit --method ${method}, which has no body.`)
  }
  const options = {
    service: service as ServiceKey,
    path,
    method,
    query: parseParameters(values['param']),
    headers: parseHeaders(values['header']),
    bodyFile,
    include,
  }
  if (paginate) return { ...options, listing: parsePages(options, values) }
  for (const [name, option] of [
    ['limit', '--limit'],
    ['startAt', '--start-at'],
  ] as const) {
    if (values[name] !== undefined) throw new UsageError(`${option} is for lists: add --paginate.`)
  }
  return { ...options, listing: undefined }
}

function parsePages(options: Omit<ApiOptions, 'listing'>, values: OptionValues): ListingOptions {
  const { service, path, method = 'GET', query, headers, bodyFile, include } = options
  if (service === 'dabp')
    throw new UsageError('DABP has no lists that come in pages.', 'Leave out --paginate.')
  const unfit = [
    method.toUpperCase() === 'GET' ? undefined : '--method',
    bodyFile === undefined ? undefined : '--body-file',
    [...headers.keys()].length === 0 ? undefined : '--header',
    include ? '--include' : undefined,
  ].find((option) => option !== undefined)
  if (unfit !== undefined) {
    throw new UsageError(`${unfit} does not fit --paginate, which sends many requests of its own.`)
  }
  const names = [...new URLSearchParams(path.split('?')[1]).keys(), ...Object.keys(query)]
  const place = names.find((name) => placeNames.includes(name))
  if (place !== undefined) {
    throw new UsageError(
      `${place} is what --paginate sets by itself.`,
      'Leave it out. Where a list was left, --start-at goes on.',
    )
  }
  return parseListing(values)
}

function parseParameters(texts: readonly string[] = []): Record<string, string[]> {
  const query: Record<string, string[]> = {}
  for (const text of texts) {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
    if (name === undefined || value === undefined) {
      throw new UsageError(`--param is ${JSON.stringify(text)}; it takes NAME=VALUE.`)
    }
    query[name] = [...(Object.hasOwn(query, name) ? (query[name] ?? []) : []), value]
  }
  return query
}

function parseHeaders(texts: readonly string[] = []): Headers {
  const headers = new Headers()
  for (const text of texts) {
    const [, name = '', value = ''] = /^([^:]*):(.*)$/s.exec(text) ?? []
    if (credentialHeaders.includes(name.trim().toLowerCase())) {
      throw new UsageError(
        `--header cannot be ${name.trim()}: the credentials are those of every command.`,
        'Set PERSONCTL_…_TOKEN for another token.',
      )
    }
    try {
      headers.append(name.trim(), value.trim())
    } catch {
      // Its value may be a secret.
      throw new UsageError(`--header takes NAME: VALUE, and ${JSON.stringify(name)} is not the name of one.`)
    }
  }
  return headers
}
