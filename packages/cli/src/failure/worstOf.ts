/** The exit code for several failures: an unexpected one before all others, or else the highest. */
export function worstOf(exitCodes: Iterable<number>): number {
  const codes = [...exitCodes]
  return codes.includes(1) ? 1 : Math.max(0, ...codes)
}
