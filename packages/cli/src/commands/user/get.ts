import { type ActiveFilter, activeFilterValues, type CisClient, type Profile } from '@personctl/sdk'
import type { ParsedCommand } from '../../command.ts'
import { concurrently } from '../../concurrently.ts'
import { ExplainedError } from '../../failure/explainedError.ts'
import { UsageError } from '../../failure/usageError.ts'
import { writeList, writeOne } from '../../output/index.ts'
import { readLines } from '../../text/lines.ts'
import { type KeyKind, keyKinds, keyOf } from './key.ts'
import { profilePresentation } from './presentation.ts'
import {
  describeProfileOptions,
  documentOf,
  filterOf,
  formatOf,
  type ProfileOptions,
  parseProfileOptions,
} from './profileOptions.ts'

interface UserGetOptions extends ProfileOptions {
  /** As typed: `-` stands for those on stdin. */
  readonly ids: readonly string[]
  /** The key that all ids are; undefined to tell it from the form of each. */
  readonly by: KeyKind | undefined
  readonly active: ActiveFilter
}

const stdinMark = '-'
const requestsAtOnce = 8

/** `personctl user get` */
export const command: ParsedCommand<UserGetOptions> = {
  describe(command) {
    command
      .argument(
        '<id...>',
        `a user id, uuid, e-mail or username; ${stdinMark} reads more from stdin, one a line`,
      )
      .addOption(
        command
          .createOption('--by <key>', 'what the ids are (default: told from their form)')
          .choices(keyKinds),
      )
      .addOption(
        command
          .createOption('--active <filter>', 'whether the person must be active')
          .choices(activeFilterValues)
          .default('true', 'true'),
      )
    describeProfileOptions(command)
    command
      .addHelpText(
        'before',
        `Examples:
  $ personctl user get ada.lovelace@example.org --demo
  $ personctl user get 'ad|Mozilla-LDAP|ada' --active any
  $ personctl user get ada --by username -o yaml
  $ personctl user get - -o csv < emails.txt > people.csv
`,
      )
      .addHelpText(
        'after',
        `
An id is a uuid if it has the form of one, a user id if it contains |, an e-mail if it
contains @, and a username otherwise. One id gives one object; several, or ${stdinMark}, give a list
in their order. If one fails, the command fails: nothing is printed, but for the lines
that ndjson has printed already.`,
      )
  },

  parse(operands, values) {
    if (operands.includes(''))
      throw new UsageError('An id is empty.', 'Is a variable of your script not set?')
    if (operands.filter((operand) => operand === stdinMark).length > 1) {
      throw new UsageError(`${stdinMark} is given more than once.`, 'Stdin can be read only once.')
    }
    return {
      ids: operands,
      by: values['by'],
      active: values['active'],
      ...parseProfileOptions(values),
    }
  },

  async run(options, { io, format: wanted, signal, debug, cis }) {
    const format = formatOf(options, wanted, io.stdout.isTerminal)
    const client = await cis()
    const presentation = profilePresentation(documentOf(options))

    const [only] = options.ids
    if (options.ids.length === 1 && only !== undefined && only !== stdinMark) {
      const profile = await getProfile(client, only, options, signal)
      await writeOne(io.stdout, format, profile, presentation)
      return 'done'
    }
    const ids = await withThoseOnStdin(options.ids, () => {
      debug('reading ids from stdin')
      return readLines(io.stdin, signal)
    })
    const profiles = concurrently(ids, requestsAtOnce, signal, (id, ownSignal) =>
      getProfile(client, id, options, ownSignal, id),
    )
    await writeList(io.stdout, format, profiles, presentation)
    return 'done'
  },
}

async function withThoseOnStdin(
  ids: readonly string[],
  read: () => Promise<string[]>,
): Promise<readonly string[]> {
  const place = ids.indexOf(stdinMark)
  return place === -1 ? ids : ids.toSpliced(place, 1, ...(await read()))
}

async function getProfile(
  client: CisClient,
  id: string,
  options: UserGetOptions,
  signal: AbortSignal,
  item?: string,
): Promise<Profile> {
  const { by, active } = options
  try {
    return await client.users.get(keyOf(id, by), { active, signal, ...filterOf(options) })
  } catch (error) {
    if (signal.aborted) throw error
    const isNobody = error instanceof Error && error.name === 'NotFoundError'
    throw new ExplainedError(error, { item, hint: isNobody ? whereNobody(active) : undefined })
  }
}

function whereNobody(active: ActiveFilter): string {
  const caseMatters = 'Ids are case-sensitive.'
  return active === 'any' ? caseMatters : `${caseMatters} To find whoever has it, add --active any.`
}
