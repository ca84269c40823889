import { type ErrorDetails, PersonctlError } from '../../http/errors/index.ts'

/** One of several things that a name may mean. */
export interface NameCandidate {
  readonly id: string | undefined
  readonly name: string | undefined
  /** The name of the group it is in, or its id; undefined for a group. */
  readonly group: string | undefined
}

/** A question about a report has several answers, for a name in it means several things. It lists them. */
export class AmbiguousNameError extends PersonctlError {
  protected static override readonly errorName: string = 'AmbiguousNameError'

  readonly candidates: readonly NameCandidate[]

  constructor(message: string, candidates: readonly NameCandidate[], details: ErrorDetails = {}) {
    super('ambiguous_name', message, details)
    this.candidates = candidates
  }
}
