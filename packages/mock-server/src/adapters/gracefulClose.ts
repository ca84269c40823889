import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

const sweepMs = 20

/**
 * Lets a server end without cutting anybody off and without waiting for those who ask nothing: node closes neither a
 * connection that never carried a request, nor at once one whose last answer is out.
 *
 * @returns a function that takes no more connections, and resolves when the requests in flight are answered; called
 *   again, it cuts them off
 */
export function gracefulClose(server: Server): () => Promise<void> {
  const latestAnswers = new Map<Socket, ServerResponse | undefined>()
  server.on('connection', (socket: Socket) => {
    latestAnswers.set(socket, undefined)
    socket.once('close', () => latestAnswers.delete(socket))
  })
  server.on('request', (request, answer) => latestAnswers.set(request.socket, answer))

  const sweep = (): void => {
    for (const [socket, answer] of latestAnswers) if (answer?.writableFinished !== false) socket.destroySoon()
  }

  let closed: Promise<void> | undefined
  return () => {
    if (closed === undefined)
      closed = new Promise((resolve) => {
        const sweeping = setInterval(sweep, sweepMs)
        server.close(() => {
          clearInterval(sweeping)
          resolve()
        })
        sweep()
      })
    else server.closeAllConnections()
    return closed
  }
}
