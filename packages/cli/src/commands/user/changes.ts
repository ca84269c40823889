import { type DisplayLevel, displayLevelValues, type ProfileAttribute } from '@personctl/sdk/cis'
import { didYouMean } from '@personctl/shared/didYouMean'
import { parseExactJson } from '@personctl/shared/exactJson'
import { isObject } from '@personctl/shared/guards'
import { attributesOf, isSet } from '@personctl/shared/publishing/merge'
import { UsageError } from '../../errors/errors.ts'
import { encodingHint, nameInput, readInput } from '../../io/files.ts'
import type { IO } from '../../io/io.ts'
import { JsonSyntaxError, parseJson } from '../../text/jsonSyntax.ts'
import { attributePaths, requireAttribute } from './attributes.ts'
import type { KeyKind } from './print.ts'
import { parseProfileFile } from './profileFile.ts'

/** The change of one attribute. A part that is undefined stays as it is. */
export interface AttributeChange {
  readonly value?: unknown
  /** Null for the display that a new record has. */
  readonly display?: DisplayLevel | null
  readonly verified?: boolean
}

/** Changes of attributes by their paths. */
export type Changes = ReadonlyMap<string, AttributeChange>

/** The notes about `--set`. */
export const setNotes: string = `\
--set PATH=VALUE sets the value of an attribute: text as it is, true or false, or an object in JSON,
such as --set 'usernames={"github":"ada"}', which replaces all labels. --set PATH:display=LEVEL sets who may see it
(${displayLevelValues.join(', ')} or null), and --set PATH:verified=true or =false whether it is verified.
CIS never deletes: to take a value away, set it to nothing, --set fun_title= or --set 'usernames={}'.`

/**
 * Parses the values of `--set`.
 *
 * @throws {UsageError} if one is invalid, or if two set the same
 */
export function parseChanges(texts: readonly string[]): Changes {
  const changes = new Map<string, AttributeChange>()
  for (const text of texts) {
    const [, path = '', part, value] = /^([^=:]*)(?::([^=]*))?=(.*)$/s.exec(text) ?? []
    if (value === undefined || path.trim() === '') {
      throw new UsageError(
        `--set is ${JSON.stringify(text)}, which has no ${path === '' && value !== undefined ? 'attribute' : 'value'}.`,
        'Write it as PATH=VALUE, for example --set staff_information.title=Engineer.',
      )
    }
    const attribute = requireAttribute(path.trim(), '--set')
    const change = parsePart(attribute, part, value)
    const earlier = changes.get(attribute.path)
    const [name = ''] = Object.keys(change)
    if (earlier !== undefined && name in earlier) {
      throw new UsageError(`--set gives ${formatPart(attribute.path, name)} twice.`, 'Leave one of them out.')
    }
    changes.set(attribute.path, { ...earlier, ...change })
  }
  return changes
}

/** Returns a part of an attribute as `--set` names it. */
export function formatPart(path: string, part: string): string {
  return part === 'value' ? path : `${path}:${part}`
}

const parts = ['display', 'verified'] as const

function parsePart(attribute: ProfileAttribute, part: string | undefined, text: string): AttributeChange {
  const { path } = attribute
  if (part === undefined) return { value: parseValue(attribute, text) }
  if (part === 'display') return { display: parseDisplay(attribute, text) }
  if (part === 'verified') return { verified: parseBoolean(`${path}:verified`, text) }
  const suggestion = didYouMean(part, parts)
  throw new UsageError(
    `--set ${path}:${part} sets something that cannot be set.`,
    suggestion === undefined
      ? `After the colon stands ${parts.join(' or ')}.`
      : `Did you mean ${path}:${suggestion}?`,
  )
}

function parseValue({ path, type, carrier }: ProfileAttribute, text: string, option = '--set'): unknown {
  if (text.trim() === 'null') {
    const nothing = type === 'string' ? `${path}=` : `'${path}={}'`
    throw new UsageError(
      `--set ${path} is null, and CIS ignores null: it never deletes.`,
      type === 'boolean' ? 'Set it to true or false.' : `To take the value away: --set ${nothing}`,
    )
  }
  if (type === 'boolean') return parseBoolean(path, text, option)
  return carrier === 'values' ? parseObject(path, text, option) : text
}

