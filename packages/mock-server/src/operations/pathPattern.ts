import { unquote } from '../http/unquote.ts'

/**
 * Whether a path is the one of a pattern, or with `*` at the pattern's end begins as it does. Percent-encoding makes no
 * difference.
 */
export function isOnPath(path: string, pattern: string): boolean {
  const wanted = unquote(pattern)
  const found = unquote(path)
  return wanted.endsWith('*') ? found.startsWith(wanted.slice(0, -1)) : found === wanted
}
