/** What stands between two columns. */
export const gap = '  '

const narrowest = 4

/**
 * How wide columns are to be for a line to have room for all: the widest give way first, and none becomes narrower than
 * four characters, room or not. Without a limit, as wide as what is in them.
 */
export function columnWidths(natural: readonly number[], lineWidth: number | undefined): number[] {
  if (lineWidth === undefined) return [...natural]
  let room = lineWidth - gap.length * (natural.length - 1)
  const widths = [...natural]
  const byWidth = [...natural.keys()].sort((one, other) => (natural[one] ?? 0) - (natural[other] ?? 0))
  for (const [rank, column] of byWidth.entries()) {
    // What is left, shared among those who have not got theirs: whoever needs less leaves more to the wider.
    const share = Math.max(narrowest, Math.floor(room / (byWidth.length - rank)))
    const width = Math.min(natural[column] ?? 0, share)
    widths[column] = width
    room -= width
  }
  return widths
}
