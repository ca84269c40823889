import { isObject } from '@personctl/shared/guards'
import { redactionMark } from '@personctl/shared/redact'
import { hideTokens, isSecretName, redactForm } from '../http/redactSecrets.ts'
import { peekText } from '../http/request.ts'
import { type RecordedBody, truncate } from './journal.ts'

/** The number of characters of a body that are recorded. */
const textLimit = 16 * 1024
/** The number of characters of a body, unless it is JSON, in which secrets are looked for: the rest is not recorded. */
const searchLimit = 4 * textLimit

/**
 * Reads the body of a request for the journal, and hides its secrets. This module is loaded by the first request with a body.
 *
 * @param request stays unread
 * @returns undefined if the request does not have a body
 */
export async function readRecordedBody(request: Request): Promise<RecordedBody | undefined> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() || undefined
  const announced = request.headers.get('content-length')
  const size = announced === null ? undefined : Number(announced)
  if (type !== undefined && !isTextType(type)) return { type, size, text: undefined, isTruncated: false }
  const text = await peekText(request)
  if (text === '') return undefined
  if (text === undefined) return { type, size, text: undefined, isTruncated: true }
  const readable = hideSecrets(text, type)
  return {
    type,
    size: size ?? new TextEncoder().encode(text).length,
    text: truncate(readable.text, textLimit),
    isTruncated: !readable.isWhole || readable.text.length > textLimit,
  }
}

function isTextType(type: string): boolean {
  return /^text\/|^application\/(?:json|xml|graphql|x-www-form-urlencoded)$|\+(?:json|xml)$/.test(type)
}

function hideSecrets(text: string, type: string | undefined): { text: string; isWhole: boolean } {
  // Regardless of the media type: without one of their own, curl and others send JSON as a form.
  const json = parseJson(text)
  // Written anew: of a member that occurs twice, only the last one can be looked at.
  if (json !== undefined) return { text: JSON.stringify(hideMembers(json, deepestMember)), isWhole: true }
  const hide = type === 'application/x-www-form-urlencoded' ? redactForm : hideFromSecretName
  return { text: hide(text.slice(0, searchLimit)), isWhole: text.length <= searchLimit }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const deepestMember = 100

/** Hides the members whose names are those of secrets, and the tokens in all others. */
function hideMembers(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return hideInText(value, depth)
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return '[nested more deeply]'
  if (Array.isArray(value)) return value.map((member) => hideMembers(member, depth - 1))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      hideTokens(name),
      isSecretName(name) ? redactionMark : hideMembers(member, depth - 1),
    ]),
  )
}

/** Hides the secrets in a text, which may be JSON or a form in its turn. */
function hideInText(text: string, depth: number): string {
  const nested = /^\s*[[{]/.test(text) ? parseJson(text) : undefined
  if (nested !== undefined && depth > 0) return JSON.stringify(hideMembers(nested, depth - 1))
  return hideTokens(truncate(text, textLimit))
}

const secretWord =
  /token|secret|assertion|pass|pwd|auth|bearer|basic|cookie|credential|saml|code|pin|key|sig|otp|\\u00|%|&#/i

/** Hides everything from the first word that may be the name of a secret: it is not known where the secret ends. */
function hideFromSecretName(text: string): string {
  const start = text.search(secretWord)
  return hideTokens(start < 0 ? text : text.slice(0, start) + redactionMark)
}
