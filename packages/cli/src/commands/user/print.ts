import {
  type ActiveFilter,
  activeFilterValues,
  type CisUserKey,
  type DisplayLevel,
  displayLevelValues,
  type Profile,
  profileAttributes,
  unwrapProfile,
} from '@personctl/sdk/cis'
import { isObject, isUuid } from '@personctl/shared/guards'
import type { Command, Option, OptionValues } from 'commander'
import { UsageError } from '../../errors/errors.ts'
import { listColumnNames } from '../../output/columns.ts'
import {
  type Attribute,
  createColumn,
  type Presentation,
  type Scalar,
  toScalar,
} from '../../output/format.ts'
import { type ColumnName, isForPrograms, type Output } from '../../output/index.ts'

/** The options of every command that shows profiles. */
export interface ProfileOptions {
  readonly display: DisplayLevel | undefined
  /** True to show profiles as the service sends them. */
  readonly raw: boolean
}

/** Adds the options of every command that shows profiles. */
export function addProfileOptions(command: Command): void {
  command
    .addOption(
      command
        .createOption('--display <level>', 'Leave out attributes that are not for this audience')
        .choices(displayLevelValues),
    )
    .option(
      '--raw',
      "Show the service's own JSON with signatures and metadata; with -o json, ndjson or yaml only",
    )
}

export function parseProfileOptions(values: OptionValues): ProfileOptions {
  const { display, raw = false, output } = values
  if (raw && output !== undefined && !isForPrograms(output)) {
    throw new UsageError(`--raw cannot be used with -o ${output}.`, 'Use --raw with -o json, ndjson or yaml.')
  }
  return { display, raw }
}

/** Returns the options for the SDK. */
export function toFilter({ display }: ProfileOptions): { filterDisplay?: DisplayLevel } {
  return display === undefined ? {} : { filterDisplay: display }
}

/** Returns the output with JSON as its default for `--raw`, since no table shows all of a profile. */
export function chooseProfileFormat(output: Output, { raw }: ProfileOptions): Output {
  return raw && !isForPrograms(output.format) ? output.withDefaultFormat('json') : output
}

/** The values of `--active` in lists that cannot return active and inactive people at once. */
export type EitherActive = Exclude<ActiveFilter, 'any'>

export const eitherActiveValues: readonly EitherActive[] = activeFilterValues.filter(
  (value): value is EitherActive => value !== 'any',
)

/** Creates the option `--active`. */
export function createActiveOption(command: Command, choices: readonly ActiveFilter[]): Option {
  return command
    .createOption('--active <filter>', 'Filter by whether the person is active')
    .choices(choices)
    .default('true', 'true')
}

const keyCreators = {
  'user-id': (value: string): CisUserKey => ({ userId: value }),
  // The case of a UUID has no meaning, and the service compares it.
  uuid: (value: string): CisUserKey => ({ uuid: value.toLowerCase() }),
  email: (value: string): CisUserKey => ({ primaryEmail: value }),
  username: (value: string): CisUserKey => ({ primaryUsername: value }),
}

/** The kinds of ids, as `--by` names them. */
export type KeyKind = keyof typeof keyCreators

export const keyKinds: readonly KeyKind[] = Object.keys(keyCreators) as KeyKind[]

/** Returns the key of a person for the SDK. */
export function toUserKey(id: string, kind: KeyKind = recognizeKind(id)): CisUserKey {
  return keyCreators[kind](id)
}

/** Returns the kind of an id, told from its form. */
export function recognizeKind(id: string): KeyKind {
  if (isUuid(id)) return 'uuid'
  if (id.includes('|')) return 'user-id'
  return id.includes('@') ? 'email' : 'username'
}