function parseBoolean(name: string, text: string, option = '--set'): boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  throw new UsageError(`${option} ${name} is ${JSON.stringify(text)}; it takes true or false.`)
}

function parseObject(path: string, text: string, option: string): Record<string, unknown> {
  const hint = `Give an object in JSON, such as ${path}={"name":"value"}.`
  let value: unknown
  try {
    value = parseJson(text, 1, parseExactJson)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    const { message, column, verdict } = error
    throw new UsageError(
      `${option} ${path} is ${JSON.stringify(text)}, which ${verdict}: column ${column}: ${message}.`,
      hint,
    )
  }
  if (isObject(value)) return value
  throw new UsageError(`${option} ${path} is ${JSON.stringify(text)}; the attribute is an object.`, hint)
}

function parseDisplay({ path, allowed }: ProfileAttribute, text: string): DisplayLevel | null {
  const levels = [...displayLevelValues, null]
  const level = levels.find((one) => String(one) === text)
  if (level === undefined) {
    const suggestion = didYouMean(text, displayLevelValues)
    throw new UsageError(
      `--set ${path}:display is ${JSON.stringify(text)}; it takes one of ${levels.map(String).join(', ')}.`,
      suggestion === undefined ? 'null is the display of a new person.' : `Did you mean ${suggestion}?`,
    )
  }
  const { display } = allowed ?? {}
  if (display === undefined || display.includes(level)) return level
  // The service would store it, and then the profile is not valid for its readers.
  throw new UsageError(
    `--set ${path}:display is ${text}, which the profile schema does not allow.`,
    `It allows ${display.map(String).join(', ')}.`,
  )
}

/** A person, and the changes that are wanted. */
export interface ChangeRequest {
  readonly kind: KeyKind
  readonly id: string
  readonly changes: Changes
  /** The position in the file, for messages, such as `row 3`; undefined for the only person. */
  readonly position: string | undefined
}

/** The attributes that identify a person, the best first. */
const keyAttributes: readonly (readonly [path: string, kind: KeyKind])[] = [
  ['user_id', 'user-id'],
  ['uuid', 'uuid'],
  ['primary_email', 'email'],
  ['primary_username', 'username'],
]

// The service sets it.
const ignoredPaths = ['last_modified']

/**
 * Reads the changes of people from a file: profiles with or without signatures and metadata, as JSON or ndjson, or CSV with
 * a column for each attribute. What is null or empty stays.
 *
 * @throws {UsageError} if it cannot be read, if something in it is not an attribute, or if a person is not identified
 */
