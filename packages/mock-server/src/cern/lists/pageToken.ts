import { CernRefusal } from '../refusal.ts'
import type { SortKey } from './sortKey.ts'

/** The place after a row: what it is sorted by, and its id. It stays where it is when rows come and go. */
export interface PageToken {
  readonly keys: readonly SortKey[]
  readonly id: string
}

/** In characters that a URL takes as they are: many clients put it there without encoding it. */
export function writePageToken({ id, keys }: PageToken): string {
  const text = JSON.stringify(keys.length === 0 ? { Id: id } : { Id: id, Sort: keys })
  const binary = String.fromCharCode(...new TextEncoder().encode(text))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** @param sorted by how many fields the list is sorted @throws CernRefusal */
export function readPageToken(token: string, sorted: number): PageToken {
  const { Id: id, Sort: keys = [] } = contentOf(token) ?? {}
  if (typeof id !== 'string' || !isGuid.test(id) || !Array.isArray(keys) || !keys.every(isSortKey))
    throw new CernRefusal(400, `The token '${token.slice(0, 200)}' is not one of a page`)
  if (keys.length !== sorted)
    throw new CernRefusal(400, 'The token is of a list in another order; send the same sort with it')
  return { id: id.toLowerCase(), keys }
}

const isGuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function isSortKey(key: unknown): key is SortKey {
  return key === null || ['boolean', 'number', 'string'].includes(typeof key)
}

function contentOf(token: string): Partial<Record<'Id' | 'Sort', unknown>> | undefined {
  try {
    const binary = atob(token.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const content: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof content === 'object' && content !== null ? content : undefined
  } catch {
    return undefined
  }
}
