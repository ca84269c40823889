import type { IncomingMessage } from 'node:http'
import type { FetchFunction } from '@personctl/sdk'
import { type Environment, variable } from '../config/variables.ts'
import type { Redactor } from '../text/redact.ts'

/** The same fetch, but every token that is sent is known as a secret from then on, wherever it came from. */
export function observedFetch(fetch: FetchFunction, redactor: Redactor): FetchFunction {
  return (url, init) => {
    const [, token] = init.headers.get('authorization')?.split(' ') ?? []
    if (token !== undefined) redactor.hide(token)
    return fetch(url, init)
  }
}

/**
 * A `fetch` on node:http, with as much of it as the SDK uses. The one of Node.js brings along a client of its own, which
 * takes longer to load than all else a short command does, and more memory than the pages of a list.
 */
const plainFetch: FetchFunction = async (url, { method, headers, body, signal }) => {
  const { request } = url.startsWith('https:') ? await import('node:https') : await import('node:http')
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = request(url, {
        method,
        headers: { 'accept-encoding': 'gzip, deflate, br', ...Object.fromEntries(headers) },
        signal,
      })
      outgoing.once('response', resolve)
      // Stays, for an answer that breaks off is said here, too; who reads the answer is told anyway.
      outgoing.on('error', reject)
      outgoing.end(body)
    })
    const content = await decompressed(await contentOf(answer), answer.headers['content-encoding'])
    const response = new Response(null, { status: answer.statusCode ?? 0, headers: headersOf(answer) })
    // As a body of the response, it would be copied again and again on its way through streams.
    return Object.assign(response, { text: async () => new TextDecoder().decode(content) })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}

async function contentOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function decompressed(content: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity' || content.length === 0) return content
  const { brotliDecompress, unzip } = await import('node:zlib')
  const decompress = encoding === 'br' ? brotliDecompress : unzip
  return new Promise((resolve, reject) => {
    decompress(content, (error, result) => (error === null ? resolve(result) : reject(error)))
  })
}

function headersOf(answer: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value)
  }
  return headers
}

const proxyVariables = ['HTTPS_PROXY', 'HTTP_PROXY', 'https_proxy', 'http_proxy']

/** The variable that names a proxy; undefined where there is none to go through. */
export function proxyIn(env: Environment): string | undefined {
  return proxyVariables.find((name) => variable(env, name) !== undefined)
}

/** What loads fastest; where there is a proxy to go through, what knows proxies. */
export async function chooseTransport(env: Environment): Promise<FetchFunction> {
  if (proxyIn(env) === undefined) return plainFetch
  const { createUndiciFetch } = await import('@personctl/sdk/node')
  return createUndiciFetch()
}
