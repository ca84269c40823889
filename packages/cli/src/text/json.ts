import { unicodeEscape } from './text.ts'

/**
 * What may stand in a text of JSON or YAML as it is, yet not before people and parsers: terminals obey control
 * characters and those that reorder a line, and some parsers end a line where no other does.
 */
export const allowedYetUnsafe: RegExp = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** JSON that is safe to print: the same value, with what is unsafe always escaped. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(allowedYetUnsafe, unicodeEscape)
}
