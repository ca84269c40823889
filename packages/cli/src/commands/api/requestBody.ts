import { isUtf8 } from 'node:buffer'
import type { Command, OptionValues } from 'commander'
import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { nameInput, readInputBytes, stdinMark } from '../../io/files.ts'
import type { IO } from '../../io/io.ts'
import { parseExactly } from '../../text/exactNumbers.ts'
import { collectValues, toPrintableJson } from '../../text/text.ts'

/** The body of a request as the command line gives it: a file, or the members of a JSON object. */
export type BodySource = { readonly file: string } | { readonly fields: readonly Field[] }

/** A member of a JSON object, such as `owner[id]=1`. */
interface Field {
  /** The option and the name, for messages. */
  readonly label: string
  /** The names that lead to the member; an empty one stands for the next element of a list. */
  readonly path: readonly string[]
  readonly value: string
  /** True if the value may be a number, true, false, null or `@FILE`. */
  readonly isTyped: boolean
}

/** Adds the options that give a body. */
export function addBodyOptions(command: Command): void {
  command
    .addOption(
      withOffer(
        command.createOption('--body-file <file>', 'Read the body from a file; - for stdin'),
        'files',
      ),
    )
    .addOption(
      command
        .createOption('-f, --raw-field <key=value>', 'Add a string to a JSON body; repeatable')
        .argParser(collectValues),
    )
    .addOption(
      command
        .createOption(
          '-F, --field <key=value>',
          'The same with numbers, true, false, null and @FILE; repeatable',
        )
        .argParser(collectValues),
    )
}

/** The notes on these options. */
export const bodyNotes = `\
-f and -F make a body in JSON: -f owner[name]=Ada gives a nested object, and -f tags[]=a -f tags[]=b
a list. Values of -f are strings. Those of -F are numbers, true, false or null where they look like
it, and -F text=@FILE has the content of a file as a string (@- for stdin).`

/**
 * Parses the options that give a body. Returns undefined for none.
 *
 * @throws {UsageError} if they do not go together
 */
export function parseBody({
  bodyFile,
  rawField = [],
  field = [],
  method,
}: OptionValues): BodySource | undefined {
  const fields = [
    ...rawField.map((text: string) => parseField('--raw-field', text)),
    ...field.map((text: string) => parseField('--field', text)),
  ]
  const [first] = fields
  const option = bodyFile === undefined ? first?.label.split(' ')[0] : '--body-file'
  if (option === undefined) return undefined
  if (/^(get|head)$/i.test(method ?? '')) {
    throw new UsageError(
      `${option} cannot be used with --method ${method}, which has no body.`,
      first === undefined ? undefined : 'To add a query parameter, use --param.',
    )
  }
  if (bodyFile === undefined) {
    // Two fields that conflict are found before anything is sent.
    createObject(fields.map((one) => ({ ...one, value: null })))
    if (fields.filter(({ isTyped, value }) => isTyped && value === `@${stdinMark}`).length > 1) {
      throw new UsageError(`@${stdinMark} is given more than once.`, 'Stdin can be read only once.')
    }
    return { fields }
  }
  if (first !== undefined) throw new UsageError(`${first.label} cannot be used with --body-file.`)
  checkNotEmpty('--body-file', bodyFile)
  return { file: bodyFile }
}

function parseField(option: string, text: string): Field {
  const [, name, keys = '', value] = /^([^=[\]]+)((?:\[[^=[\]]*\])*)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) {
    // The rest may be a secret.
    const [shown] = text.split('=')
    throw new UsageError(
      `${option} takes KEY=VALUE, and ${JSON.stringify(shown)} is not a key with a value.`,
      'Nested keys are written as KEY[NAME]=VALUE, elements of a list as KEY[]=VALUE.',
    )
  }
  return {
    label: `${option} ${name}${keys}`,
    path: [name, ...[...keys.matchAll(/\[(.*?)\]/g)].map(([, key = '']) => key)],
    value,
    isTyped: option === '--field',
  }
}

/**
 * Returns the body to send. A file is sent as it is; only a byte order mark is left out of text, since JSON has none.
 *
 * @param contentType the one that the command line gives
 * @throws {UsageError} if a file cannot be read
 */
export async function readBody(
  source: BodySource,
  contentType: string | null,
  io: Pick<IO, 'stdin'>,
  signal: AbortSignal,
): Promise<string | Uint8Array<ArrayBuffer>> {
  if ('fields' in source) {
    const members: Member[] = []
    for (const { value, isTyped, ...field } of source.fields) {
      members.push({ ...field, value: isTyped ? await readTyped(value, io, signal) : value })
    }
    return toPrintableJson(createObject(members))
  }
  const bytes = await readInputBytes(source.file, io, signal)
  const isText = (contentType === null || /json/i.test(contentType)) && isUtf8(bytes)
  return isText ? new TextDecoder().decode(bytes) : bytes
}

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

async function readTyped(text: string, io: Pick<IO, 'stdin'>, signal: AbortSignal): Promise<unknown> {
  if (text.startsWith('@')) {
    const path = text.slice(1)
    const bytes = await readInputBytes(path, io, signal)
    if (isUtf8(bytes)) return new TextDecoder().decode(bytes)
    throw new UsageError(
      `${nameInput(path)} is not text in UTF-8, and a string in JSON cannot have other bytes.`,
      'Convert it, or encode it, for example with base64.',
    )
  }
  return jsonNumber.test(text) || ['true', 'false', 'null'].includes(text) ? parseExactly(text) : text
}

/** A field with its value. */
type Member = Pick<Field, 'label' | 'path'> & { readonly value: unknown }
type Container = Record<string, unknown> | unknown[]

/** Returns the object that has all members. It has no prototype, so that any name is only a name. */
function createObject(members: readonly Member[]): object {
  const object: Record<string, unknown> = Object.create(null)
  for (const member of members) addMember(object, member.path, member)
  return object
}

function addMember(container: Container, [key = '', ...rest]: readonly string[], member: Member): void {
  const isList = Array.isArray(container)
  if (isList !== (key === '')) throw createConflict(member)
  const [next] = rest
  if (next === undefined) {
    if (isList) container.push(member.value)
    else if (key in container) throw createConflict(member)
    else container[key] = member.value
    return
  }
  const current = isList ? container.at(-1) : container[key]
  if (isContainer(current) && !(isList && hasMember(current, rest))) {
    addMember(current, rest, member)
    return
  }
  if (current !== undefined && !isList) throw createConflict(member)
  const created: Container = next === '' ? [] : Object.create(null)
  if (isList) container.push(created)
  else container[key] = created
  addMember(created, rest, member)
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}

/** Returns true if an element of a list has the member already, so that the next element begins. */
function hasMember(element: Container, [key = '', ...rest]: readonly string[]): boolean {
  if (Array.isArray(element) || !(key in element)) return false
  const value = element[key]
  return rest.length === 0 || !isContainer(value) || hasMember(value, rest)
}

function createConflict({ label }: Member): UsageError {
  return new UsageError(
    `${label} conflicts with another field.`,
    'Elements of a list are written as KEY[]=VALUE.',
  )
}
