import type { IncomingMessage } from 'node:http'
import type { FetchFunction } from '@personctl/sdk'
import { readVariable } from '../config/variables.ts'
import type { Environment } from '../io/io.ts'
import type { Redactor } from '../text/redactor.ts'

/** Returns the transport that loads fastest; behind a proxy, one that supports proxies. */
export async function chooseTransport(env: Environment): Promise<FetchFunction> {
  if (findProxyVariable(env) === undefined) return nodeHttpFetch
  const { createUndiciFetch } = await import('@personctl/sdk/node')
  return createUndiciFetch({ proxyFromEnvironment: env })
}

const proxyVariables = ['https_proxy', 'http_proxy', 'all_proxy'].flatMap((name) => [
  name,
  name.toUpperCase(),
])

/** Returns the name of the variable that names a proxy; undefined without a proxy. */
export function findProxyVariable(env: Environment): string | undefined {
  return proxyVariables.find((name) => readVariable(env, name) !== undefined)
}

/** Returns a fetch that hides each token it sends from all output, regardless of the token's origin. */
export function withRedaction(fetch: FetchFunction, redactor: Redactor): FetchFunction {
  return (url, init) => {
    const [, token] = init.headers['authorization']?.split(' ') ?? []
    if (token !== undefined) redactor.addSecret(token)
    return fetch(url, init)
  }
}

/**
 * The part of `fetch` that the SDK uses, on node:http. The fetch of Node.js loads a client of its own, which takes longer
 * than everything else in a short command, and more memory than the pages of a list.
 */
const nodeHttpFetch: FetchFunction = async (url, { method, headers, body, signal }) => {
  // Not imported: from Node.js 22 on, to import node:http loads the client that is avoided here.
  const { request } = process.getBuiltinModule(url.startsWith('https:') ? 'node:https' : 'node:http')
  try {
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = request(url, {
        method,
        headers: { 'accept-encoding': 'gzip, deflate, br', ...headers },
        signal,
      })
      outgoing.once('response', resolve)
      // Stays: a response that breaks off is reported here, too, and to its reader anyway.
      outgoing.on('error', reject)
      outgoing.end(body)
    })
    const content = await decompress(await readBody(message), message.headers['content-encoding'])
    const response = new Response(null, { status: message.statusCode ?? 0, headers: toHeaders(message) })
    // A body of the response would be copied again and again on its way through streams.
    return Object.assign(response, { text: async () => new TextDecoder().decode(content) })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function decompress(content: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity' || content.length === 0) return content
  const { brotliDecompress, unzip } = await import('node:zlib')
  const decode = encoding === 'br' ? brotliDecompress : unzip
  return new Promise((resolve, reject) => {
    decode(content, (error, result) => (error === null ? resolve(result) : reject(error)))
  })
}

function toHeaders({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values] of Object.entries(headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value)
  }
  return headers
}
