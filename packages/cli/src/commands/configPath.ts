import { contextFilePath } from '../config/presets.ts'
import { findConfigDir } from '../config/variables.ts'
import { listColumnNames } from '../output/columns.ts'
import { createFlatPresentation } from '../output/format.ts'
import type { ParsedCommand } from './command.ts'

interface ConfigPaths {
  readonly contexts: string
  readonly folder: string
  /** The environment variable that names the folder, or `default`. */
  readonly origin: string
}

const presentation = createFlatPresentation<ConfigPaths>([
  { path: 'contexts', heading: 'CONTEXTS', value: ({ contexts }) => contexts },
  { path: 'folder', heading: 'FOLDER', value: ({ folder }) => folder },
  { path: 'origin', heading: 'ORIGIN', value: ({ origin }) => origin },
])

/** `personctl config path` */
export const command: ParsedCommand<null> = {
  examples: ['personctl config path', 'cat "$(personctl config path -o json | jq -r .contexts)"'],
  notes: 'personctl help files explains what is stored there.',
  columns: listColumnNames(presentation),

  parse: () => null,

  async run(_, { output, connection }) {
    const { path, origin } = findConfigDir(connection.env)
    await output.writeOne({ contexts: contextFilePath(path), folder: path, origin }, presentation)
    return 'done'
  },
}
