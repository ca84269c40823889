import type { Invocation, ParsedCommand } from '../../command.ts'
import { offering } from '../../completion/offers.ts'
import { type Context, resolveContext } from '../../config/contexts/contexts.ts'
import { columnNames } from '../../output/columns.ts'
import { type FlatColumn, flatPresentation } from '../../output/flat.ts'
import { defaultFormat, writeList } from '../../output/index.ts'
import { contextColumns, writeDocument } from './document.ts'
import { type SettingRow, settingRows } from './settingRows.ts'

interface ContextShowOptions {
  /** Undefined for the one that counts. */
  readonly name: string | undefined
  readonly origin: boolean
}

const columns: readonly FlatColumn<SettingRow>[] = [
  { path: 'setting', heading: 'SETTING', value: ({ setting }) => setting },
  { path: 'value', heading: 'VALUE', value: ({ value }) => value },
  { path: 'from', heading: 'FROM', value: ({ origin }) => origin.from },
  { path: 'name', heading: 'NAME', value: ({ origin }) => origin.name },
]
const presentation = flatPresentation(columns, ({ setting, value, origin }) => ({
  setting,
  value,
  ...origin,
}))

/** `personctl context show` */
export const command: ParsedCommand<ContextShowOptions> = {
  columns: [...contextColumns, ...columnNames(presentation)],

  describe(command) {
    command
      .addArgument(
        offering(command.createArgument('[name]', 'a context (default: the one that counts)'), 'contexts'),
      )
      .option('--origin', 'say of every value where it comes from')
      .addHelpText(
        'before',
        `Examples:
  $ personctl context show
  $ personctl context show work --origin
  $ personctl context show --origin -o json | jq '.[] | select(.from == "environment")'
`,
      )
      .addHelpText(
        'after',
        `
Shows what counts: the environment over the context over the preset. Of a secret, it shows where it
is: in the environment, the keyring or a file.`,
      )
  },

  parse: ([name], { origin = false }) => ({ name, origin }),

  async run({ name, origin }, invocation) {
    const { connection, io, format } = invocation
    const context = name === undefined ? await connection.context() : await named(name, invocation)
    if (!origin) {
      await writeDocument(context, invocation)
      return 'done'
    }
    const rows = [nameRow(context), ...(await settingRows(context, connection.env))]
    await writeList(io.stdout, format ?? defaultFormat(io.stdout.isTerminal), rows, presentation)
    return 'done'
  },
}

async function named(name: string, { connection }: Invocation): Promise<Context> {
  return { ...(await resolveContext(name, connection.env)), origin: 'argument' }
}

const originsOfName: Readonly<Record<string, SettingRow['origin']['from']>> = {
  argument: 'flag',
  '--context': 'flag',
  PERSONCTL_CONTEXT: 'environment',
  'the context in use': 'current',
}

function nameRow({ name, origin }: Context): SettingRow {
  const from = originsOfName[origin] ?? 'default'
  return { setting: 'context', value: name, origin: { from, name: origin } }
}
