import { type FetchFunction, InvalidResponseError, NetworkError } from '@personctl/sdk'

const limitMs = 15_000

/** A JSON document that anybody may read; undefined where there is none. Redirects are told, and not followed. */
export async function fetchDocument(
  url: string,
  userAgent: string,
  fetch: FetchFunction,
  outer: AbortSignal,
): Promise<unknown> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(limitMs)])
  const headers = new Headers({ accept: 'application/json', 'user-agent': userAgent })
  let answer: Response
  let text: string
  try {
    answer = await fetch(url, { method: 'GET', headers, signal, redirect: 'manual' })
    text = await answer.text()
  } catch (error) {
    outer.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    throw new NetworkError(`${url} cannot be read: ${reason}`, {
      hint: 'Check the address, the network and any proxy.',
    })
  }
  const location = answer.headers.get('location')
  if (location !== null && answer.status >= 300 && answer.status < 400) {
    throw new InvalidResponseError(`${url} only says that it is at ${location}.`, {
      status: answer.status,
      hint: 'If that is where it should be, give that address to --discover.',
    })
  }
  if (answer.status >= 500) {
    throw new InvalidResponseError(`${url} was answered with ${answer.status}.`, { status: answer.status })
  }
  if (answer.status !== 200) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
