import type { ParsedCommand } from '../../command.ts'
import { readContextFile } from '../../config/contexts/contextFile.ts'
import type { StoredContext } from '../../config/contexts/contextSchema.ts'
import { contextOf, resolveContext } from '../../config/contexts/contexts.ts'
import { presetNames } from '../../config/contexts/presets.ts'
import { configFolder } from '../../config/folder.ts'
import { serviceKeys } from '../../config/variables.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation } from '../../output/flat.ts'
import { defaultFormat, writeList } from '../../output/index.ts'

interface ListedContext {
  readonly name: string
  /** Whether it is the one that counts where none is named on the line. */
  readonly current: boolean
  readonly preset: boolean
  readonly services: readonly string[]
}

const presentation = flatPresentation<ListedContext>([
  { path: 'name', heading: 'NAME', value: ({ name }) => name },
  { path: 'current', heading: 'CURRENT', value: ({ current }) => current },
  { path: 'preset', heading: 'PRESET', value: ({ preset }) => preset },
  { path: 'services', heading: 'SERVICES', value: ({ services }) => services.join(' ') },
])

/** `personctl context list` */
export const command: ParsedCommand<null> = {
  columns: columnNames(presentation),

  describe(command) {
    command.addHelpText(
      'before',
      `Examples:
  $ personctl context list
  $ personctl context list -o json | jq -r '.[] | select(.current).name'
`,
    )
  },

  parse: () => null,

  async run(_, { io, format, connection, contextFlag }) {
    const { env } = connection
    const { contexts } = await readContextFile(configFolder(env).path)
    // One that does not exist is current, too, and fails every command that needs one: not this.
    const current = await resolveContext(contextFlag, env).catch(() => undefined)
    const listed = (name: string, stored?: StoredContext): ListedContext => {
      const context = stored ?? contextOf({ name, origin: 'preset' }, undefined)
      return {
        name,
        current: name === current?.name,
        preset: stored === undefined,
        services: serviceKeys.filter((service) => context.demo || context[service] !== undefined),
      }
    }
    const rows = [
      ...Object.entries(contexts).map(([name, stored]) => listed(name, stored)),
      ...presetNames.filter((name) => !Object.hasOwn(contexts, name)).map((name) => listed(name)),
    ]
    await writeList(io.stdout, format ?? defaultFormat(io.stdout.isTerminal), rows, presentation)
    return 'done'
  },
}
