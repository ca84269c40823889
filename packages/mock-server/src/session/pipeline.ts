import type { Clock } from '../clock.ts'
import type { MissedNames } from '../directory/profile.ts'
import { effectOf } from '../faults/apply.ts'
import type { FaultList } from '../faults/faults.ts'
import { pathOf } from '../http/request.ts'
import type { Handler } from '../http/response.ts'
import {
  type ClientOfHeader,
  clientOfTokenRequest,
  type Journal,
  type JournalRecord,
} from '../journal/journal.ts'

/** What a session does with a request beside answering it. */
interface AnsweringParts {
  /** Answers as the services do. */
  readonly answer: Handler
  readonly journal: Journal
  readonly faults: FaultList
  readonly clock: Clock
  readonly missed: MissedNames
  readonly clientOfHeader: ClientOfHeader
  /** Is told of each request once it is answered. What it throws takes the place of the answer. */
  readonly watch: ((record: JournalRecord) => void) | undefined
}

/** Answers requests to the services: each is kept in the journal, and has the effect of a fault if it is to. */
export function answering(parts: AnsweringParts): Handler {
  const { answer, journal, faults, clientOfHeader } = parts
  return (request) => {
    const record = journal.begin(request.method, request.url)
    record.client = clientOfHeader(request.headers.get('authorization'))
    const answered =
      faults.size > 0 || request.method === 'POST' ? specially(request, record, parts) : answer(request)
    if (!(answered instanceof Promise)) return noted(answered, request, record, parts)
    return answered.then((response) => noted(response, request, record, parts))
  }
}

/** What takes a look into the request. */
async function specially(request: Request, record: JournalRecord, parts: AnsweringParts): Promise<Response> {
  // What takes a while to load, and is not needed for a server to get ready.
  const { operationOf } = await import('../routing/operations.ts')
  const path = pathOf(request.url)
  const operation = operationOf(request.method, path)
  if (operation?.namesClient) record.client = await clientOfTokenRequest(request)
  const { client } = record
  const hasToken = /^\s*bearer\s+\S/i.test(request.headers.get('authorization') ?? '')
  const fault = parts.faults.next({ path, operation, client, hasToken })
  if (fault === undefined) return parts.answer(request)
  record.fault = fault.id
  return effectOf(fault, request, parts.answer, parts.clock)
}

function noted(
  response: Response,
  request: Request,
  record: JournalRecord,
  { missed, watch }: AnsweringParts,
): Response {
  // What has no status is no answer.
  record.status = response.status || undefined
  record.missed = missed.get(request)
  record.durationMs = performance.now() - record.startedAt
  watch?.(record)
  return response
}
