import { Buffer } from 'node:buffer'

const placeholder = '[hidden]'
// What looks like a token is hidden even where nobody said that it is one.
const bearerToken = /\b(bearer|basic)\s+[\w.~+/=-]{16,}/gi
const jsonWebToken = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g

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
    longestFirst = [...new Set([...secrets].flatMap(spellings))].sort((a, b) => b.length - a.length)
  }

  return {
    hide,
    hideClient(id, secret) {
      hide(secret)
      for (const encode of [(text: string) => text, encodeURIComponent]) {
        hide(Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64'))
      }
    },
    redact(text) {
      const known = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, placeholder), text)
      return known.replace(bearerToken, `$1 ${placeholder}`).replace(jsonWebToken, placeholder)
    },
  }
}

/** As it is, and as JSON, JSON in JSON, URLs and forms write it. */
function spellings(secret: string): string[] {
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1)
  return [secret, inJson(secret), inJson(inJson(secret)), encodeURIComponent(secret), inForm]
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}
