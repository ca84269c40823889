/** Whether a path is the one of a pattern, or with `*` at the pattern's end begins as it does. */
export function isOnPath(path: string, pattern: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern
}
