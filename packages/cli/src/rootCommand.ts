import { Command } from 'commander'
import { describeGlobalOptions } from './globalOptions.ts'
import { examples, reference } from './help/root.ts'

/** `personctl` itself, without what follows it. What it has to say to whoever asks for help is said to `say`. */
export function rootCommand(say: (text: string) => void, width: () => number): Command {
  const program = new Command('personctl')
    .description('People directories from the command line.')
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: say,
      // Help comes this way, too. Failures do not: they are thrown, and written in one place.
      writeErr: say,
      outputError: () => {},
      getOutHelpWidth: width,
      getErrHelpWidth: width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText('before', examples)
    .addHelpText('after', reference)
  describeGlobalOptions(program)
  return program
}
