import { expect, onTestFinished } from 'vitest'
import { openapiContract } from '../../helpers/openapiContract.ts'
import { type Answer, type Behaviour, type SeenRequest, startServiceDouble } from './serviceDouble.ts'

const contract = await openapiContract('cern.yaml')
const base = '/api/v1.0'

/** A double of CERN's Authorization Service, which holds every request against openapi/cern.yaml. */
export interface CernDouble {
  /** The settings that lead personctl to it. */
  readonly env: Record<string, string>
  readonly origin: string
  readonly requests: readonly SeenRequest[]
  /** What was asked of the API: verb, path and query, decoded, without `/api/v1.0`. */
  asked(): string[]
}

export interface CernAnswers {
  token?: Behaviour
  api?: Behaviour
  /** Whether requests that are not documented are faults. @default true */
  documented?: boolean
}

/** Starts a double that lives as long as the test does. */
export async function startCernDouble(answers: CernAnswers = {}): Promise<CernDouble> {
  const { token, api = () => single({ id: idOf(0) }), documented = true } = answers
  const faults: unknown[] = []
  const checked =
    (behaviour: Behaviour): Behaviour =>
    (request) => {
      try {
        if (documented) checkRequest(request)
      } catch (error) {
        faults.push(error)
      }
      return behaviour(request)
    }
  const service = await startServiceDouble({ user: checked(api), ...(token && { token: checked(token) }) })
  onTestFinished(() => expect(faults).toEqual([]))
  const { origin, requests } = service
  return {
    origin,
    requests,
    asked: () =>
      requests
        .filter(({ url }) => url.startsWith(base))
        .map(
          ({ method, url }) => `${method} ${decodeURIComponent(url.slice(base.length)).replaceAll('+', ' ')}`,
        ),
    env: service.env,
  }
}

function checkRequest({ method, url, headers, body }: SeenRequest): void {
  const type = headers['content-type'] ?? ''
  contract.expectRequestToMatch({
    method,
    url: `http://double${url}`,
    ...(body !== '' && { body: { type, text: body } }),
  })
}

/** One thing, as the service answers. */
export function single(data: unknown): Answer {
  return { body: { request_id: null, message: null, data } }
}

/** A failure, as the service says it. */
export function failure(status: number, message: string): NonNullable<Answer> {
  return { status, body: { request_id: 'r-1', message, data: null } }
}

export interface Row {
  readonly id: string
  readonly [field: string]: unknown
}

export function idOf(index: number): string {
  return `08d779a6-0000-0000-0000-${String(index).padStart(12, '0')}`
}

export function groups(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    groupIdentifier: `group-${index}`,
    displayName: `Group ${index}`,
    description: index % 2 === 0 ? null : `The one, "${index}"`,
    ownerId: null,
    source: 'cern',
    isComputingGroup: false,
    blocked: false,
    disabled: index % 3 === 0,
    id: idOf(index),
  }))
}

export function identities(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    owner: null,
    primaryAccountEmail: null,
    type: 'Person',
    upn: `upn${index}`,
    displayName: `Name ${index}`,
    personId: String(800000 + index),
    blocked: false,
    id: idOf(index),
    cernDepartment: 'IT',
  }))
}

/** One page of rows, as the service gives it: by token, else by offset; with the fields asked for and `id`. */
export function pageOf(rows: readonly Row[], { url }: SeenRequest): NonNullable<Answer> {
  const query = new URL(url, 'http://double').searchParams
  const limit = Number(query.get('limit') ?? 1000)
  const token = query.get('token')
  const after = token === null ? undefined : atob(token)
  const offset =
    after === undefined ? Number(query.get('offset') ?? 0) : rows.filter(({ id }) => id <= after).length
  const page = rows.slice(offset, offset + limit)
  const isLast = offset + limit >= rows.length
  const end = isLast ? null : btoa(page.at(-1)?.id ?? '').replaceAll('=', '')
  const fields = query.getAll('field')
  return {
    body: {
      pagination: {
        total: rows.length,
        offset,
        limit,
        next: isLast ? null : `${base}/Group?token=${end}&limit=${limit}`,
        links: { first: null, previous: null, current: null, next: null, last: null },
        token: end,
      },
      delta: null,
      request_id: null,
      message: null,
      data: fields.length === 0 ? page : page.map((row) => selected(row, fields)),
    },
  }
}

function selected(row: Row, fields: readonly string[]): Row {
  return { ...Object.fromEntries(fields.map((name) => [name, row[name] ?? null])), id: row.id }
}
