/** The `code` of a `MirrorError`. */
export type MirrorErrorCode =
  | 'database_full'
  | 'database_unreachable'
  | 'driver_missing'
  | 'incomplete'
  | 'invalid_argument'
  | 'invalid_query'
  | 'mirror_busy'
  | 'mirror_newer'
  | 'mirror_not_found'
  | 'mirror_read_only'
  | 'not_a_mirror'
  | 'other_plan'
  | 'other_services'
  | 'person_not_found'
  | 'run_not_found'
  | 'too_many_gone'
  | 'unknown_question'

/**
 * Thrown by a mirror. Failures of a service are in its `cause`, with the code `incomplete`.
 *
 * @example
 * try {
 *   await mirror.pull({ clients: { cis } })
 * } catch (error) {
 *   if (isMirrorError(error) && error.code === 'too_many_gone') console.error(error.message, error.hint)
 *   else throw error
 * }
 */
export class MirrorError extends Error {
  /** A stable name of the failure, for programs. */
  readonly code: MirrorErrorCode
  /** The next step, in a sentence. */
  declare readonly hint?: string
  /** The run that the error is about. */
  declare readonly run?: number
  /** The result of the pull, if the error ended one. */
  declare readonly result?: object
  /** The position in the SQL, counted from 1, if the error is about SQL. */
  declare readonly position?: number

  constructor(code: MirrorErrorCode, message: string, details: MirrorErrorDetails = {}) {
    const { cause, result, ...fields } = details
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'MirrorError'
    this.code = code
    Object.defineProperty(this, brand, { value: true })
    // Not printed with the error.
    if (result !== undefined) Object.defineProperty(this, 'result', { value: result })
    Object.assign(this, Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)))
  }
}

const brand = Symbol.for('personctl.mirrorError')

/** Details of a `MirrorError`: its fields beside code and message. */
export interface MirrorErrorDetails {
  hint?: string | undefined
  run?: number | undefined
  result?: object | undefined
  position?: number | undefined
  cause?: unknown
}

/** Returns true for an error of this package, also for one that another copy of the package has thrown. */
export function isMirrorError(value: unknown): value is MirrorError {
  return typeof value === 'object' && value !== null && brand in value
}

/** Returns the text of any error. */
export function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The hint for a query that does something else. */
export const hintToRead = 'A query only reads: it is one statement that returns rows, such as select or with.'
