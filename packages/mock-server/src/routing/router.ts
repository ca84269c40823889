import type { paths } from '@personctl/openapi/cern'
import { percentDecode } from '../http/request.ts'

/**
 * Whether a path is the one of a pattern, or with `*` at the pattern's end begins as it does. Percent-encoding makes no
 * difference.
 */
export function isOnPath(path: string, pattern: string): boolean {
  return isWritten(path, pattern) || isWritten(percentDecode(path), percentDecode(pattern))
}

const isWritten = (path: string, pattern: string): boolean =>
  pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern

/** A path of the service as it is documented. */
type CernPath = Extract<keyof paths, `/api/v1.0/${string}`>

/** A path and what answers on it. */
export type Route<Handlers> = readonly [path: CernPath, handlers: Handlers]

/** A path that was asked for: what stands in the place of its parameters, and the path as it is written in links. */
interface MatchedPath<Handlers> {
  readonly handlers: Handlers
  readonly parameters: Readonly<Record<string, string>>
  readonly path: string
}

/** Whether a path, not decoded, is one of this service. */
export function isCernPath(path: string): boolean {
  return cernPath.test(path)
}

const cernPath = /^\/+api\/+v1\.0(?:\/|$)/i

/**
 * Finds the route of a path. Case does not matter, nor do slashes at the end or twice in a row. An encoded slash is part
 * of a name: the path is taken apart before it is decoded.
 *
 * @param routes of those that match, the first counts
 * @returns a function that takes a path as it was sent
 */
export function createRouter<Handlers>(
  routes: readonly Route<Handlers>[],
): (path: string) => MatchedPath<Handlers> | undefined {
  const patterns = routes.map(([template, handlers]) => ({ parts: partsOf(template), handlers }))
  return (path) => {
    const parts = partsOf(path).map(percentDecode)
    const found = patterns.find(
      (pattern) =>
        pattern.parts.length === parts.length &&
        pattern.parts.every((part, index) => isParameter(part) || isSame(part, parts[index])),
    )
    if (found === undefined) return undefined
    const parameters: Record<string, string> = {}
    let written = ''
    for (const [index, part] of found.parts.entries()) {
      const given = parts[index] ?? ''
      if (isParameter(part)) parameters[part.slice(1, -1)] = given
      written += `/${isParameter(part) ? encodeURIComponent(given.toWellFormed()) : part}`
    }
    return { handlers: found.handlers, parameters, path: written }
  }
}

const partsOf = (path: string): readonly string[] => path.split('/').filter((part) => part !== '')
const isParameter = (part: string): boolean => part.startsWith('{')
const isSame = (part: string, given = ''): boolean => part.toLowerCase() === given.toLowerCase()