export async function readChangeRequests(
  path: string,
  io: Pick<IO, 'stdin'>,
  signal: AbortSignal,
): Promise<readonly ChangeRequest[]> {
  const name = nameInput(path)
  const text = await readInput(path, io, signal)
  if (text.includes('\ufffd')) {
    const line = text.slice(0, text.indexOf('\ufffd')).split(/\r\n|[\r\n]/).length
    throw new UsageError(`Line ${line} of ${name} is not UTF-8, so that letters would be lost.`, encodingHint)
  }
  if (!/^\s*[[{]/.test(text) && text.trim() !== '') return readCsvRequests(text, name)
  const { profiles, isList } = parseProfileFile(text, path)
  return profiles.map((profile, index) => {
    const position = isList ? `profile ${index}` : undefined
    const label = position === undefined ? name : `${position} of ${name}`
    if (!isObject(profile)) {
      throw new UsageError(`${label} is not a profile, but ${JSON.stringify(profile)}.`, fileHint)
    }
    const isWhole = attributesOf(profile).some(
      ({ attribute }) => isObject(attribute) && 'metadata' in attribute,
    )
    const changes = isWhole ? readWhole(profile, label) : readValues(profile, label)
    return createRequest(changes, label, position)
  })
}

const fileHint =
  'Give profiles as personctl user get writes them, or CSV whose first line names attributes, such as user_id,staff_information.title.'

/** Returns the changes in a profile with signatures and metadata. */
function readWhole(profile: Record<string, unknown>, label: string): Map<string, AttributeChange> {
  const changes = new Map<string, AttributeChange>()
  for (const { path, attribute } of attributesOf(profile)) {
    requireAttribute(path, label)
    if (!isSet(attribute) || !isObject(attribute)) continue
    const { metadata } = attribute
    const { display, verified } = isObject(metadata) ? metadata : {}
    changes.set(path, {
      value: attribute['value'] ?? attribute['values'],
      ...(display !== undefined && { display: display as DisplayLevel | null }),
      ...(typeof verified === 'boolean' && { verified }),
    })
  }
  return changes
}

/** Returns the changes in a profile that has values only. */
function readValues(
  profile: Record<string, unknown>,
  label: string,
  prefix = '',
): Map<string, AttributeChange> {
  const changes = new Map<string, AttributeChange>()
  for (const [name, value] of Object.entries(profile)) {
    const path = prefix + name
    if (path === 'schema' || value === null) continue
    const isGroup = prefix === '' && attributePaths.some((one) => one.startsWith(`${path}.`))
    if (isGroup && isObject(value)) {
      for (const [member, change] of readValues(value, label, `${path}.`)) changes.set(member, change)
    } else changes.set(path, { value: checkForm(requireAttribute(path, label), value, label) })
  }
  return changes
}

const formNames = { string: 'a string', boolean: 'true or false', object: 'an object' }

/** @throws {UsageError} for a value of another type than the attribute has */
function checkForm({ path, type }: ProfileAttribute, value: unknown, label: string): unknown {
  if (type === 'object' ? isObject(value) : typeof value === type) return value
  throw new UsageError(
    `${label}: ${path} is ${JSON.stringify(value)}, not ${formNames[type]}.`,
    'Leave the attribute out, or make it null, if it is not to be changed.',
  )
}

function createRequest(
  changes: Map<string, AttributeChange>,
  label: string,
  position: string | undefined,
): ChangeRequest {
  for (const path of ignoredPaths) changes.delete(path)
  const found = keyAttributes.find(([path]) => typeof changes.get(path)?.value === 'string')
  if (found === undefined) {
    const [path] = keyAttributes.filter(([one]) => changes.has(one)).flat()
    throw new UsageError(
      path === undefined
        ? `${label} does not say who it is about.`
        : `${label}: ${path} is ${JSON.stringify(changes.get(path)?.value)}, not a string.`,
      `Give one of ${keyAttributes.map(([one]) => one).join(', ')}.`,
    )
  }
  const [path, kind] = found
  const id = String(changes.get(path)?.value).trim()
  // It says who, and with which display that is shown does not matter for it.
  changes.delete(path)
  return { kind, id, changes, position }
}

async function readCsvRequests(text: string, name: string): Promise<ChangeRequest[]> {
  const [line = ''] = text.split(/[\r\n]/, 1)
  const columns = line.split(/[,;\t]/).map((cell) => cell.replaceAll('"', '').trim())
  const [wanted] = keyAttributes.map(([path]) => path).filter((path) => columns.includes(path))
  if (wanted === undefined) {
    throw new UsageError(
      `The first line of ${name} has none of the columns ${keyAttributes.map(([path]) => path).join(', ')}.`,
      fileHint,
    )
  }
  const { readCsv, unguard } = await import('../../io/csvReader.ts')
  async function* whole() {
    yield text
  }
  const { header, rows } = await readCsv(whole(), wanted, name)
  const attributes = header.map((path) => requireAttribute(path, `The first line of ${name}`))
  const repeated = header.find((path, index) => header.indexOf(path) < index)
  if (repeated !== undefined) {
    throw new UsageError(`The first line of ${name} has ${repeated} twice.`, 'Leave one of the columns out.')
  }
  const requests: ChangeRequest[] = []
  for await (const cells of rows) {
    const position = `row ${requests.length + 1}`
    const label = `${position} of ${name}`
    if (cells.length > header.length) {
      throw new UsageError(
        `${label} has ${cells.length} cells, and the first line names ${header.length} columns.`,
        'Put quotes around a cell that contains the separator.',
      )
    }
    const changes = new Map<string, AttributeChange>()
    for (const [index, attribute] of attributes.entries()) {
      const cell = unguard(cells[index] ?? '')
      if (cell !== '') changes.set(attribute.path, { value: parseValue(attribute, cell, `${label}:`) })
    }
    requests.push(createRequest(changes, label, position))
  }
  return requests
}
