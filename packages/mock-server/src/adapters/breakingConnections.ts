import type { Http2Bindings, HttpBindings } from '@hono/node-server'
import type { Answerer } from '../http/answerer.ts'
import { breakageOf, type CutAnswer } from '../http/brokenConnection.ts'

type NodeAnswerer = (request: Request, bindings: HttpBindings | Http2Bindings) => Response | Promise<Response>

// What tells @hono/node-server that the answer is already out.
const alreadySent = (): Response => new Response(null, { headers: { 'x-hono-already-sent': 'true' } })

/** Breaks the connection where an answer says that it is to be broken. */
export function breakingConnections(answer: Answerer): NodeAnswerer {
  return (request, bindings) => {
    const answered = answer(request)
    // What breaks a connection takes its time.
    return answered instanceof Promise
      ? answered.then((response) => sent(response, bindings as HttpBindings))
      : answered
  }
}

function sent(response: Response, bindings: HttpBindings): Response {
  const breakage = breakageOf(response)
  if (breakage === undefined) return response
  if (breakage === 'reset') bindings.incoming.socket.resetAndDestroy()
  else cut(breakage, bindings)
  return alreadySent()
}

function cut({ status, headers, part }: CutAnswer, { incoming, outgoing }: HttpBindings): void {
  outgoing.writeHead(status, { ...headers })
  outgoing.write(part, () => incoming.socket.destroy())
}
