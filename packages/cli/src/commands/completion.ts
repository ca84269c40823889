import { loadCompletionScript, type Shell, shells } from '../completion/commandTable.ts'
import { UsageError } from '../errors/errors.ts'
import type { ParsedCommand } from './command.ts'

/** `personctl completion` */
export const command: ParsedCommand<{ readonly shell: Shell }> = {
  examples: [
    'source <(personctl completion bash)',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: for the shell to replace
    'personctl completion zsh > "${fpath[1]}/_personctl"',
    'personctl completion fish > ~/.config/fish/completions/personctl.fish',
    'personctl completion pwsh | Out-String | Invoke-Expression',
  ],
  notes: `\
Put the example for bash or PowerShell into the start-up file of the shell; those for zsh and fish
store the script where the shell looks for it. The script completes commands, options, contexts, attributes
and the values of options. It sends no requests.`,

  configure(command) {
    command.addArgument(command.createArgument('<shell>', 'The shell').choices(shells))
  },

  parse([shell], { output, columns, query, sortBy }) {
    if ([output, columns, query, sortBy].some((value) => value !== undefined)) {
      throw new UsageError(
        'A completion script is code for a shell and has no other format.',
        'Leave out -o, --columns, --query and --sort-by.',
      )
    }
    return { shell: shell as Shell }
  },

  async run({ shell }, { output }) {
    await output.stdout.write(await loadCompletionScript(shell))
    return 'done'
  },
}
