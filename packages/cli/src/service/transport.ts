import { Buffer } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { FetchedResponse, FetchFunction } from '@personctl/sdk'
import { readVariable } from '../config/variables.ts'
import type { Environment } from '../io/io.ts'
import { markNumbers } from '../text/exactNumbers.ts'
import type { Redactor } from '../text/redactor.ts'

/** Returns the transport that loads fastest; behind a proxy, one that supports proxies. */
export async function chooseTransport(env: Environment): Promise<FetchFunction> {
  if (findProxyVariable(env) === undefined) return nodeHttpFetch
  const { createUndiciFetch } = await import('@personctl/sdk/node')
  const fetch = createUndiciFetch({ proxyFromEnvironment: env })
  return async (url, init) => {
    try {
      return await fetch(url, init)
    } catch (error) {
      throw nameProxy(error, env)
    }
  }
}

/** Returns an error that names the variable, if the proxy in it is what cannot be reached; otherwise the error itself. */
function nameProxy(error: unknown, env: Environment): unknown {
  let cause = error
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause
  const { code, syscall, port, hostname, message } = cause as NodeJS.ErrnoException & {
    port?: number
    hostname?: string
  }
  const name = proxyVariables.find((variable) => {
    const value = readVariable(env, variable)?.trim() ?? ''
    const url = value.includes('://') ? value : `http://${value}`
    if (!URL.canParse(url)) return false
    const proxy = new URL(url)
    const ownPort = Number(proxy.port || (proxy.protocol === 'https:' ? 443 : 80))
    return hostname === proxy.hostname || (syscall === 'connect' && port === ownPort)
  })
  if (name === undefined) return error
  return Object.assign(new Error(`the proxy in ${name} cannot be reached: ${message}`), { code, syscall })
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
 * Returns a fetch whose responses in JSON have marks at the numbers that would lose digits. A command that does not write
 * the response itself writes the digits.
 */
export function withExactNumbers(fetch: FetchFunction): FetchFunction {
  return async (url, init) => {
    const response = await fetch(url, init)
    // A token endpoint has numbers that the SDK reads.
    if (!init.headers['authorization']?.startsWith('Bearer ')) return response
    const { status, headers } = response
    return {
      status,
      headers,
      ...(response.type !== undefined && { type: response.type }),
      text: async () => markNumbers(await response.text()),
      async arrayBuffer() {
        const bytes = await response.arrayBuffer()
        if (!isJson.test(headers.get('content-type') ?? '')) return bytes
        const text = new TextDecoder().decode(bytes)
        const marked = markNumbers(text)
        return marked === text ? bytes : new TextEncoder().encode(marked).buffer
      },
    }
  }
}

const isJson = /\bjson\b/i

/**
 * The part of `fetch` that the SDK uses, on node:http. The fetch of Node.js loads a client of its own, which takes longer
 * than everything else in a short command, and more memory than the pages of a list.
 */
const nodeHttpFetch: FetchFunction = async (url, init) => {
  const { method, headers, body, signal, maxBodyBytes = defaultMaxBodyBytes } = init
  // Not imported: from Node.js 22 on, to import node:http loads the client that is avoided here.
  const { request } = process.getBuiltinModule(url.startsWith('https:') ? 'node:https' : 'node:http')
  try {
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
      const outgoing = request(url, {
        method,
        headers: {
          'accept-encoding': 'gzip, deflate, br',
          ...headers,
          // For a DELETE and others, Node.js sends a body without its length: the server takes it for another request.
          ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
        },
        signal,
      })
      outgoing.once('response', resolve)
      // Stays: a response that breaks off is reported here, too, and to its reader anyway.
      outgoing.on('error', reject)
      outgoing.end(body)
    })
    const received = await readBody(message, maxBodyBytes)
    const content = await decompress(received, message.headers['content-encoding'], maxBodyBytes)
    // A `Response` would load what is avoided here, and copy the body again and again on its way through streams.
    return {
      status: message.statusCode ?? 0,
      headers: readHeaders(message),
      text: async () => new TextDecoder().decode(content),
      arrayBuffer: async () => new Uint8Array(content).buffer,
    }
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}

const defaultMaxBodyBytes = 64 * 1024 * 1024

async function readBody(message: IncomingMessage, maxBodyBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message) {
    size += chunk.length
    if (size > maxBodyBytes)
      throw Object.assign(new RangeError('The body is too large.'), { code: 'ERR_BUFFER_TOO_LARGE' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

type Decode = (
  content: Buffer,
  options: { maxOutputLength: number },
  settle: (error: Error | null, decoded: Buffer) => void,
) => void

/** Returns the content without its encodings, which were applied in the order in which they are listed. */
async function decompress(
  content: Buffer,
  encodings: string | undefined,
  maxOutputLength: number,
): Promise<Buffer> {
  if (encodings === undefined || content.length === 0) return content
  const { brotliDecompress, inflateRaw, unzip } = await import('node:zlib')
  let result = content
  const names = encodings.toLowerCase().split(',').reverse()
  // Each one can multiply the size by a thousand.
  if (names.length > 5) throw new Error(`the response has ${names.length} content encodings`)
  for (const name of names.map((one) => one.trim())) {
    if (name === 'identity' || name === '') continue
    // Some servers send deflate without the header that belongs to it, whose low bits are always 8.
    const isBare = name === 'deflate' && ((result[0] ?? 0) & 15) !== 8
    const decode: Decode = name === 'br' ? brotliDecompress : isBare ? inflateRaw : unzip
    result = await new Promise<Buffer>((resolve, reject) => {
      decode(result, { maxOutputLength }, (error, decoded) =>
        error === null ? resolve(decoded) : reject(error),
      )
    })
  }
  return result
}

function readHeaders({ headersDistinct }: IncomingMessage): FetchedResponse['headers'] {
  return {
    get: (name) => headersDistinct[name.toLowerCase()]?.join(', ') ?? null,
    forEach(callback) {
      for (const [name, values = []] of Object.entries(headersDistinct))
        for (const value of values) callback(value, name)
    },
  }
}
