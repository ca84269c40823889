import {
  type AttributeVisibility,
  attributeNames,
  type DisplayLevel,
  displayLevelValues,
  scopesFor,
  scopeValues,
  visibleAttributes,
} from '@personctl/sdk'
import { didYouMean } from '@personctl/shared/didYouMean'
import type { ParsedCommand } from '../command.ts'
import { offering } from '../docs/commandTable.ts'
import { inertScopes } from '../docs/helpPages.ts'
import { UsageError } from '../errors/errors.ts'
import { columnNames } from '../output/columns.ts'
import { flatPresentation } from '../output/format.ts'
import { defaultFormat, writeList } from '../output/index.ts'
import { type Remark, remark } from '../output/notice.ts'
import { words } from '../text/text.ts'

const scopesPresentation = flatPresentation<string>([
  { path: 'scope', heading: 'SCOPE', value: (scope) => scope },
])

/** `personctl scopes for` */
export const forCommand: ParsedCommand<{ readonly attributes: readonly string[] }> = {
  columns: columnNames(scopesPresentation),

  describe(command) {
    command
      .addArgument(
        offering(
          command.createArgument(
            '<attribute...>',
            'such as staff_information.title; a group stands for all in it',
          ),
          attributeNames,
        ),
      )
      .addHelpText(
        'before',
        `Examples:
  $ personctl scopes for staff_information.title primary_email
  $ personctl scopes for identities -o json
  $ export PERSONCTL_CIS_SCOPE="$(personctl scopes for primary_email -o table)"
`,
      )
      .addHelpText(
        'after',
        `
As table, the scopes are one line, ready for PERSONCTL_CIS_SCOPE. They let the attributes through
as a new record has them, and with them others of the same classification and display. Needs no
network and no credentials.`,
      )
  },

  parse(operands) {
    const attributes = words(operands)
    if (attributes.length === 0) {
      throw new UsageError('The attribute is empty.', 'Is a variable of your script not set?')
    }
    const unknown = attributes.find((attribute) => !attributeNames.includes(attribute))
    if (unknown === undefined) return { attributes }
    const meant = didYouMean(unknown, attributeNames)
    throw new UsageError(
      `${JSON.stringify(unknown)} is no attribute of a profile.`,
      meant === undefined ? "personctl scopes explain '' lists them all." : `Did you mean ${meant}?`,
    )
  },

  async run({ attributes }, { io, format: wanted }) {
    const format = wanted ?? defaultFormat(io.stdout.isTerminal)
    const scopes = scopesFor(attributes)
    if (format === 'table' && io.stdout.view === undefined) await io.stdout.write(`${scopes.join(' ')}\n`)
    else await writeList(io.stdout, format, scopes, scopesPresentation)
    if (scopes.length === 0) {
      await remark(io.stderr, format, {
        code: 'no_scope_needed',
        message: 'Every token sees them.',
        hint: 'Without any scope a token gets all that its client may have; display:public asks for no more than these.',
      })
    }
    return 'done'
  },
}

interface ScopesExplainOptions {
  readonly scopes: readonly string[]
  readonly display: DisplayLevel | undefined
  /** Which attributes are shown; undefined for all. */
  readonly visible: boolean | undefined
}

const attributesPresentation = flatPresentation<AttributeVisibility>([
  { path: 'path', heading: 'ATTRIBUTE', value: ({ path }) => path },
  { path: 'visible', heading: 'VISIBLE', value: ({ visible }) => visible },
  { path: 'classification', heading: 'CLASSIFICATION', value: ({ classification }) => classification },
  { path: 'display', heading: 'DISPLAY', value: ({ display }) => display ?? 'null' },
  { path: 'missing_scopes', heading: 'MISSING SCOPES', value: missingScopes },
  { path: 'because', heading: 'BECAUSE OF', value: reasons },
])

/** `personctl scopes explain` */
export const explainCommand: ParsedCommand<ScopesExplainOptions> = {
  columns: columnNames(attributesPresentation),

  describe(command) {
    command
      .addArgument(
        offering(
          command.createArgument('<scope...>', "the scopes of a token; '' for a token that has none"),
          scopeValues,
        ),
      )
      .addOption(
        command
          .createOption('--display <level>', 'for profiles asked for with the same --display')
          .choices(displayLevelValues),
      )
      .option('--visible', 'only the attributes that are let through')
      .option('--hidden', 'only those that are not')
      .addHelpText(
        'before',
        `Examples:
  $ personctl scopes explain classification:workgroup display:none
  $ personctl scopes explain "$PERSONCTL_CIS_SCOPE" --hidden
  $ personctl scopes explain read:fullprofile display:all --display staff -o csv
`,
      )
      .addHelpText(
        'after',
        `
An attribute takes one scope for its classification and one for its display. Both are shown as a
new record has them; a person may have changed the display. Needs no network and no credentials.`,
      )
  },

  parse(operands, { display, visible, hidden }) {
    if (visible && hidden) {
      throw new UsageError('--visible and --hidden leave nothing.', 'Give neither of them to see all.')
    }
    return { scopes: words(operands), display, visible: visible ? true : hidden ? false : undefined }
  },

  async run({ scopes, display, visible }, { io, format: wanted }) {
    const format = wanted ?? defaultFormat(io.stdout.isTerminal)
    for (const scope of new Set(scopes)) {
      const said = remarkOn(scope)
      if (said !== undefined) await remark(io.stderr, format, said)
    }
    const attributes = visibleAttributes(scopes, display === undefined ? {} : { filterDisplay: display })
    const wantedOnes = attributes.filter(
      (attribute) => visible === undefined || attribute.visible === visible,
    )
    await writeList(io.stdout, format, wantedOnes, attributesPresentation)
    return 'done'
  },
}

/** What somebody who relies on a scope should know of it. */
function remarkOn(scope: string): Remark | undefined {
  const known = scopeValues.find((value) => value === scope)
  if (known === undefined) {
    const meant = didYouMean(scope, scopeValues)
    return {
      code: 'unknown_scope',
      message: `${scope} is no scope of CIS, and lets nothing through.`,
      hint: meant === undefined ? `There are ${scopeValues.join(', ')}.` : `Did you mean ${meant}?`,
    }
  }
  const reason = inertScopes[known]
  return reason === undefined
    ? undefined
    : { code: 'inert_scope', message: `${scope} is inert: ${reason}`, hint: null }
}

function missingScopes({ obstacles }: AttributeVisibility): string {
  return obstacles.flatMap((obstacle) => ('missingScope' in obstacle ? obstacle.missingScope : [])).join(' ')
}

function reasons({ obstacles }: AttributeVisibility): string {
  return obstacles.map(({ because }) => because).join(' ')
}
