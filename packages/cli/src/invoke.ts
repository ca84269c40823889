import type { OptionValues } from 'commander'
import type { Outcome, ParsedCommand } from './command.ts'
import { connectToCern } from './connection/cern.ts'
import { connectToCis } from './connection/cis.ts'
import { traceTo } from './connection/trace.ts'
import { withDeadline } from './deadline.ts'
import { resolveGlobalOptions } from './globalOptions.ts'
import type { IO } from './io.ts'
import type { Redactor } from './text/redactor.ts'
import { visible } from './text/visible.ts'

/** Runs a command with what its line says. */
export async function invoke<Options>(
  command: ParsedCommand<Options>,
  operands: readonly string[],
  values: OptionValues,
  io: IO,
  redactor: Redactor,
): Promise<Outcome> {
  const { context, format, timeoutMs, ...globals } = resolveGlobalOptions(values, io.env)
  const options = command.parse(operands, values)
  const debug = globals.debug ? (text: string) => void io.stderr.write(`debug: ${visible(text)}\n`) : () => {}
  const hooks = globals.debug ? traceTo(debug) : {}
  const connection = { context, env: io.env, timeoutMs, hooks, redactor }
  return command.run(options, {
    io,
    format,
    debug,
    showsProgress: io.stderr.isTerminal && !globals.debug && io.env['TERM'] !== 'dumb',
    signal: withDeadline(io.interrupted, timeoutMs),
    connection,
    cis: (needs) => connectToCis(connection, needs),
    cern: (needs) => connectToCern(connection, needs),
  })
}
