import { Buffer } from 'node:buffer'
import { redact } from '@personctl/shared/redact'

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
    redact: (text) => redact(text, secrets),
  }
}
