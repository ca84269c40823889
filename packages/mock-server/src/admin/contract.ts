import type { operations } from '@personctl/generated/admin'
import { didYouMean } from '@personctl/shared/didYouMean'
import type { Delays } from '../clock.ts'
import type { KnownOrigins } from '../http/request.ts'
import type { Conformance } from '../services/cis/cisRequest.ts'
import { AdminError } from '../session/adminError.ts'
import type { Session } from '../session/session.ts'
import type { SessionRegistry } from '../session/sessionRegistry.ts'

export { AdminError }

export type OperationName = keyof operations

type JsonOf<T> = T extends { readonly content: { readonly 'application/json': infer Body } }
  ? Body
  : undefined
type ParametersOf<O extends OperationName, Position extends 'path' | 'query'> = NonNullable<
  operations[O]['parameters'][Position]
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
  Responses<O> extends { readonly 200: infer Body }
    ? JsonOf<Body>
    : Responses<O> extends { readonly 201: infer Body }
      ? JsonOf<Body>
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
  /** The behaviour that quirks are exceptions to. */
  readonly conformance: Conformance
  /** The delays that end when the server stops. */
  readonly delays: Delays
}

/** Executes one operation with checked input. Throws AdminError, or rejects with it. */
export type Handler<O extends OperationName> = (
  context: AdminContext,
  input: InputOf<O>,
) => ResultOf<O> | Promise<ResultOf<O>>

/** The handlers of some operations. */
export type Handlers<O extends OperationName> = { readonly [Name in O]: Handler<Name> }

/** Suggests one of the known names in place of an unknown one. */
export function suggestName(typed: string, known: readonly string[]): string {
  const nearest = didYouMean(typed, known)
  if (nearest !== undefined) return `did you mean ${nearest}?`
  if (known.length === 0) return 'leave it out'
  const hidden = known.length > listedNames ? known.length - listedNames : 0
  const others = hidden === 0 ? '' : `, and ${hidden} more`
  return `expected one of ${known.slice(0, listedNames).join(', ')}${others}`
}

const listedNames = 20

/**
 * Creates the error for an unknown name.
 *
 * @param known the existing names
 */
export function notFoundError(what: string, name: string, known: readonly string[]): AdminError {
  const hint = known.length === 0 ? 'none exists yet' : suggestName(name, known)
  return new AdminError('not_found', `The ${what} ${name} does not exist`, hint)
}

/** The input of an operation before it is checked. */
export interface UncheckedInput {
  readonly path?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}
