/** What is sent before the connection ends: a head that announces more than follows. */
export interface CutAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly part: Uint8Array
}

const broken = new WeakMap<Response, CutAnswer | 'reset'>()

/** How a server is to break the connection in the place of an answer; undefined for an answer that is one. */
export function breakageOf(response: Response): CutAnswer | 'reset' | undefined {
  return broken.get(response)
}

/** The answer of a server that resets the connection: what the Fetch standard calls a network error. */
export function connectionReset(): Response {
  const response = Response.error()
  broken.set(response, 'reset')
  return response
}

/** An answer that ends with the connection before all of it was sent; without a server between, with its body's failure. */
export function connectionCut(cut: CutAnswer): Response {
  let sent = false
  const body = new ReadableStream({
    pull(controller) {
      if (sent) controller.error(new TypeError('terminated'))
      else controller.enqueue(cut.part)
      sent = true
    },
  })
  const response = new Response(body, { status: cut.status, headers: { ...cut.headers } })
  broken.set(response, cut)
  return response
}
