type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** What to ask the token endpoint for; what is left out is that of the demo client. */
export interface TokenWish {
  readonly clientId?: string
  readonly clientSecret?: string
  readonly audience?: string
  /** Left out, every scope. */
  readonly scope?: string
}

/** Asks the token endpoint at an origin for a token. */
export function requestToken(
  origin: string,
  wish: TokenWish = {},
  fetch: Fetch = globalThis.fetch,
): Promise<Response> {
  return fetch(`${origin}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: wish.clientId ?? 'demo',
      client_secret: wish.clientSecret ?? 'demo-secret',
      audience: wish.audience,
      scope: wish.scope,
    }),
  })
}

/** An access token from an origin. */
export async function accessToken(origin: string, wish: TokenWish = {}, fetch?: Fetch): Promise<string> {
  const response = await requestToken(origin, wish, fetch)
  const body: unknown = await response.json()
  if (typeof body === 'object' && body !== null && 'access_token' in body) return String(body.access_token)
  throw new Error(`No token: ${response.status} ${JSON.stringify(body)}`)
}
