import { applicationFields, type FieldLayer, groupFields, identityFields, roleFields } from '@personctl/sdk'
import type { Command, OptionValues } from 'commander'
import { offering } from '../../docs/commandTable.ts'
import { UsageError } from '../../errors/errors.ts'
import { attributeColumn, type Presentation, type Scalar } from '../../output/format.ts'
import { words } from '../../text/text.ts'

/** Which fields of things are wanted. */
export interface SelectionOptions {
  /** In the order asked; none for the service's own choice. */
  readonly fields: readonly string[]
  /** Whether what personctl does not know is sent all the same. */
  readonly allowUnknown: boolean
}

/** Adds the options of every command that shows things of the Authorization Service, which have these fields. */
export function describeSelection(command: Command, fields: readonly string[]): void {
  command
    .addOption(
      offering(
        command
          .createOption('--field <name>', 'show this field; repeatable, or several with commas')
          .argParser(collect),
        fields,
      ),
    )
    .option('--allow-unknown', 'let names through that personctl does not know')
}

export function parseSelection(values: OptionValues): SelectionOptions {
  return { fields: parseNames('--field', values['field']), allowUnknown: values['allowUnknown'] ?? false }
}

/** For options that may be given more than once. */
export function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}

/** The names in what was given, each once. Throws UsageError where one is empty. */
export function parseNames(option: string, texts: readonly string[] = []): readonly string[] {
  if (texts.some((text) => words([text]).length === 0)) {
    throw new UsageError(`${option} is empty.`, 'Is a variable of your script not set?')
  }
  return [...new Set(words(texts))]
}

/** The same for the SDK, which checks the names. */
export function selected<F extends string>({
  fields,
  allowUnknown,
}: SelectionOptions): {
  fields?: readonly F[]
  allowUnknown: boolean
} {
  return { allowUnknown, ...(fields.length > 0 && { fields: fields as readonly F[] }) }
}

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
