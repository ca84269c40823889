import { isObject } from '@personctl/shared/guards'
import { redactionMark } from '@personctl/shared/redact'
import { hideTokens, isSecretName, redactForm } from '../http/redactSecrets.ts'
import { peekText } from '../http/request.ts'
import { type RecordedBody, truncate } from './journal.ts'

/** The number of characters of a body that are recorded. */
const textLimit = 16 * 1024

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
    text: truncate(readable, textLimit),
    isTruncated: readable.length > textLimit,
  }
}

function isTextType(type: string): boolean {
  return /^text\/|^application\/(?:json|xml|graphql|x-www-form-urlencoded)$|\+(?:json|xml)$/.test(type)
}

function hideSecrets(text: string, type: string | undefined): string {
  if (type === 'application/x-www-form-urlencoded') return redactForm(text)
  const json = parseJson(text)
  // Written anew: of a member that occurs twice, only the last one can be looked at.
  return json === undefined ? hideFromSecretName(text) : JSON.stringify(hideMembers(json, deepestMember))
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
  if (typeof value === 'string') return hideTokens(value)
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

const secretWord =
  /token|secret|assertion|passw|pwd|passphrase|api.?key|authorization|bearer|basic|cookie|credential|private.?key|code|pin|key|sig|\\u00|%/i

/** Hides everything from the first word that may be the name of a secret: it is not known where the secret ends. */
function hideFromSecretName(text: string): string {
  const start = text.search(secretWord)
  return hideTokens(start < 0 ? text : text.slice(0, start) + redactionMark)
}
