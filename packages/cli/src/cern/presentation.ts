import { applicationFields, type FieldLayer, groupFields, identityFields, roleFields } from '@personctl/sdk'
import { attributeColumn } from '../output/flat.ts'
import type { Presentation, Scalar } from '../output/format.ts'
import type { SelectionOptions } from './selection.ts'

/** One kind of things that the service has. */
interface Kind {
  readonly fields: Readonly<Record<string, FieldLayer>>
  /** What a reader looks for first; a table of several shows no more. */
  readonly leading: readonly string[]
}

export type KindName = 'identity' | 'group' | 'application' | 'role'

const kinds: Readonly<Record<KindName, Kind>> = {
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

/** How things of a kind are shown: with the fields asked for, in that order, or else with those that it has. */
export function presentationOf(
  kind: KindName,
  { fields }: Pick<SelectionOptions, 'fields'>,
): Presentation<object> {
  const { fields: known, leading } = kinds[kind]
  const asked = fields.length > 0
  return {
    document: (thing) => thing,
    attributes: (thing) =>
      asked
        ? fields.map((path) => ({ path, value: scalar((thing as Record<string, unknown>)[path]) }))
        : Object.entries(thing).map(([path, value]) => ({ path, value: scalar(value) })),
    leading: asked ? fields : leading,
    columns: (asked ? fields : leading).map((path) => attributeColumn(headingOf(path), path)),
    paths: asked ? fields : inDefaultObject(known),
  }
}

export function fieldNames(kind: KindName): string[] {
  return Object.keys(kinds[kind].fields)
}

/** The fields of a kind, as its help names them. */
export function fieldsHelp(kind: KindName): string {
  const { fields } = kinds[kind]
  const lines = ['\nFields:']
  for (const name of Object.keys(fields)) {
    const line = `${lines.at(-1)} ${name}`
    if (line.length <= helpWidth) lines[lines.length - 1] = line
    else lines.push(`  ${name}`)
  }
  const computed = Object.keys(fields).filter((name) => fields[name] === 'computed')
  if (computed.length === 0) return lines.join('\n')
  return `${lines.join('\n')}\nNull unless they are asked for: ${computed.join(', ')}.`
}

const helpWidth = 95

/** What comes unasked and may have a value. */
function inDefaultObject(fields: Readonly<Record<string, FieldLayer>>): string[] {
  return Object.keys(fields).filter((name) => fields[name] === 'base' || fields[name] === 'dynamic')
}

/** `displayName` as `DISPLAY NAME`. */
function headingOf(field: string): string {
  return field.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase()
}

function scalar(value: unknown): Scalar {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return JSON.stringify(value)
}
