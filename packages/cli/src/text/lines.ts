/** The lines of a text that arrives in pieces: trimmed, without the blank ones. Rejects as soon as the signal aborts. */
export async function readLines(input: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<string[]> {
  return (await readText(input, signal))
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** A text that arrives in pieces, without a byte order mark. Rejects as soon as the signal aborts. */
export function readText(input: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<string> {
  return Promise.race([decoded(input), rejection(signal)])
}

async function decoded(input: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of input) text += decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
