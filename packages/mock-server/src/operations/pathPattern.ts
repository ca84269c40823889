import { unquote } from '../http/unquote.ts'

/**
 * Whether a path is the one of a pattern, or with `*` at the pattern's end begins as it does. Percent-encoding makes no
 * difference.
 */
export function isOnPath(path: string, pattern: string): boolean {
  return isWritten(path, pattern) || isWritten(unquote(path), unquote(pattern))
}

const isWritten = (path: string, pattern: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern
