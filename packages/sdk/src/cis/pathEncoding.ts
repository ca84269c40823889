import { filledPath } from '../http/path.ts'

/**
 * Fills the places of a path. The Person API decodes the last part of its single-user routes twice, so whatever is to
 * survive must be encoded twice: `/` and `%` above all.
 */
export function filledPathTwice(path: string, values: Record<string, unknown>): string {
  const once = Object.entries(values).map(([name, value]) => [name, encodeURIComponent(String(value))])
  return filledPath(path, Object.fromEntries(once))
}
