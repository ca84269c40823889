import { describeFailure, type Failure } from './failure/failure.ts'
import { failureAsJson, failureAsText, failureAsTrace } from './failure/render.ts'
import type { IO } from './io.ts'
import { failsForPrograms, wantsDebug } from './lookAhead.ts'
import { runProgram } from './program.ts'
import { createRedactor, type Redactor } from './text/redactor.ts'

/** Does what a command line says. Returns the exit code; data is on stdout then, and all else on stderr. */
export async function run(argv: readonly string[], processIO: IO): Promise<number> {
  const redactor = createRedactor()
  const { stderr } = processIO
  // Spelled out, for a spread would open the streams.
  const io: IO = {
    get stdin() {
      return processIO.stdin
    },
    stdout: processIO.stdout,
    stderr: {
      isTerminal: stderr.isTerminal,
      get columns() {
        return stderr.columns
      },
      write: (text) => stderr.write(redactor.redact(text)),
    },
    env: processIO.env,
    ask: processIO.ask,
    interrupted: processIO.interrupted,
    uncaught: processIO.uncaught,
  }
  try {
    return await Promise.race([runProgram(argv, io, redactor), io.uncaught])
  } catch (error) {
    const failure = hidden(describeFailure(error), redactor)
    if (wantsDebug(argv)) await io.stderr.write(failureAsTrace(failure))
    const render = failsForPrograms(argv, io.stdout.isTerminal) ? failureAsJson : failureAsText
    await io.stderr.write(render(failure))
    return failure.exitCode
  }
}

// Before it is written as JSON, which spells a secret in ways of its own.
function hidden(failure: Failure, { redact }: Redactor): Failure {
  const { message, hint } = failure
  return { ...failure, message: redact(message), hint: hint === null ? null : redact(hint) }
}
