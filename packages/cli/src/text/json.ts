import { unicodeEscape } from './visible.ts'

// JSON allows these as they are, but terminals obey the first and some parsers end a line at the others.
const allowedYetUnsafe = /[\u007f-\u009f\u2028\u2029]/g

/** JSON that is safe to print: the same value, with control characters always escaped. */
export function printableJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(allowedYetUnsafe, unicodeEscape)
}
