import type { AdminErrorBody, AdminErrorCode } from '@personctl/generated/admin'
import type { ResponseFactory } from '../http/response.ts'
import { asciiJson } from '../text/json.ts'

/** Thrown when the mock cannot do what it is told, over HTTP or in its own process. */
export class AdminError extends Error {
  override readonly name: string = 'AdminError'
  /** The HTTP status of the error. */
  readonly status: number

  constructor(
    readonly code: AdminErrorCode,
    /** The problem, with the value that causes it. */
    readonly reason: string,
    /** The next step. */
    readonly hint: string,
  ) {
    super(`${reason}: ${hint}`)
    this.status = statuses[code]
  }
}

const statuses: Readonly<Record<AdminErrorCode, number>> = {
  invalid_request: 400,
  invalid_session: 400,
  impossible_fault: 400,
  foreign_origin: 403,
  foreign_host: 403,
  admin_token_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  user_id_taken: 409,
  limit_reached: 409,
  unexpected_error: 500,
  journal_overflowed: 409,
  expectation_failed: 409,
  session_dropped: 410,
  too_large: 413,
  too_many_sessions: 503,
}

/** Creates the response for an error. */
export function createAdminErrorResponse(
  responses: ResponseFactory,
  { code, reason, hint, status }: AdminError,
  headers?: Readonly<Record<string, string>>,
): Response {
  const body: AdminErrorBody = { error: { code, message: reason, hint } }
  return responses.json(`${asciiJson(body)}\n`, status, { 'Cache-Control': 'no-store', ...headers })
}
