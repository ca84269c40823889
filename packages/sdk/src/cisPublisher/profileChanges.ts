import { type Display, displayLevelValues } from '@personctl/generated/cis'
import {
  type ProfileAttribute,
  type ProfileAttributePath,
  profileAttributes,
} from '@personctl/generated/cisAttributes'
import { isObject } from '@personctl/shared/guards'
import { adviseOnName, describeValue, invalidArgument, invalidRequest } from '../arguments.ts'
import type { InvalidRequestError } from '../errors.ts'
import { findStorageFlaw } from './jsonValues.ts'
import { service } from './publisherKeys.ts'

/** The value of an attribute, without null: null takes nothing away. An empty string or object does. */
export type AttributeValue = string | boolean | Readonly<Record<string, unknown>>

/** The change of one attribute. What is not given stays. */
export interface AttributeChange {
  /** The new value, also of an attribute with `values`. */
  readonly value?: AttributeValue | undefined
  /** The audience that may see the attribute; null for systems alone. */
  readonly display?: Display | undefined
  readonly verified?: boolean | undefined
}

/**
 * Changes by the paths of attributes, such as `staff_information.title`: a value, an `AttributeChange`, or a whole attribute
 * with `metadata`. A value that is an object with no other keys than those of `AttributeChange` must be wrapped in one.
 */
export type ProfileChanges = {
  readonly [Path in ProfileAttributePath]?: AttributeValue | AttributeChange | undefined
}

/** A change as it was given, or a whole attribute. */
export interface ParsedChange {
  readonly value?: unknown
  readonly display?: unknown
  readonly verified?: unknown
  readonly whole?: Readonly<Record<string, unknown>>
}

/**
 * Returns the changes with their attributes.
 *
 * @throws {InvalidRequestError} for an unknown attribute, and for a value that it cannot have
 */
export function parseChanges(changes: unknown): [ProfileAttribute, ParsedChange][] {
  if (!isObject(changes))
    throw invalidArgument(service, 'changes', changes, 'an object with a value for each path of an attribute')
  return Object.entries(changes).flatMap(([path, change]): [ProfileAttribute, ParsedChange][] => {
    if (change === undefined) return []
    const attribute = findAttribute(path)
    const parsed = parseChange(attribute, change)
    checkForm(attribute, parsed)
    return [[attribute, parsed]]
  })
}

const attributesByPath = new Map<string, ProfileAttribute>(profileAttributes.map((one) => [one.path, one]))

export function findAttribute(path: string): ProfileAttribute {
  const attribute = attributesByPath.get(path)
  if (attribute !== undefined) return attribute
  const message = `A profile has no attribute ${describeValue(path)}.`
  throw invalidRequest(
    service,
    'changes',
    message,
    adviseOnName('attributes', path, [...attributesByPath.keys()]),
  )
}

const changeNames = ['value', 'display', 'verified']

function parseChange({ carrier, type }: ProfileAttribute, change: unknown): ParsedChange {
  if (!isObject(change)) return { value: change }
  if (Object.hasOwn(change, 'metadata') || Object.hasOwn(change, 'signature'))
    return { value: change[carrier], whole: change }
  const names = Object.keys(change)
  const isChange = names.length > 0 && names.every((name) => changeNames.includes(name))
  return isChange || type !== 'object' ? change : { value: change }
}

const forms = { string: 'a string', boolean: 'true or false', object: 'an object' }
const emptyForms = { string: 'an empty string', boolean: 'true or false', object: 'an empty object' }

function checkForm({ path, type, allowed }: ProfileAttribute, change: ParsedChange): void {
  if (change.whole === undefined) {
    const unknown = Object.keys(change).find((name) => !changeNames.includes(name))
    if (unknown !== undefined)
      throw invalidChange(path, `The change of ${path} has the unknown member ${describeValue(unknown)}.`)
    const { display, verified } = change
    if (display !== undefined)
      checkOneOfValues(`display of ${path}`, display, allowed?.display ?? [...displayLevelValues, null])
    if (verified !== undefined && typeof verified !== 'boolean')
      throw invalidArgument(service, `verified of ${path}`, verified, 'true or false')
    if (change.value === undefined) {
      if (display === undefined && verified === undefined)
        throw invalidChange(path, `The change of ${path} has neither a value nor a display.`)
      return
    }
  }
  const { value } = change
  if (value === null || value === undefined) {
    const hint = `Null never takes a value away. Use ${emptyForms[type]}.`
    throw invalidChange(path, `The value of ${path} is null, which the service ignores.`, hint)
  }
  const isFitting = type === 'object' ? isObject(value) : typeof value === type
  if (!isFitting) throw invalidArgument(service, path, value, forms[type])
  const flaw = findStorageFlaw(value, path)
  if (flaw !== undefined) throw invalidChange(path, `${flaw}.`)
  if (path === 'primary_email' && value === '')
    throw invalidChange(path, 'primary_email is empty, which the service cannot store.')
}

function checkOneOfValues(param: string, value: unknown, accepted: readonly unknown[]): void {
  if (accepted.includes(value)) return
  throw invalidArgument(service, param, value, `one of ${accepted.map((one) => String(one)).join(', ')}`)
}

export function invalidChange(path: string, message: string, hint?: string): InvalidRequestError {
  return invalidRequest(service, path, message, hint)
}
