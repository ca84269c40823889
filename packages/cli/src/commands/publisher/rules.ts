import { publisherValues } from '@personctl/generated/cis'
import { builtInRules, hostedRules } from '@personctl/generated/cisPublisherRules'
import { attributeNames, profileAttributes } from '@personctl/sdk/cis'
import { isObject } from '@personctl/shared/guards'
import type { PublisherRules } from '@personctl/shared/publishing/rules'
import { withOffer } from '../../completion/commandTable.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation } from '../../output/format.ts'
import type { ParsedCommand } from '../command.ts'
import { requireAttribute } from '../user/attributes.ts'

interface PublisherRulesOptions {
  /** An attribute, or a group of them; undefined for all. */
  readonly attribute: string | undefined
  readonly publisher: string | undefined
  readonly rules: RuleSet
}

type RuleSet = 'built-in' | 'hosted'

const ruleSets: Readonly<Record<RuleSet, PublisherRules>> = { 'built-in': builtInRules, hosted: hostedRules }

/** The rules about one attribute. */
interface Rule {
  readonly attribute: string
  /** The publishers that may set the attribute if it is null. */
  readonly create: readonly string[]
  /** The only publisher that may change it afterwards; null for none. */
  readonly update: string | null
  /** The publishers that may change its display, and whether it is verified. */
  readonly metadata: readonly string[]
  /** A law of its own, beside the rules. */
  readonly note: string | null
}

const presentation = createFlatPresentation<Rule>([
  { path: 'attribute', heading: 'ATTRIBUTE', value: ({ attribute }) => attribute },
  { path: 'create', heading: 'CREATE', value: ({ create }) => create.join(' ') },
  { path: 'update', heading: 'UPDATE', value: ({ update }) => update },
  { path: 'metadata', heading: 'METADATA', value: ({ metadata }) => metadata.join(' ') },
  { path: 'note', heading: 'NOTE', isFreeText: true, value: ({ note }) => note },
])

// The service treats these differently from what the rules say.
const notes: Readonly<Record<string, string>> = {
  uuid: 'the service sets it when a person is created',
  primary_username: 'the service sets it when a person is created',
  user_id: 'identifies the person, and does not change',
  last_modified: 'the service sets it with every change',
  active: 'alone, every publisher may change it; beside other changes, hris and cis may',
}

/** Every publisher but this one may change the display only of what it may update. */
const overridingPublisher = 'mozilliansorg'

/** `personctl publisher rules` */
export const command: ParsedCommand<PublisherRulesOptions> = {
  examples: [
    'personctl publisher rules staff_information.title',
    'personctl publisher rules staff_information',
    'personctl publisher rules --publisher hris -o csv',
    'personctl publisher rules ssh_public_keys --rules hosted',
  ],
  notes: `\
CREATE lists who may set an attribute that is null. UPDATE is who may change it when it is set, also
if it is empty. METADATA lists who may change its display, and whether it is verified, while the value stays.

The rules in force are built into the service. Mozilla also publishes a file of rules, which differs, and
which the service does not read: --rules hosted shows it. Needs no network and no credentials.`,
  columns: listColumnNames(presentation),

  configure(command) {
    command
      .addArgument(
        withOffer(
          command.createArgument('[attribute]', 'An attribute, or a group for all of its attributes'),
          attributeNames,
        ),
      )
      .addOption(
        command
          .createOption('--publisher <name>', 'Show only what this publisher may create or change')
          .choices(publisherValues),
      )
      .addOption(
        command
          .createOption('--rules <rules>', 'Choose the rules')
          .choices(Object.keys(ruleSets))
          .default('built-in', 'built-in'),
      )
  },

  parse([attribute], { publisher, rules }) {
    if (attribute !== undefined && !attributeNames.includes(attribute))
      requireAttribute(attribute, 'The argument')
    return { attribute, publisher, rules }
  },

  async run({ attribute, publisher, rules }, { output }) {
    const all = listRules(ruleSets[rules])
    const selected = all.filter(
      (rule) =>
        (attribute === undefined ||
          rule.attribute === attribute ||
          rule.attribute.startsWith(`${attribute}.`)) &&
        (publisher === undefined || rule.create.includes(publisher) || rule.update === publisher),
    )
    await output.writeList(selected, presentation)
    if (selected.length === 0) {
      await output.notify({
        code: 'no_rules',
        message: `${publisher} may neither create nor change ${attribute}.`,
        hint: `To see who may: personctl publisher rules ${attribute}`,
      })
    }
    return 'done'
  },
}

/** Returns the rules about each attribute, in the order of a profile. */
function listRules({ create, update }: PublisherRules): Rule[] {
  return profileAttributes.map(({ path }) => {
    const creators = findRule(create, path)
    const updater = findRule(update, path)
    const owner = typeof updater === 'string' && updater !== '' ? updater : null
    const metadata = [...new Set([overridingPublisher, ...(owner === null ? [] : [owner])])]
    return {
      attribute: path,
      create: Array.isArray(creators) ? creators : [],
      update: owner,
      metadata,
      note: notes[path] ?? null,
    }
  })
}

/** Returns the rule about an attribute: its own, or that of its group. */
function findRule(rules: object, path: string): unknown {
  let found: unknown = rules
  for (const name of path.split('.')) {
    if (isObject(found)) found = found[name]
  }
  return found
}
