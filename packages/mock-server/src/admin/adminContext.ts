import type { OriginMemory } from '../http/originMemory.ts'
import type { Session } from '../sessions/session.ts'
import type { SessionRegistry } from '../sessions/sessionRegistry.ts'
import type { InputOf, OperationName, ResultOf } from './operationTypes.ts'

/** What an operation works on. */
export interface AdminContext {
  /** The session it is about, made if need be. Throws AdminError. */
  session(): Session
  readonly sessions: SessionRegistry
  /** Where the server was asked, as clients of the same session would have it. */
  readonly baseUrl: string
  readonly origins: OriginMemory
  /** How long tokens are valid unless told otherwise, in seconds. Undefined: as long as the service's own are. */
  readonly tokenTtlSeconds: number | undefined
}

/** What does one operation; what it is given has been checked. Throws AdminError, or rejects with it. */
export type Handler<O extends OperationName> = (
  context: AdminContext,
  input: InputOf<O>,
) => ResultOf<O> | Promise<ResultOf<O>>

/** The handlers of some operations. */
export type Handlers<O extends OperationName> = { readonly [Name in O]: Handler<Name> }
