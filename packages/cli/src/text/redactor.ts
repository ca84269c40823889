import { Buffer } from 'node:buffer'
import { redact } from '@personctl/shared/redact'
import { parseExactly, readDigits } from './exactNumbers.ts'
import { toPrintableJson } from './text.ts'

/** Knows the secrets in use, and takes them out of texts. */
export interface Redactor {
  /** Adds a secret to take out. */
  addSecret(secret: string): void
  /** Adds a client's secret, and the spelling of both in HTTP basic authentication. */
  addClientSecret(id: string, secret: string): void
  redact(text: string): string
}

export function createRedactor(): Redactor {
  const secrets = new Set<string>()
  return {
    addSecret(secret) {
      secrets.add(secret)
    },
    addClientSecret(id, secret) {
      secrets.add(secret)
      for (const encode of [(text: string) => text, encodeURIComponent]) {
        const basic = Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64')
        secrets.add(basic.replace(/=+$/, ''))
      }
    },
    redact: (text) => redactKeepingJson(text, (part) => redact(part, secrets)),
  }
}

/** Hides secrets in a text. In a line of JSON only its strings are changed: it is JSON afterwards, too. */
function redactKeepingJson(text: string, redactPart: (part: string) => string): string {
  const redacted = redactPart(text)
  if (redacted === text || !/^\{.*\}\n$/.test(text)) return redacted
  try {
    return `${toPrintableJson(redactStrings(parseExactly(text), redactPart))}\n`
  } catch {
    return redacted
  }
}

function redactStrings(value: unknown, redactPart: (part: string) => string): unknown {
  if (typeof value === 'string') return readDigits(value) === undefined ? redactPart(value) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((element) => redactStrings(element, redactPart))
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, redactStrings(child, redactPart)]),
  )
}
