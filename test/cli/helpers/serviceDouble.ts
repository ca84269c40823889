import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request as the double saw it. */
export interface SeenRequest {
  readonly method: string
  /** Path and query, as sent. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** What the double answers; undefined for no answer, ever. */
export type Answer = { status?: number; headers?: Record<string, string>; body: unknown } | undefined

export type Behaviour = (request: SeenRequest) => Answer | Promise<Answer>

/** A server made by hand, for what no well-behaved one does. */
export interface ServiceDouble {
  readonly origin: string
  readonly requests: readonly SeenRequest[]
  /** The settings that lead personctl to it. */
  readonly env: Record<string, string>
}

/** A secret that JSON, URLs and forms each write in another way. */
export const clientSecret = 's3cr&t "q" +/='
/** A token that does not look like one. */
export const accessToken = 'opaque.t0ken'

export const givesToken: Behaviour = () => ({
  body: { access_token: accessToken, token_type: 'Bearer', expires_in: 3600 },
})

/** Starts a double that lives as long as the test does. */
export async function startServiceDouble(
  behaviour: { token?: Behaviour; user?: Behaviour } = {},
): Promise<ServiceDouble> {
  const { token = givesToken, user = () => ({ body: {} }) } = behaviour
  const requests: SeenRequest[] = []
  const server = createServer(async (incoming, outgoing) => {
    const request = {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      headers: incoming.headers,
      body: await bodyOf(incoming),
    }
    requests.push(request)
    const answer = await (isForToken(request) ? token : user)(request)
    if (answer !== undefined) send(outgoing, answer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    requests,
    env: {
      PERSONCTL_CIS_URL: origin,
      PERSONCTL_CIS_TOKEN_URL: `${origin}/oauth/token`,
      PERSONCTL_CIS_CLIENT_ID: 'client',
      PERSONCTL_CIS_CLIENT_SECRET: clientSecret,
      PERSONCTL_CERN_URL: origin,
      PERSONCTL_CERN_TOKEN_URL: `${origin}${realm}/api-access/token`,
      PERSONCTL_CERN_CLIENT_ID: 'client',
      PERSONCTL_CERN_CLIENT_SECRET: clientSecret,
    },
  }
}

const realm = '/auth/realms/cern'

function isForToken({ url }: SeenRequest): boolean {
  return url.startsWith('/oauth/token') || url.startsWith(`${realm}/`)
}

function send(outgoing: ServerResponse, { status = 200, headers, body }: NonNullable<Answer>): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers })
  outgoing.end(typeof body === 'string' ? body : JSON.stringify(body))
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of incoming.setEncoding('utf8')) body += chunk
  return body
}
