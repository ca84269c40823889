import type { AdminErrorBody, AdminErrorCode } from '../openapi/admin.generated.ts'

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
  journal_overflowed: 409,
  session_dropped: 410,
  too_large: 413,
  too_many_sessions: 503,
}

/** Why the mock did not do what it was told. */
export class AdminError extends Error {
  override readonly name: string = 'AdminError'
  /** The status it is answered with. */
  readonly status: number

  constructor(
    readonly code: AdminErrorCode,
    /** What is wrong, with which value. */
    readonly reason: string,
    /** What to do next. */
    readonly hint: string,
  ) {
    super(`${reason}: ${hint}`)
    this.status = statuses[code]
  }
}

/** How an error travels. */
export function adminErrorBody({ code, reason, hint }: AdminError): AdminErrorBody {
  return { error: { code, message: reason, hint } }
}
