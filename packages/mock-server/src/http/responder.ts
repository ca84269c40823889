/** A class that makes answers: the platform's `Response`, or a lighter one of the server that carries them. */
export type ResponseClass = new (body: string | null, init: ResponseParts) => Response

export interface ResponseParts {
  readonly status: number
  readonly headers: Record<string, string>
}

type ExtraHeaders = Readonly<Record<string, string>>

/** Makes the answers of every route, so that none depends on which `Response` it is made of. */
export interface Responder {
  /** @param text JSON as it is to be sent, of ASCII characters alone: its length is then its size. */
  json(text: string, status?: number, headers?: ExtraHeaders): Response
  html(text: string, status?: number): Response
  /** Any text, under all its headers. */
  text(text: string | null, headers: ExtraHeaders): Response
  empty(status: number, headers?: ExtraHeaders): Response
}

const textHeaders = (type: string, text: string, more?: ExtraHeaders) => ({
  'Content-Type': type,
  'Content-Length': String(text.length),
  ...more,
})

export function createResponder(Answer: ResponseClass): Responder {
  return {
    json: (text, status = 200, headers) =>
      new Answer(text, { status, headers: textHeaders('application/json', text, headers) }),
    html: (text, status = 200) =>
      new Answer(text, { status, headers: textHeaders('text/html; charset=utf-8', text) }),
    text: (text, headers) => new Answer(text, { status: 200, headers: { ...headers } }),
    empty: (status, headers) =>
      // 204 has no content, so that it has no length either.
      new Answer(null, {
        status,
        headers: { ...(status === 204 ? {} : { 'Content-Length': '0' }), ...headers },
      }),
  }
}
