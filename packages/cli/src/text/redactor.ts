import { Buffer } from 'node:buffer'
import { listSpellings, redact } from '@personctl/shared/redact'

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
  let longestFirst: string[] = []

  function addSecret(secret: string): void {
    if (secret === '' || secrets.has(secret)) return
    secrets.add(secret)
    longestFirst = listSpellings(secrets)
  }

  return {
    addSecret,
    addClientSecret(id, secret) {
      addSecret(secret)
      for (const encode of [(text: string) => text, encodeURIComponent]) {
        addSecret(Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64'))
      }
    },
    redact: (text) => redact(text, longestFirst),
  }
}
