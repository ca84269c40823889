import { TokenRefusal } from './tokenRefusal.ts'

/** What a client sent to the token endpoint; undefined is a parameter it did not send. */
export interface TokenParameters {
  readonly grantType: string | undefined
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
  readonly audience: string | undefined
  readonly scope: string | undefined
}

const parameterNames = ['grant_type', 'client_id', 'client_secret', 'audience', 'scope'] as const
const bodyLimit = 64 * 1024

/**
 * Reads a token request, JSON or form. Credentials in HTTP Basic count before those in the body.
 *
 * @throws TokenRefusal if it cannot be read
 */
export async function readTokenRequest(request: Request): Promise<TokenParameters> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  const parse = type === 'application/json' ? parametersOfJson : parametersOfForm
  if (parse === parametersOfForm && type !== 'application/x-www-form-urlencoded')
    throw new TokenRefusal(
      400,
      'invalid_request',
      'Content-Type must be application/json or application/x-www-form-urlencoded',
    )
  const parameters = parse(await limitedText(request))
  const basic = basicCredentials(request.headers.get('authorization'))
  return {
    grantType: parameters.get('grant_type'),
    clientId: basic?.id ?? parameters.get('client_id'),
    clientSecret: basic?.secret ?? parameters.get('client_secret'),
    audience: parameters.get('audience'),
    scope: parameters.get('scope'),
  }
}

function parametersOfJson(text: string): Map<string, string> {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new TokenRefusal(400, 'invalid_request', 'The body is not JSON')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new TokenRefusal(400, 'invalid_request', 'The body is not a JSON object')
  const parameters = new Map<string, string>()
  for (const name of parameterNames) {
    const value: unknown = Object.hasOwn(body, name) ? body[name as keyof typeof body] : undefined
    if (value === undefined || value === null) continue
    if (typeof value !== 'string') throw new TokenRefusal(400, 'invalid_request', `${name} is not a string`)
    parameters.set(name, value)
  }
  return parameters
}

function parametersOfForm(text: string): Map<string, string> {
  // From the last to the first, so that of a repeated parameter the first counts.
  return new Map([...new URLSearchParams(text)].reverse())
}

function basicCredentials(header: string | null): { id: string; secret: string } | undefined {
  const encoded = /^basic\s+(\S+)\s*$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return undefined
  try {
    const text = new TextDecoder().decode(Uint8Array.from(atob(encoded), (byte) => byte.charCodeAt(0)))
    const colon = text.indexOf(':')
    if (colon === -1) throw new Error('no colon')
    return { id: formDecoded(text.slice(0, colon)), secret: formDecoded(text.slice(colon + 1)) }
  } catch {
    throw new TokenRefusal(401, 'access_denied', 'Unauthorized')
  }
}

const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))

async function limitedText(request: Request): Promise<string> {
  const tooLarge = () =>
    new TokenRefusal(413, 'invalid_request', `The body is larger than ${bodyLimit} bytes`)
  if (Number(request.headers.get('content-length')) > bodyLimit) throw tooLarge()
  if (request.body === null) return ''
  const reader = request.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength
    if (size > bodyLimit) {
      void reader.cancel().catch(() => {})
      throw tooLarge()
    }
    text += decoder.decode(part.value, { stream: true })
  }
  return text + decoder.decode()
}
