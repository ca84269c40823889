import type { ParsedCommand } from '../command.ts'
import { completionScript, type Shell, shells } from '../docs/commandTable.ts'
import { UsageError } from '../errors/errors.ts'

/** `personctl completion` */
export const command: ParsedCommand<{ readonly shell: Shell }> = {
  describe(command) {
    command
      .addArgument(command.createArgument('<shell>', 'the shell to complete lines in').choices(shells))
      .addHelpText(
        'before',
        `Examples:
  $ source <(personctl completion bash)
  $ personctl completion zsh > "\${fpath[1]}/_personctl"
  $ personctl completion fish > ~/.config/fish/completions/personctl.fish
  $ personctl completion pwsh | Out-String | Invoke-Expression
`,
      )
      .addHelpText(
        'after',
        `
Prints a script for the shell: in its start-up file, the first and the last line above have it read
at every start, the others keep it where the shell looks for such. Commands, options, contexts,
attributes and what options take are completed; no request is sent for that.`,
      )
  },

  parse([shell], { output, columns, query, sortBy }) {
    if ([output, columns, query, sortBy].some((value) => value !== undefined)) {
      throw new UsageError(
        'A completion script is text for a shell, and has no other format.',
        'Leave out -o, --columns, --query and --sort-by.',
      )
    }
    return { shell: shell as Shell }
  },

  async run({ shell }, { io }) {
    await io.stdout.write(await completionScript(shell))
    return 'done'
  },
}
