// A byte order mark is a character like any other here.
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/**
 * Percent-decodes as Python's `urllib.parse.unquote` does: `+` stays, an incomplete escape stays, and bytes that are
 * not UTF-8 become U+FFFD.
 */
export function unquote(text: string): string {
  return text.includes('%') ? text.replace(/(?:%[0-9a-f]{2})+/gi, decodeRun) : text
}

function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run)
  } catch {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (digits) => Number.parseInt(digits, 16))
    return lenientUtf8.decode(bytes)
  }
}
