import type { Invocation } from '../command.ts'
import { describeHidden } from '../failure/describeHidden.ts'
import { failureAsJson, failureAsText } from '../failure/render.ts'
import { worstOf } from '../failure/worstOf.ts'
import { type FormatName, isForPrograms } from '../output/index.ts'
import { remark } from '../remark.ts'

/** What was asked for and not found, said one by one and in the end in all. */
export class Losses {
  readonly #invocation: Invocation
  readonly #format: FormatName
  readonly #exitCodes = new Set<number>()
  #count = 0

  constructor(invocation: Invocation, format: FormatName) {
    this.#invocation = invocation
    this.#format = format
  }

  /** Says on stderr what became of one. */
  async add(error: unknown): Promise<void> {
    const { io, connection } = this.#invocation
    const failure = describeHidden(error, connection.redactor)
    this.#count += 1
    this.#exitCodes.add(failure.exitCode)
    // The same advice a thousand times is none.
    const line = isForPrograms(this.#format)
      ? failureAsJson(failure)
      : failureAsText({ ...failure, hint: null })
    await io.stderr.write(line)
  }

  /** Says how many there were, if there were any. Returns the exit code of the worst. */
  async sum(found: number): Promise<number> {
    if (this.#count === 0) return 0
    await remark(this.#invocation.io.stderr, this.#format, {
      code: 'some_failed',
      message: `Of ${found + this.#count} ids, ${found} were found and ${this.#count} failed.`,
      hint: null,
    })
    return worstOf(this.#exitCodes)
  }
}
