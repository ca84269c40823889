import { Buffer } from 'node:buffer'
import { listSpellings, redact } from '@personctl/shared/redact'

/** Knows the secrets in use, and takes them out of texts. */
export interface Redactor {
  hide(secret: string): void
  /** Hides a client's secret, and how HTTP basic authentication writes the two. */
  hideClient(id: string, secret: string): void
  redact(text: string): string
}

export function createRedactor(): Redactor {
  const secrets = new Set<string>()
  let longestFirst: string[] = []

  function hide(secret: string): void {
    if (secret === '' || secrets.has(secret)) return
    secrets.add(secret)
    longestFirst = listSpellings(secrets)
  }

  return {
    hide,
    hideClient(id, secret) {
      hide(secret)
      for (const encode of [(text: string) => text, encodeURIComponent]) {
        hide(Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64'))
      }
    },
    redact: (text) => redact(text, longestFirst),
  }
}
