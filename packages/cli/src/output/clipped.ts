import stringWidth from 'string-width'

const ellipsis = '…'
let segmenter: Intl.Segmenter | undefined

/**
 * The text, cut to what fits into so many columns of a terminal, with an ellipsis for what is missing. What a reader
 * takes for one character is never cut in two.
 *
 * @param kept which end of the text stays
 */
export function clipped(text: string, width: number, kept: 'start' | 'end'): string {
  if (stringWidth(text) <= width) return text
  segmenter ??= new Intl.Segmenter()
  const characters =
    kept === 'start' ? segmentsOf(segmenter, text) : [...segmentsOf(segmenter, text)].reverse()
  let room = width - stringWidth(ellipsis)
  const fitting: string[] = []
  for (const character of characters) {
    room -= stringWidth(character)
    if (room < 0) break
    fitting.push(character)
  }
  return kept === 'start' ? `${fitting.join('')}${ellipsis}` : `${ellipsis}${fitting.reverse().join('')}`
}

/** One after the other, for of a long text only the beginning is looked at. */
function* segmentsOf(segmenter: Intl.Segmenter, text: string): Generator<string> {
  for (const { segment } of segmenter.segment(text)) yield segment
}
