import {
  applicationFields,
  type FieldLayer,
  groupFields,
  identityFields,
  roleFields,
} from '@personctl/sdk/cern'
import type { Command, OptionValues } from 'commander'
import { type FilterOffer, withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty } from '../../errors/errors.ts'
import { createColumn, type Presentation, toScalar } from '../../output/format.ts'
import type { ColumnName, Notice } from '../../output/index.ts'
import { collectValues, splitWords } from '../../text/text.ts'

/** The requested fields. */
export interface SelectionOptions {
  /** In this order; empty for the default of the service. */
  readonly fields: readonly string[]
  /** True to send names that personctl does not know. */
  readonly allowUnknown: boolean
}

/** Adds the options of every command that shows things of the Authorization Service. */
export function addSelectionOptions(command: Command, fields: readonly string[]): void {
  command
    .addOption(
      withOffer(
        command
          .createOption('--field <name>', 'Show this field; repeatable, or separated by commas')
          .argParser(collectValues),
        fields,
      ),
    )
    .option('--allow-unknown', 'Send names of fields and operators that personctl does not know')
}

export function parseSelection(values: OptionValues): SelectionOptions {
  return { fields: parseNames('--field', values['field']), allowUnknown: values['allowUnknown'] ?? false }
}

/** Returns the names in the values of an option, each once. */
export function parseNames(option: string, texts: readonly string[] = []): readonly string[] {
  for (const text of texts) checkNotEmpty(option, splitWords([text]).join(''))
  return [...new Set(splitWords(texts))]
}

/** Returns the requested fields for the SDK, which checks the names. */
export function toSdkSelection<Field extends string>({
  fields,
  allowUnknown,
}: SelectionOptions): {
  fields?: readonly Field[]
  allowUnknown: boolean
} {
  return { allowUnknown, ...(fields.length > 0 && { fields: fields as readonly Field[] }) }
}

/** The kinds of things in the Authorization Service. */
export type CernKind = 'identity' | 'group' | 'application' | 'role'

interface KindDefinition {
  readonly fields: Readonly<Record<string, FieldLayer>>
  /** The fields that a table of one row shows first, and the columns of a table of several. */
  readonly leading: readonly string[]
}

const kinds: Readonly<Record<CernKind, KindDefinition>> = {
  identity: {
    fields: identityFields,
    leading: ['upn', 'displayName', 'type', 'personId', 'cernDepartment', 'blocked'],
  },
  group: { fields: groupFields, leading: ['groupIdentifier', 'displayName', 'disabled', 'description'] },
  application: {
    fields: applicationFields,
    leading: ['applicationIdentifier', 'id', 'ownerId', 'administratorsId'],
  },
  role: {
    fields: roleFields,
    leading: ['name', 'displayName', 'required', 'multifactor', 'applyToAllUsers', 'id'],
  },
}

/** Returns the presentation of a kind: with the requested fields in their order, or else with all that a row has. */
export function createCernPresentation(
  kind: CernKind,
  { fields }: Pick<SelectionOptions, 'fields'>,
): Presentation<object> {
  const { fields: known, leading } = kinds[kind]
  const areRequested = fields.length > 0
  return {
    document: (row) => row,
    attributes: (row) =>
      areRequested
        ? fields.map((path) => ({ path, value: toScalar((row as Record<string, unknown>)[path]) }))
        : Object.entries(row).map(([path, value]) => ({ path, value: toScalar(value) })),
    leading: areRequested ? fields : leading,
    columns: (areRequested ? fields : leading).map((path) =>
      createColumn(toHeading(path), path, freeTextFields.has(path)),
    ),
    paths: areRequested ? fields : listDefaultFields(known),
  }
}

/** The fields that are written for people, in any kind. */
const freeTextFields: ReadonlySet<string> = new Set(['displayName', 'description', 'firstName', 'lastName'])

/** Returns the fields that the service sends by default and that may have a value. */
function listDefaultFields(fields: Readonly<Record<string, FieldLayer>>): string[] {
  return Object.keys(fields).filter((name) => fields[name] === 'base' || fields[name] === 'dynamic')
}

/** Returns `DISPLAY NAME` for `displayName`. */
function toHeading(field: string): string {
  return field.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase()
}

/** Returns the columns of a kind: all of its fields. */
export function listFieldColumns(kind: CernKind): ColumnName[] {
  return listFields(kind).map((name) => ({ name, heading: toHeading(name) }))
}

/** Returns the names of all fields of a kind. */
export function listFields(kind: CernKind): string[] {
  return Object.keys(kinds[kind].fields)
}

/** The notice of a command with `--dry-run`. */
export const dryRunNotice: Notice = {
  code: 'dry_run',
  message: 'Nothing is changed, since this is a dry run.',
  hint: null,
}

/** The notes of every command that writes. */
export const writeNotes = `\
If a request fails and may have been carried out nevertheless, the error names the command to check
with. With --demo, a change is forgotten when the command ends.`

/** Returns the notes about the fields of a kind. */
export function fieldsNotes(kind: CernKind): string {
  const { fields } = kinds[kind]
  const names = Object.keys(fields)
  const computed = names.filter((name) => fields[name] === 'computed')
  const note = computed.length === 0 ? '' : ` Null unless requested with --field: ${computed.join(', ')}.`
  return `Fields: ${names.join(', ')}.${note}`
}

const booleans = ['true', 'false']

/** The values of the fields that have few, in any kind. */
const fieldValues: Readonly<Record<string, readonly string[]>> = {
  type: ['Person', 'Service', 'Secondary', 'Application'],
  source: ['cern', 'edugain'],
  resourceCategory: ['Personal', 'Official'],
  syncType: ['Slave'],
  unconfirmed: booleans,
  reassignable: booleans,
  autoReassign: booleans,
  blocked: booleans,
  securityIssues: booleans,
  activeUser: booleans,
  disabled: booleans,
  isComputingGroup: booleans,
  required: booleans,
  multifactor: booleans,
  applyToAllUsers: booleans,
}

/** Returns what completion offers for `--filter`. */
export function createFilterOffer(fields: readonly string[]): FilterOffer {
  const values = Object.entries(fieldValues).filter(([field]) => fields.includes(field))
  return { fields, operators: ['contains', 'eq', 'gt'], values: Object.fromEntries(values) }
}
