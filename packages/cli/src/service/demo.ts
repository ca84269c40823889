import { createApp, type ResponseClass } from '@personctl/mock-server/app'
import { type Authentication, clientCredentials, type FetchFunction } from '@personctl/sdk'

// Reserved by RFC 2606: a request that escaped would reach nothing.
const baseUrl = 'http://demo.invalid'

/**
 * Returns the options of a client of the embedded directory, which has real tokens and filters, and no network.
 *
 * @param signatures true to sign profiles, which takes time
 */
export function createDemoOptions(
  tokenPath: string,
  signatures: boolean,
): {
  baseUrl: string
  auth: Authentication
  fetch: FetchFunction
} {
  const app = createApp({ admin: false, signatures }, DemoResponse as ResponseClass)
  return {
    baseUrl,
    auth: clientCredentials({
      clientId: 'demo',
      clientSecret: 'demo-secret',
      tokenUrl: `${baseUrl}${tokenPath}`,
    }),
    fetch: (url, init) => app(createRequest(url, init)),
  }
}

// `Request`, `Response` and `Headers` of Node.js load its HTTP client, which takes longer than the whole directory. These
// have the part of them that the mock and the SDK use.

interface DemoHeaders extends Iterable<[string, string]>, Pick<Headers, 'get' | 'has' | 'set'> {
  forEach(callback: (value: string, name: string) => void): void
}

function createHeaders(record: Readonly<Record<string, string>>): DemoHeaders {
  const values = new Map(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]))
  return {
    get: (name) => values.get(name.toLowerCase()) ?? null,
    has: (name) => values.has(name.toLowerCase()),
    set: (name, value) => void values.set(name.toLowerCase(), value),
    forEach: (callback) => values.forEach(callback),
    [Symbol.iterator]: () => values.entries(),
  }
}

interface DemoRequest extends Pick<Request, 'url' | 'method' | 'signal'> {
  readonly headers: DemoHeaders
  readonly body: { getReader(): DemoReader } | null
  clone(): DemoRequest
}

interface DemoReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>
  cancel(): Promise<void>
}

function createRequest(
  url: string,
  { method, headers, body, signal }: Parameters<FetchFunction>[1],
): Request {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const request: DemoRequest = {
    url: new URL(url).href,
    method,
    headers: createHeaders(headers),
    signal,
    body: bytes === undefined ? null : { getReader: () => createReader(bytes) },
    // Each reader begins anew.
    clone: () => request,
  }
  return request as Request
}

function createReader(bytes: Uint8Array): DemoReader {
  const chunks = [bytes]
  return {
    async read() {
      const value = chunks.pop()
      return { done: value === undefined, value }
    },
    async cancel() {},
  }
}

class DemoResponse {
  readonly status: number
  readonly headers: DemoHeaders
  readonly text: () => Promise<string>
  readonly arrayBuffer: () => Promise<ArrayBuffer>

  constructor(content: string | null, { status, headers }: ConstructorParameters<ResponseClass>[1]) {
    this.status = status
    this.headers = createHeaders(headers)
    this.text = async () => content ?? ''
    this.arrayBuffer = async () => new TextEncoder().encode(content ?? '').buffer
  }
}
