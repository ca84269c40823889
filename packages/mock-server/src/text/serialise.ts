import { asciiJson } from './asciiJson.ts'
import { compareCodePoints } from './compareCodePoints.ts'

/** JSON as Flask's `jsonify` writes it: sorted keys, no spaces, ASCII only. */
export function serialise(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(serialise).join(',')}]`
  return serialiseObject(value as Record<string, unknown>, serialise)
}

/** An object as `serialise` writes it, what is in it as the given function does. */
export function serialiseObject(
  members: Readonly<Record<string, unknown>>,
  textOf: (value: unknown) => string,
): string {
  return `{${Object.keys(members)
    .filter((key) => members[key] !== undefined)
    .sort(compareCodePoints)
    .map((key) => `${quoted(key)}:${textOf(members[key])}`)
    .join(',')}}`
}

/** A text as a JSON string of ASCII alone. */
export function quoted(text: string): string {
  return asciiJson(text)
}
