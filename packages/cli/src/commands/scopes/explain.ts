import {
  type AttributeVisibility,
  type DisplayLevel,
  displayLevelValues,
  scopeValues,
  visibleAttributes,
} from '@personctl/sdk'
import type { ParsedCommand } from '../../command.ts'
import { offering } from '../../completion/offers.ts'
import { UsageError } from '../../failure/usageError.ts'
import { columnNames } from '../../output/columns.ts'
import { flatPresentation } from '../../output/flat.ts'
import { defaultFormat, writeList } from '../../output/index.ts'
import { type Remark, remark } from '../../remark.ts'
import { nearest } from '../../text/nearest.ts'
import { words } from '../../text/words.ts'
import { inertScopes } from './inert.ts'

interface ScopesExplainOptions {
  readonly scopes: readonly string[]
  readonly display: DisplayLevel | undefined
  /** Which attributes are shown; undefined for all. */
  readonly visible: boolean | undefined
}

const presentation = flatPresentation<AttributeVisibility>([
  { path: 'path', heading: 'ATTRIBUTE', value: ({ path }) => path },
  { path: 'visible', heading: 'VISIBLE', value: ({ visible }) => visible },
  { path: 'classification', heading: 'CLASSIFICATION', value: ({ classification }) => classification },
  { path: 'display', heading: 'DISPLAY', value: ({ display }) => display ?? 'null' },
  { path: 'missing_scopes', heading: 'MISSING SCOPES', value: missingScopes },
  { path: 'because', heading: 'BECAUSE OF', value: reasons },
])

/** `personctl scopes explain` */
export const command: ParsedCommand<ScopesExplainOptions> = {
  columns: columnNames(presentation),

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
    await writeList(io.stdout, format, wantedOnes, presentation)
    return 'done'
  },
}

/** What somebody who relies on a scope should know of it. */
function remarkOn(scope: string): Remark | undefined {
  const known = scopeValues.find((value) => value === scope)
  if (known === undefined) {
    const meant = nearest(scope, scopeValues)
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
