import { redactionMark, redactTokens } from '@personctl/shared/redact'
import { percentDecode } from './request.ts'

/** Replaces every secret in a path, a query or the value of a header: tokens, codes and passwords. */
export function redactSecrets(text: string): string {
  return text
    .split('&')
    .map((part) => redactParameters(part, /([?;])/))
    .join('&')
}

/** Replaces every secret in a form. Unlike those of a query, its parameters are separated by `&` only. */
export function redactForm(text: string): string {
  return text
    .split('&')
    .map((part) => redactParameters(part, undefined))
    .join('&')
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

/** Hides the tokens in a text, also in one that is percent-encoded: it is decoded then. */
export function hideTokens(text: string): string {
  const decoded = decodeFully(text)
  const hidden = redactTokens(decoded)
  return hidden === decoded ? text : hidden
}

const secretName =
  /(?:token|secret|assertion|password|passwd|pwd|passphrase|apikey|authorization|cookie|credential|privatekey|codeverifier|devicecode|authcode|authorizationcode|samlresponse|idtokenhint)s?$|^(?:code|pin|pass|key|sig)$/

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
