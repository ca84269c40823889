import { ExactNumber, orderedObject, stringifyExactJson } from '../exactJson.ts'
import { getItem, PythonError, pythonFloat, pythonNumber } from './pythonValues.ts'

/** An attribute of a profile, or what stands in its place. */
export type AttributeObject = Readonly<Record<string, unknown>>

/**
 * Returns the text of an attribute that is signed: all but its `signature`, as JSON of ASCII characters without blanks, with
 * the keys in their own order. The service itself signs these bytes.
 */
export function signedContent(attribute: AttributeObject): string {
  const members = Object.keys(attribute).filter((key) => key !== 'signature')
  const parts = members.map(
    (key) => `${JSON.stringify(key)}:${stringifyExactJson(attribute[key], printNumber)}`,
  )
  return `{${parts.join(',')}}`.replace(/[\u007f-\uffff]/g, escapeCharacter)
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function printNumber(number: ExactNumber | number): string {
  if (!(number instanceof ExactNumber)) return pythonNumber(number)
  return number.isInteger ? String(BigInt(number.text)) : pythonFloat(Number(number.text))
}

/**
 * Returns an attribute with a signature in it. `signature.additional` and other members stay.
 *
 * @param jws the compact JWS over `signedContent`
 * @throws {PythonError} for an attribute without `signature.publisher`
 */
export function withSignature(attribute: AttributeObject, publisher: string, jws: string): AttributeObject {
  const signature = getItem(attribute, 'signature')
  const current = getItem(signature, 'publisher')
  if (typeof current !== 'object' || current === null || Array.isArray(current))
    throw new PythonError('TypeError', 'signature.publisher is not an object')
  const signed = { ...current, name: publisher, alg: 'RS256', typ: 'JWS', value: jws }
  return replaceMember(
    attribute,
    'signature',
    replaceMember(signature as AttributeObject, 'publisher', signed),
  )
}

/** Returns a copy of an object with another value of one member, which keeps its position. */
export function replaceMember(object: AttributeObject, name: string, value: unknown): AttributeObject {
  return orderedObject(new Map(Object.entries(object)).set(name, value))
}
