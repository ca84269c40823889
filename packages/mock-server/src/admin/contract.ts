import type { AdminErrorBody, AdminErrorCode, operations } from '@personctl/openapi/admin'
import { didYouMean } from '@personctl/shared/didYouMean'
import type { KnownOrigins } from '../http/request.ts'
import type { Session } from '../session/session.ts'
import type { SessionRegistry } from '../session/sessionRegistry.ts'

export type OperationName = keyof operations

type JsonOf<T> = T extends { readonly content: { readonly 'application/json': infer Body } }
  ? Body
  : undefined
type ParametersOf<O extends OperationName, Place extends 'path' | 'query'> = NonNullable<
  operations[O]['parameters'][Place]
>
type Responses<O extends OperationName> = operations[O]['responses']

/** The input of an operation. */
export interface InputOf<O extends OperationName> {
  readonly path: ParametersOf<O, 'path'>
  readonly query: ParametersOf<O, 'query'>
  readonly body: JsonOf<NonNullable<operations[O]['requestBody']>>
}

/** The result of an operation. */
export type ResultOf<O extends OperationName> =
  Responses<O> extends { readonly 200: infer Answer }
    ? JsonOf<Answer>
    : Responses<O> extends { readonly 201: infer Answer }
      ? JsonOf<Answer>
      : undefined

/** Executes an operation in this process or elsewhere. Rejects with AdminError. */
export type Transport = <O extends OperationName>(
  operation: O,
  input?: Partial<InputOf<O>>,
) => Promise<ResultOf<O>>

/** The dependencies of the handlers. */
export interface AdminContext {
  /** Returns the session that the operation is about, and creates it if necessary. Throws AdminError. */
  session(): Session
  readonly sessions: SessionRegistry
  /** The base URL for clients of the same session. */
  readonly baseUrl: string
  readonly origins: KnownOrigins
  /** The default lifetime of tokens, in seconds. Undefined: as in the real services. */
  readonly tokenTtlSeconds: number | undefined
}

/** Executes one operation with checked input. Throws AdminError, or rejects with it. */
export type Handler<O extends OperationName> = (
  context: AdminContext,
  input: InputOf<O>,
) => ResultOf<O> | Promise<ResultOf<O>>

/** The handlers of some operations. */
export type Handlers<O extends OperationName> = { readonly [Name in O]: Handler<Name> }

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

/** Thrown if an admin operation fails. */
export class AdminError extends Error {
  override readonly name: string = 'AdminError'
  /** The HTTP status of the response. */
  readonly status: number

  constructor(
    readonly code: AdminErrorCode,
    /** What is wrong, with the value. */
    readonly reason: string,
    /** What to do next. */
    readonly hint: string,
  ) {
    super(`${reason}: ${hint}`)
    this.status = statuses[code]
  }
}

/** Returns the body of an error response. */
export function toErrorBody({ code, reason, hint }: AdminError): AdminErrorBody {
  return { error: { code, message: reason, hint } }
}

/** Suggests one of the known names in place of an unknown one. */
export function suggestName(typed: string, known: readonly string[]): string {
  const nearest = didYouMean(typed, known)
  if (nearest !== undefined) return `did you mean ${nearest}?`
  return known.length === 0 ? 'leave it out' : `there are ${known.slice(0, 12).join(', ')}`
}

/**
 * Creates the error for an unknown name.
 *
 * @param known the existing names
 */
export function notFoundError(what: string, name: string, known: readonly string[]): AdminError {
  const hint = known.length === 0 ? 'there is none' : suggestName(name, known)
  return new AdminError('not_found', `There is no ${what} ${name}`, hint)
}

/** The input of an operation before it is checked. */
export interface UncheckedInput {
  readonly path?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}
