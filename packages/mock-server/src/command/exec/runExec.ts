import type { CommandIO, StopSignal } from '../commandIO.ts'
import { readFlags, splitAfterFlags } from '../flags.ts'
import { execHelpText } from '../help.ts'
import { serverOptions, startedServer } from '../startedServer.ts'
import { UsageError } from '../usageError.ts'
import { variablesOf } from '../variables.ts'
import type { ChildCommand } from './childCommand.ts'
import { exitCodeOf, startCommand } from './childCommand.ts'
import { environmentFor } from './environment.ts'
import { readVariables } from './givenVariables.ts'

/**
 * Runs `personctl-mock exec`: serves on a free port for as long as a command runs.
 *
 * @returns the exit code of the command; 126 if it cannot be run, 127 if there is no such command, 128 and the number of
 *   the signal if one ended it
 */
export async function runExec(argv: readonly string[], io: CommandIO): Promise<number> {
  const [flags, [file, ...args]] = splitAfterFlags(argv)
  const given = readFlags(flags, 'exec')
  if (given.has('help')) {
    io.stdout.write(execHelpText())
    return 0
  }
  if (file === undefined)
    throw new UsageError('exec needs a command to run: personctl-mock exec [flags] -- COMMAND [ARGUMENTS]')
  const wanted = readVariables(given.valuesOf('env'))
  const options = await serverOptions(given, io)

  let child: ChildCommand | undefined
  let stoppedBy: StopSignal | undefined
  io.onShutdown((signal) => {
    stoppedBy = signal
    child?.stop(signal)
  })
  const server = await startedServer(
    given.has('port') ? options : { ...options, port: 0 },
    given.valueOf('data'),
  )
  try {
    const variables = variablesOf(server, options)
    const env = environmentFor(process.env, server.url, { ...variables, ...wanted(variables) })
    if (stoppedBy !== undefined) return exitCodeOf(null, stoppedBy)
    child = startCommand(file, args, env)
    return await child.ended
  } finally {
    // Nobody is left to wait for an answer.
    void server.close()
    await server.close()
  }
}
