import type { ParsedCommand } from '../../command.ts'
import { offering } from '../../completion/offers.ts'
import { changeContextFile } from '../../config/contexts/contextFile.ts'
import { unknownContext } from '../../config/contexts/contexts.ts'
import { presetNamed } from '../../config/contexts/presets.ts'
import { configFolder } from '../../config/folder.ts'
import { variable } from '../../config/variables.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation } from '../../output/flat.ts'
import { defaultFormat, writeOne } from '../../output/index.ts'
import { remark } from '../../remark.ts'

const presentation = flatPresentation<{ readonly current: string }>([
  { path: 'current', heading: 'CURRENT', value: ({ current }) => current },
])

/** `personctl context use` */
export const command: ParsedCommand<{ readonly name: string }> = {
  columns: columnNames(presentation),

  describe(command) {
    command
      .addArgument(
        offering(command.createArgument('<name>', 'one of your contexts, or a preset'), 'contexts'),
      )
      .addHelpText(
        'before',
        `Examples:
  $ personctl context use work
  $ personctl context use cern
`,
      )
      .addHelpText('after', '\nPERSONCTL_CONTEXT and --context win over it.')
  },

  parse: ([name = '']) => ({ name }),

  async run({ name }, { io, format: wanted, connection: { env }, signal }) {
    const format = wanted ?? defaultFormat(io.stdout.isTerminal)
    await changeContextFile(configFolder(env).path, signal, (file) => {
      const isThere = Object.hasOwn(file.contexts, name) || presetNamed(name) !== undefined
      if (!isThere) throw unknownContext({ name, origin: 'The name' }, file.contexts)
      file.current = name
    })
    await writeOne(io.stdout, format, { current: name }, presentation)
    const inVariable = variable(env, 'PERSONCTL_CONTEXT')?.trim()
    if (inVariable !== undefined && inVariable !== name) {
      await remark(io.stderr, format, {
        code: 'variable_wins',
        message: `PERSONCTL_CONTEXT is ${JSON.stringify(inVariable)}, which wins over the context in use.`,
        hint: 'Unset it.',
      })
    }
    return 'done'
  },
}
