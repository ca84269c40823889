import type { OptionValues } from 'commander'
import type { Outcome, ParsedCommand } from './command.ts'
import type { Context } from './config/contexts/contexts.ts'
import { connectToCern } from './connection/cern.ts'
import { connectToCis } from './connection/cis.ts'
import { connectToDabp } from './connection/dabp.ts'
import type { ConnectionOptions } from './connection/options.ts'
import { traceTo } from './connection/trace.ts'
import { withDeadline } from './deadline.ts'
import { resolveGlobalOptions } from './globalOptions.ts'
import type { IO } from './io.ts'
import { defaultFormat } from './output/index.ts'
import { type Remark, remark } from './remark.ts'
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
  const { format, timeoutMs, ...globals } = resolveGlobalOptions(values, io.env)
  const options = command.parse(operands, values)
  let resolving: Promise<Context> | undefined
  const context = () => {
    resolving ??= import('./config/contexts/contexts.ts').then(({ resolveContext }) =>
      resolveContext(globals.context, io.env),
    )
    return resolving
  }
  // What the environment names is asked for when it is needed; what the line names must make sense at once.
  if (globals.context !== undefined) await context()
  const debug = globals.debug ? (text: string) => void io.stderr.write(`debug: ${visible(text)}\n`) : () => {}
  const hooks = globals.debug ? traceTo(debug) : {}
  const said = {
    env: io.env,
    redactor,
    debug,
    warn: (about: Remark) => remark(io.stderr, format ?? defaultFormat(io.stdout.isTerminal), about),
  }
  const connection: ConnectionOptions = {
    ...said,
    context,
    timeoutMs,
    hooks,
    isAttended: io.stderr.isTerminal && globals.mayAsk,
    tokenCache: globals.keepsTokens
      ? async (name, clientId) => {
          const { keptTokenCache } = await import('./connection/tokenCache.ts')
          return keptTokenCache(said, name, clientId)
        }
      : undefined,
  }
  return command.run(options, {
    io,
    format,
    debug,
    contextFlag: globals.context,
    ask: globals.mayAsk ? io.ask : undefined,
    showsProgress: io.stderr.isTerminal && !globals.debug && io.env['TERM'] !== 'dumb',
    signal: withDeadline(io.interrupted, timeoutMs),
    connection,
    cis: (needs) => connectToCis(connection, needs),
    cern: (needs) => connectToCern(connection, needs),
    dabp: (needs) => connectToDabp(connection, needs),
  })
}
