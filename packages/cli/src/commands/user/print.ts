import {
  type ActiveFilter,
  activeFilterValues,
  type CisUserKey,
  type Profile,
  profileAttributes,
  type UnwrappedProfile,
  unwrapProfile,
} from '@personctl/sdk'
import { isObject, isUuid } from '@personctl/shared/guards'
import type { Command, Option } from 'commander'
import { columnNames } from '../../output/columns.ts'
import { type Attribute, attributeColumn, type Presentation, type Scalar } from '../../output/format.ts'

/** Those who are active, or those who have left: some lists have no way to ask for both. */
export type EitherActive = Exclude<ActiveFilter, 'any'>

export const eitherActiveValues: readonly EitherActive[] = activeFilterValues.filter(
  (value): value is EitherActive => value !== 'any',
)

export function activeOption(command: Command, choices: readonly ActiveFilter[]): Option {
  return command
    .createOption('--active <filter>', 'whether the person must be active')
    .choices(choices)
    .default('true', 'true')
}

const keyFor = {
  'user-id': (value: string): CisUserKey => ({ userId: value }),
  uuid: (value: string): CisUserKey => ({ uuid: value }),
  email: (value: string): CisUserKey => ({ primaryEmail: value }),
  username: (value: string): CisUserKey => ({ primaryUsername: value }),
}

/** The keys of a person, as the command line names them. */
export type KeyKind = keyof typeof keyFor

export const keyKinds: readonly KeyKind[] = Object.keys(keyFor) as KeyKind[]

/** Which key an id is, by its form alone. */
function kindOf(id: string): KeyKind {
  if (isUuid(id)) return 'uuid'
  if (id.includes('|')) return 'user-id'
  return id.includes('@') ? 'email' : 'username'
}

export function keyOf(id: string, kind: KeyKind = kindOf(id)): CisUserKey {
  return keyFor[kind](id)
}

export type ProfileDocument = Profile | UnwrappedProfile

/** How people of CIS are shown. `document` makes of a profile what JSON and the like have. */
export function profilePresentation(document: (profile: Profile) => ProfileDocument): Presentation<Profile> {
  return {
    document,
    attributes: (profile) => [...attributesOf(profile, '', entryForEachLabel)],
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
    columns: [
      { heading: 'NAME', cell: fullName },
      attributeColumn('E-MAIL', 'primary_email'),
      attributeColumn('USERNAME', 'primary_username'),
      attributeColumn('USER ID', 'user_id'),
      attributeColumn('ACTIVE', 'active'),
      attributeColumn('TITLE', 'staff_information.title'),
    ],
  }
}

/** The same for lists, whose columns are known before anybody is: as CSV, each attribute has one, whatever its labels. */
export function profileListPresentation(
  document: (profile: Profile) => ProfileDocument,
): Presentation<Profile> {
  return {
    ...profilePresentation(document),
    attributes: (profile) => [
      ...attributesOf(profile, '', (values, path) => [{ path, value: scalar(values) }]),
    ],
    paths: profileAttributes.map(({ path }) => path),
  }
}

/** The columns that any list of people can have. */
export const profileColumns: readonly string[] = columnNames(profileListPresentation(unwrapProfile))

function fullName(attributes: ReadonlyMap<string, Scalar>): string {
  const names = [attributes.get('first_name'), attributes.get('last_name')]
  return names.filter((name) => name !== undefined && name !== null && name !== '').join(' ')
}

/** Makes attributes of one that has labels with values. */
type Labelled = (values: object, path: string) => Iterable<Attribute>

const entryForEachLabel: Labelled = (values, path) =>
  Object.entries(values).map(([label, value]) => ({ path: `${path}.${label}`, value: scalar(value) }))

function* attributesOf(node: object, prefix: string, labelled: Labelled): Generator<Attribute> {
  for (const [name, child] of Object.entries(node)) {
    const path = prefix + name
    // What is no object is about the document (`schema`), not about the person.
    if (!isObject(child)) continue
    // As the service tells them apart: an attribute has metadata, a group has not.
    if (!Object.hasOwn(child, 'metadata')) yield* attributesOf(child, `${path}.`, labelled)
    else if (typeof child['values'] === 'object' && child['values'] !== null)
      yield* valuesOf(child['values'], path, labelled)
    else yield { path, value: scalar(child['values'] ?? child['value']) }
  }
}

/** Labels alone, such as groups and languages, are one list. */
function valuesOf(values: object, path: string, labelled: Labelled): Iterable<Attribute> {
  if (Array.isArray(values)) {
    return [{ path, value: values.map((value) => String(scalar(value) ?? '')).join(', ') }]
  }
  const entries = Object.entries(values)
  if (entries.some(([, value]) => value !== null)) return labelled(values, path)
  return [{ path, value: entries.length === 0 ? null : entries.map(([label]) => label).join(', ') }]
}

function scalar(value: unknown): Scalar {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return JSON.stringify(value)
}
