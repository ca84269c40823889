import type { AuthorizationDirectory } from '../directory/authorization/authorizationDirectory.ts'
import type { CernAnswers } from './answers.ts'
import type { CernCaller } from './caller.ts'

/** A request of somebody who is known, on a path there is. */
export interface CernRequest {
  readonly caller: CernCaller
  readonly query: URLSearchParams
  /** The path, written as links have it. */
  readonly path: string
  /** What stands in the path for a parameter, decoded. */
  readonly parameter: (name: string) => string
  readonly raw: Request
}

/** What the routes stand on. */
export interface CernParts {
  readonly directory: AuthorizationDirectory
  readonly answers: CernAnswers
  /** How many rows a page has unless told otherwise. */
  readonly defaultLimit: number
  /** Whether a field that is not known is refused. */
  readonly isStrict: boolean
}

export type CernVerb = 'GET' | 'POST' | 'DELETE'

/** Answers a request, or throws or rejects with CernRefusal. */
export type CernHandler = (request: CernRequest, parts: CernParts) => Response | Promise<Response>

export type CernHandlers = Readonly<Partial<Record<CernVerb, CernHandler>>>
