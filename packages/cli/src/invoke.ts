import type { OptionValues } from 'commander'
import type { Outcome, ParsedCommand } from './command.ts'
import type { Context } from './config/contexts/contexts.ts'
import { variable } from './config/variables.ts'
import { connectToCern } from './connection/cern.ts'
import { connectToCis } from './connection/cis.ts'
import { connectToDabp } from './connection/dabp.ts'
import type { ConnectionOptions } from './connection/options.ts'
import { traceTo } from './connection/trace.ts'
import { withDeadline } from './deadline.ts'
import { resolveGlobalOptions } from './globalOptions.ts'
import type { IO } from './io.ts'
import { defaultFormat, type FormatName } from './output/index.ts'
import type { View } from './output/view.ts'
import { type Remark, remark } from './remark.ts'
import type { Redactor } from './text/redactor.ts'
import { visible } from './text/visible.ts'

/** Runs a command with what its line says. */
export async function invoke<Options>(
  command: ParsedCommand<Options>,
  operands: readonly string[],
  values: OptionValues,
  processIO: IO,
  redactor: Redactor,
): Promise<Outcome> {
  const { format, timeoutMs, ...globals } = resolveGlobalOptions(values, processIO.env)
  const options = command.parse(operands, values)
  const usualFormat = format ?? defaultFormat(processIO.stdout.isTerminal)
  const io = viewedIO(processIO, await viewOf(values, command.columns, usualFormat), globals.quiet)
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
    warn: (about: Remark) => remark(io.stderr, usualFormat, about),
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
    showsProgress: !globals.debug && !globals.quiet && canShowProgress(io),
    signal: withDeadline(io.interrupted, timeoutMs),
    connection,
    cis: (needs) => connectToCis(connection, needs),
    cern: (needs) => connectToCern(connection, needs),
    dabp: (needs) => connectToDabp(connection, needs),
  })
}

async function viewOf(
  values: OptionValues,
  columns: readonly string[] | undefined,
  format: FormatName,
): Promise<View | undefined> {
  const isAsked = ['columns', 'sortBy', 'query'].some((option) => values[option] !== undefined)
  return isAsked ? (await import('./output/parseView.ts')).parseView(values, columns, format) : undefined
}

/** Where somebody watches, on a terminal that can erase what it shows. */
function canShowProgress({ stderr, env }: IO): boolean {
  return stderr.isTerminal && env['TERM'] !== 'dumb' && variable(env, 'CI') === undefined
}

/** The process as a command sees it, which knows nothing of the options that are for all commands. */
function viewedIO(io: IO, view: View | undefined, isQuiet: boolean): IO {
  return over(io, {
    stdout: view === undefined ? io.stdout : over(io.stdout, { view }),
    stderr: over(io.stderr, { isQuiet }),
  })
}

/** The same thing, but for what is changed. No copy, for that would open the streams. */
function over<Thing extends object>(thing: Thing, changes: Partial<Thing>): Thing {
  return Object.assign(Object.create(thing), changes)
}
