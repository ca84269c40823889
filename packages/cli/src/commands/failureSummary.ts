import { describeRedacted, formatFailureAsJson, formatFailureAsText } from '../errors/describe.ts'
import { ExplainedError } from '../errors/errors.ts'
import { highestExitCode } from '../errors/exitCodes.ts'
import { isForPrograms, type Output } from '../output/index.ts'
import { formatCount } from '../text/text.ts'
import type { Invocation } from './command.ts'

/** Returns true if the other ids would fail in the same way, since the token is not accepted. */
export function concernsAllIds(error: unknown): boolean {
  if (!(error instanceof Error) || error.name !== 'AuthenticationError') return false
  // A service that has no better response may have failed for this id only.
  return !('status' in error && Number(error.status) >= 500)
}

// Some of them may be about their ids after all.
const hopelessCount = 5

/** Returns a name for a failure that every id would have; undefined for one that may be about its id. */
function commonKind(error: unknown, found: number): string | undefined {
  const cause = error instanceof ExplainedError ? error.cause : error
  const { name, code, status, during } = cause as Error &
    Partial<Record<'code' | 'status' | 'during', unknown>>
  const isCommon =
    during === 'token' ||
    name === 'NetworkError' ||
    code === 'timeout' ||
    concernsAllIds(cause) ||
    // If it has shown others, it hides only some of its people or groups.
    (code === 'not_permitted' && found === 0)
  return isCommon ? `${name} ${code} ${status} ${during}` : undefined
}

/** Reports failures one by one, and their number at the end. */
export class FailureSummary {
  /** The number of ids that did not fail. */
  found = 0
  /** True if ids were left out since all others have failed. */
  isStopped = false
  readonly #output: Output
  readonly #invocation: Invocation
  readonly #exitCodes = new Set<number>()
  readonly #done: string
  #count = 0
  /** The failures of the same kind that came last, if they have nothing to do with the ids. */
  #streak = { kind: '', count: 0, found: 0 }

  /** @param done the past participle for the ids that did not fail */
  constructor(output: Output, invocation: Invocation, done = 'found') {
    this.#output = output
    this.#invocation = invocation
    this.#done = done
  }

  /** The number of ids that failed. */
  get failed(): number {
    return this.#count
  }

  /** True if the other ids would fail in the same way as those before them. */
  get isHopeless(): boolean {
    return this.#streak.count >= hopelessCount
  }

  async add(error: unknown): Promise<void> {
    const { io, connection } = this.#invocation
    const failure = describeRedacted(error, connection.redactor)
    this.#count += 1
    const kind = commonKind(error, this.found)
    const isAlike = kind !== undefined && kind === this.#streak.kind && this.found === this.#streak.found
    this.#streak = {
      kind: kind ?? '',
      count: kind === undefined ? 0 : isAlike ? this.#streak.count + 1 : 1,
      found: this.found,
    }
    this.#exitCodes.add(failure.exitCode)
    // The same hint a thousand times would not help.
    const line = isForPrograms(this.#output.format)
      ? formatFailureAsJson(failure)
      : formatFailureAsText({ ...failure, hint: null }, io.stderr)
    await io.stderr.write(line)
  }

  /** Reports the number of failures, if any. Returns the exit code. */
  async finish(): Promise<number> {
    if (this.#count === 0) return 0
    await this.#output.notify({
      code: 'some_failed',
      message: `Of ${formatCount(this.found + this.#count, 'id')}, ${this.found} ${this.found === 1 ? 'was' : 'were'} ${this.#done} and ${this.#count} failed.`,
      hint: null,
    })
    if (this.isStopped) {
      await this.#output.notify({
        code: 'stopped_early',
        message: `The last ${this.#streak.count} failed in the same way, so the ids after them were not tried.`,
        hint: 'Correct the cause, and run the command again.',
      })
    }
    return highestExitCode(this.#exitCodes)
  }
}
