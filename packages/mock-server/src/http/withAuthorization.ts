/** The same request under another Authorization header. */
export function withAuthorization(request: Request, authorization: string): Request {
  const headers = new Headers([...request.headers])
  headers.set('authorization', authorization)
  const { url, method, signal } = request
  if (request.body === null) return new Request(url, { method, headers, signal })
  const streamed: RequestInit & { duplex: 'half' } = {
    method,
    headers,
    signal,
    body: request.body,
    duplex: 'half',
  }
  return new Request(url, streamed)
}
