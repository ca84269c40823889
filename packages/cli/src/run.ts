import { describeHidden } from './failure/describeHidden.ts'
import { failureAsJson, failureAsText, failureAsTrace } from './failure/render.ts'
import type { IO } from './io.ts'
import { failsForPrograms, wantsDebug } from './lookAhead.ts'
import { runProgram } from './program.ts'
import { createRedactor } from './text/redactor.ts'

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
    const failure = describeHidden(error, redactor)
    if (wantsDebug(argv)) await io.stderr.write(failureAsTrace(failure))
    const render = failsForPrograms(argv, io.stdout.isTerminal) ? failureAsJson : failureAsText
    await io.stderr.write(render(failure))
    return failure.exitCode
  }
}
