const requestIdHeaders = ['x-request-id', 'x-amzn-requestid', 'x-amz-apigw-id', 'x-correlation-id']

/** An answer whose body has arrived whole. It is as much of a `Response` as openapi-fetch asks for. */
export class ReceivedAnswer {
  readonly status: number
  readonly ok: boolean
  readonly headers: { get(name: string): string | null }
  readonly #text: string
  #json: { value: unknown } | undefined

  constructor(status: number, headers: Headers, text: string) {
    this.status = status
    this.ok = status >= 200 && status < 300
    this.#text = text
    // openapi-fetch calls json() only where the length is known; the body is here, so it is.
    this.headers = {
      get: (name) => (name.toLowerCase() === 'content-length' ? String(text.length) : headers.get(name)),
    }
  }

  get requestId(): string | undefined {
    for (const name of requestIdHeaders) {
      const value = this.headers.get(name)
      if (value !== null) return value
    }
    return undefined
  }

  async text(): Promise<string> {
    return this.#text
  }

  async json(): Promise<unknown> {
    return this.parsed()
  }

  /** The body as JSON, parsed once. Throws SyntaxError where it is not JSON. */
  parsed(): unknown {
    this.#json ??= { value: JSON.parse(this.#text) }
    return this.#json.value
  }

  /** The body as JSON; undefined where it is not. */
  parsedOrUndefined(): unknown {
    try {
      return this.parsed()
    } catch {
      return undefined
    }
  }
}
