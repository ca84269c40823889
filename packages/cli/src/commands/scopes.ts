import {
  type AttributeVisibility,
  attributeNames,
  type DisplayLevel,
  displayLevelValues,
  scopesFor,
  scopeValues,
  visibleAttributes,
} from '@personctl/sdk/cis'
import { didYouMean } from '@personctl/shared/didYouMean'
import { withOffer } from '../completion/commandTable.ts'
import { checkNotEmpty, UsageError } from '../errors/errors.ts'
import { scopesWithoutEffect } from '../help/helpPages.ts'
import { listColumnNames } from '../output/columns.ts'
import { createFlatPresentation } from '../output/format.ts'
import type { Notice } from '../output/index.ts'
import { splitWords } from '../text/text.ts'
import type { ParsedCommand } from './command.ts'

interface ScopesExplainOptions {
  readonly scopes: readonly string[]
  readonly display: DisplayLevel | undefined
  /** True for the visible attributes, false for the hidden ones, undefined for all. */
  readonly visible: boolean | undefined
}

const attributesPresentation = createFlatPresentation<AttributeVisibility>([
  { path: 'path', heading: 'ATTRIBUTE', value: ({ path }) => path },
  { path: 'visible', heading: 'VISIBLE', value: ({ visible }) => visible },
  { path: 'classification', heading: 'CLASSIFICATION', value: ({ classification }) => classification },
  { path: 'display', heading: 'DISPLAY', value: ({ display }) => display ?? 'null' },
  { path: 'missing_scopes', heading: 'MISSING SCOPES', value: joinMissingScopes },
  { path: 'because', heading: 'BECAUSE OF', value: joinReasons },
])

function joinMissingScopes({ obstacles }: AttributeVisibility): string {
  return obstacles.flatMap((obstacle) => ('missingScope' in obstacle ? obstacle.missingScope : [])).join(' ')
}

function joinReasons({ obstacles }: AttributeVisibility): string {
  return obstacles.map(({ because }) => because).join(' ')
}

/** `personctl scopes explain` */
export const explainCommand: ParsedCommand<ScopesExplainOptions> = {
  examples: [
    'personctl scopes explain classification:workgroup display:none',
    'personctl scopes explain "$PERSONCTL_CIS_SCOPE" --hidden',
    'personctl scopes explain read:fullprofile display:all --display staff -o csv',
  ],
  notes: `\
An attribute needs one scope for its classification and one for its display. Both are shown as a
new record has them; a person may have changed the display. Needs no network and no credentials.`,
  columns: listColumnNames(attributesPresentation),

  configure(command) {
    command
      .addArgument(
        withOffer(
          command.createArgument('<scope...>', "The scopes of a token; '' for a token without scopes"),
          scopeValues,
        ),
      )
      .addOption(
        command
          .createOption('--display <level>', 'Assume profiles that are requested with the same --display')
          .choices(displayLevelValues),
      )
      .option('--visible', 'Show visible attributes only')
      .option('--hidden', 'Show hidden attributes only')
  },

  parse(operands, { display, visible, hidden }) {
    if (visible && hidden) {
      throw new UsageError(
        '--visible and --hidden cannot be used together.',
        'To see all attributes, leave out both.',
      )
    }
    return { scopes: splitWords(operands), display, visible: visible ? true : hidden ? false : undefined }
  },

  async run({ scopes, display, visible }, { output }) {
    for (const scope of new Set(scopes)) {
      const notice = createScopeNotice(scope)
      if (notice !== undefined) await output.notify(notice)
    }
    const attributes = visibleAttributes(scopes, display === undefined ? {} : { filterDisplay: display })
    const selected = attributes.filter((attribute) => visible === undefined || attribute.visible === visible)
    await output.writeList(selected, attributesPresentation)
    return 'done'
  },
}

/** Returns a notice about a scope that is unknown or has no effect. */
function createScopeNotice(scope: string): Notice | undefined {
  const known = scopeValues.find((value) => value === scope)
  if (known === undefined) {
    const suggestion = didYouMean(scope, scopeValues)
    return {
      code: 'unknown_scope',
      message: `The scope ${scope} does not exist in CIS, and lets nothing through.`,
      hint:
        suggestion === undefined
          ? `The scopes are ${scopeValues.join(', ')}.`
          : `Did you mean ${suggestion}?`,
    }
  }
  const reason = scopesWithoutEffect[known]
  return reason === undefined
    ? undefined
    : { code: 'inert_scope', message: `The scope ${scope} has no effect: ${reason}`, hint: null }
}

const scopesPresentation = createFlatPresentation<string>([
  { path: 'scope', heading: 'SCOPE', value: (scope) => scope },
])

/** `personctl scopes for` */
export const forCommand: ParsedCommand<{ readonly attributes: readonly string[] }> = {
  examples: [
    'personctl scopes for staff_information.title primary_email',
    'personctl scopes for identities -o json',
    'export PERSONCTL_CIS_SCOPE="$(personctl scopes for primary_email -o table)"',
  ],
  notes: `\
As table, the scopes are one line, ready for PERSONCTL_CIS_SCOPE. They let the attributes through
as a new record has them, and others of the same classification and display. Needs no network and
no credentials.`,
  columns: listColumnNames(scopesPresentation),

  configure(command) {
    command.addArgument(
      withOffer(
        command.createArgument(
          '<attribute...>',
          'Attributes such as staff_information.title; a group stands for all of its attributes',
        ),
        attributeNames,
      ),
    )
  },

  parse(operands) {
    const attributes = splitWords(operands)
    checkNotEmpty('The attribute', attributes.join(''))
    const unknown = attributes.find((attribute) => !attributeNames.includes(attribute))
    if (unknown === undefined) return { attributes }
    const suggestion = didYouMean(unknown, attributeNames)
    throw new UsageError(
      `The attribute ${JSON.stringify(unknown)} does not exist.`,
      suggestion === undefined
        ? "personctl scopes explain '' lists all attributes."
        : `Did you mean ${suggestion}?`,
    )
  },

  async run({ attributes }, { output }) {
    const scopes = scopesFor(attributes)
    if (output.format === 'table' && output.view === undefined) {
      await output.stdout.write(`${scopes.join(' ')}\n`)
    } else await output.writeList(scopes, scopesPresentation)
    if (scopes.length === 0) {
      await output.notify({
        code: 'no_scope_needed',
        message: 'Every token sees these attributes.',
        hint: 'A token that is requested without scopes gets all that its client may have; display:public requests no more than these.',
      })
    }
    return 'done'
  },
}