/** Returns the presentation of single profiles. */
export function createProfilePresentation({ raw }: Pick<ProfileOptions, 'raw'>): Presentation<Profile> {
  return {
    document: raw ? (profile) => profile : unwrapProfile,
    attributes: (profile) => [...flattenProfile(profile, '', splitLabels)],
    leading: [
      'first_name',
      'last_name',
      'primary_email',
      'primary_username',
      'user_id',
      'uuid',
      'active',
      'staff_information.title',
      'staff_information.team',
    ],
    // By importance, since a narrow terminal shows the first ones.
    columns: [
      createColumn('E-MAIL', 'primary_email'),
      { heading: 'NAME', isFreeText: true, cell: joinNames },
      createColumn('ACTIVE', 'active'),
      createColumn('TITLE', 'staff_information.title', true),
      createColumn('USERNAME', 'primary_username'),
      createColumn('USER ID', 'user_id'),
    ],
    listLabelSets: (profile) => [...findValues(profile)],
  }
}

/**
 * Returns the presentation of lists of profiles. Their columns are known before the rows: in CSV, each attribute has one,
 * regardless of its labels.
 */
export function createProfileListPresentation(options: Pick<ProfileOptions, 'raw'>): Presentation<Profile> {
  return {
    ...createProfilePresentation(options),
    attributes: (profile) => [
      // As a whole, and by its labels for those who choose one of them.
      ...flattenProfile(profile, '', (values, path) => [
        { path, value: toScalar(values) },
        ...splitLabels(values, path),
      ]),
    ],
    paths: profileAttributes.map(({ path }) => path),
  }
}

/** The columns that any list of profiles can have. */
export const profileColumns: readonly ColumnName[] = listColumnNames(
  createProfileListPresentation({ raw: false }),
)

/** The notes of commands that write lists of profiles. */
export const profileListNotes = `\
As csv, a list has a column for each attribute of the schema; labels with values, such as usernames,
are one cell of JSON. A table shows a few attributes. A profile takes about 3 KB of memory.`

function joinNames(attributes: ReadonlyMap<string, Scalar>): string {
  const names = [attributes.get('first_name'), attributes.get('last_name')]
  return names.filter((name) => name !== undefined && name !== null && name !== '').join(' ')
}

/** Returns the attributes of one whose values have labels. */
type FlattenLabels = (values: object, path: string) => readonly Attribute[]

const splitLabels: FlattenLabels = (values, path) =>
  Object.entries(values).map(([label, value]) => ({
    path: `${path}.${label}`,
    value: toScalar(value),
    isLabel: true,
  }))

function* flattenProfile(node: object, prefix: string, flattenLabels: FlattenLabels): Generator<Attribute> {
  for (const [name, child] of Object.entries(node)) {
    const path = prefix + name
    // A scalar is about the document (`schema`), not about the person.
    if (!isObject(child)) continue
    // As the service tells them apart: an attribute has metadata, a group has not.
    if (!Object.hasOwn(child, 'metadata')) yield* flattenProfile(child, `${path}.`, flattenLabels)
    else if (typeof child['values'] === 'object' && child['values'] !== null)
      yield* flattenValues(child['values'], path, flattenLabels)
    else yield { path, value: toScalar(child['values'] ?? child['value']) }
  }
}

/** Yields the objects with labels. */
function* findValues(node: object): Generator<object> {
  for (const child of Object.values(node)) {
    if (!isObject(child)) continue
    if (!Object.hasOwn(child, 'metadata')) yield* findValues(child)
    else if (isObject(child['values'])) yield child['values']
  }
}

/** Labels without values, such as groups and languages, are one list. */
function flattenValues(values: object, path: string, flattenLabels: FlattenLabels): Iterable<Attribute> {
  if (Array.isArray(values)) {
    return [{ path, value: values.map((value) => String(toScalar(value) ?? '')).join(', ') }]
  }
  const entries = Object.entries(values)
  if (entries.some(([, value]) => value !== null)) return flattenLabels(values, path)
  return [{ path, value: entries.length === 0 ? null : entries.map(([label]) => label).join(', ') }]
}
