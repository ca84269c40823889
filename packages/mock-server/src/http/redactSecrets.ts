import { redactionMark, redactTokens } from '@personctl/shared/redact'
import { percentDecode } from './request.ts'

/** Replaces every secret in a path, a query or the value of a header: tokens, codes and passwords. */
export function redactSecrets(text: string): string {
  return hideSecretOfJson(text)
    .split('&')
    .map((part) => redactParameters(part, /([?;])/))
    .join('&')
}

/** Replaces every secret in a form. Unlike those of a query, its parameters are separated by `&` only. */
export function redactForm(text: string): string {
  return hideSecretOfJson(text)
    .split('&')
    .map((part) => redactParameters(part, undefined))
    .join('&')
}

/** Hides a secret in JSON, or in a header in a text, before the text is split: it may contain what separates parameters. */
function hideSecretOfJson(text: string): string {
  return hideNamedSecret(text, /:\s|["'\\]\s*:/g)
}

function redactParameters(text: string, separator: RegExp | undefined): string {
  const parts = separator === undefined ? [text] : text.split(separator)
  let result = ''
  for (const part of parts) {
    const end = part.indexOf('=')
    // What follows may be a part of the secret.
    if (end >= 0 && isSecretName(part.slice(0, end))) return result + part.slice(0, end + 1) + redactionMark
    result += hideTokens(part)
  }
  return result
}

/**
 * Hides the tokens in a text, and what follows the name of a secret in it, as in `X-Api-Key: …`, in JSON or in the URL of a
 * parameter. A text that is percent-encoded is decoded then.
 */
export function hideTokens(text: string): string {
  return hideDecoded(text, /:\s|["'\\]\s*:|=/g)
}

/** Hides the same in a sentence of the mock that may repeat what a client sent. A colon after a word belongs to the sentence. */
export function hideInSentence(text: string): string {
  return hideDecoded(text, /["'\\]\s*:|=/g)
}

function hideDecoded(text: string, separators: RegExp): string {
  const decoded = decodeFully(text)
  const hidden = hideNamedSecret(redactTokens(decoded), separators)
  return hidden === decoded ? text : hidden
}

/** The longest name of a secret, with what stands between it and its value. */
const longestName = 64

/** Hides everything from the value of the first secret that has a name: it is not known where it ends. */
function hideNamedSecret(text: string, separators: RegExp): string {
  for (const { index, 0: separator } of text.matchAll(separators)) {
    const before = text.slice(Math.max(index - longestName, 0), index)
    const name = /([\w.%-]+(?:\[[^\]]*\])?)["'\\\s]*$/.exec(before)?.[1]
    if (name !== undefined && isSecretName(name)) return text.slice(0, index) + separator + redactionMark
  }
  return text
}

const secretName =
  /(?:token|secret|assertion|password|passwd|pwd|passphrase|apikey|authorization|cookie|credential|privatekey|codeverifier|devicecode|authcode|authorizationcode|samlresponse|idtokenhint)s?$|^(?:code|pin|pass|key|sig|x?auth|otp)$/

/** Returns true for the name of a parameter, of a header or of a member whose value is a secret. */
export function isSecretName(name: string): boolean {
  const word = decodeFully(name)
    .replace(/\[.*$/s, '')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
  return secretName.test(word)
}

const deepestEncoding = 4

function decodeFully(text: string): string {
  let decoded = text
  for (let level = 0; level < deepestEncoding && decoded.includes('%'); level++)
    decoded = percentDecode(decoded)
  return decoded
}
