/**
 * The lines of a text that arrives in pieces, each as soon as it is there: trimmed, without the blank ones. Rejects as
 * soon as the signal aborts.
 */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder()
  const aborted = rejection(signal)
  // By hand, for to leave a loop would wait for the piece under way.
  const pieces = input[Symbol.asyncIterator]()
  let rest = ''
  for (;;) {
    const { done, value } = await Promise.race([pieces.next(), aborted])
    const lines = `${rest}${decoder.decode(value, { stream: done !== true })}`.split(/\r\n|\r|\n/)
    rest = done === true ? '' : (lines.pop() ?? '')
    for (const line of lines) {
      const trimmed = line.trim()
      if (trimmed !== '') yield trimmed
    }
    if (done === true) return
  }
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
  const promise = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  // It may come when nobody waits any more.
  promise.catch(() => {})
  return promise
}
