import type { ParsedCommand } from '../command.ts'
import { contextFilePath } from '../config/presets.ts'
import { configFolder } from '../config/variables.ts'
import { columnNames } from '../output/columns.ts'
import { flatPresentation } from '../output/format.ts'
import { defaultFormat, writeOne } from '../output/index.ts'

interface ConfigPaths {
  readonly contexts: string
  readonly folder: string
  /** The variable that the folder comes from, or `default`. */
  readonly origin: string
}

const presentation = flatPresentation<ConfigPaths>([
  { path: 'contexts', heading: 'CONTEXTS', value: ({ contexts }) => contexts },
  { path: 'folder', heading: 'FOLDER', value: ({ folder }) => folder },
  { path: 'origin', heading: 'ORIGIN', value: ({ origin }) => origin },
])

/** `personctl config path` */
export const command: ParsedCommand<null> = {
  columns: columnNames(presentation),

  describe(command) {
    command
      .addHelpText(
        'before',
        `Examples:
  $ personctl config path
  $ cat "$(personctl config path -o json | jq -r .contexts)"
`,
      )
      .addHelpText(
        'after',
        `
Says where contexts are kept, in contexts.json of a folder that also has the kept tokens, and the
secrets where there is no keyring. The folder is PERSONCTL_CONFIG_DIR, or else personctl in
XDG_CONFIG_HOME, or else ~/.config/personctl; on Windows, personctl in APPDATA.`,
      )
  },

  parse: () => null,

  async run(_, { io, format, connection }) {
    const { path, origin } = configFolder(connection.env)
    const paths = { contexts: contextFilePath(path), folder: path, origin }
    await writeOne(io.stdout, format ?? defaultFormat(io.stdout.isTerminal), paths, presentation)
    return 'done'
  },
}
