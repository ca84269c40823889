import { limitedText } from '../http/limitedText.ts'
import { TokenRefusal } from './tokenRefusal.ts'

const names = [
  'grant_type',
  'client_id',
  'client_secret',
  'audience',
  'scope',
  'subject_token',
  'subject_token_type',
  'requested_token_type',
  'device_code',
  'code_challenge',
  'code_challenge_method',
  'code_verifier',
  'refresh_token',
  'code',
  'redirect_uri',
  'token',
] as const

/** What a client may send to the endpoints of an authorization server. */
export type TokenParameterName = (typeof names)[number]

/** What a client sent; a parameter it did not send is absent. */
export type TokenParameters = Readonly<Partial<Record<TokenParameterName, string>>>

/** How a body may be written. */
export type BodyFormat = 'json' | 'form'

const mediaTypes: Readonly<Record<BodyFormat, string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
}
const bodyLimit = 64 * 1024

/**
 * Reads the body of a request to an authorization server. Whatever follows the media type is passed over: some clients
 * send a charset there, others worse.
 *
 * @throws TokenRefusal if it cannot be read
 */
export async function readTokenParameters(
  request: Request,
  formats: readonly BodyFormat[],
): Promise<TokenParameters> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  const format = formats.find((known) => mediaTypes[known] === type)
  if (format === undefined)
    throw new TokenRefusal(
      400,
      'invalid_request',
      `Content-Type must be ${formats.map((known) => mediaTypes[known]).join(' or ')}`,
    )
  const text = await limitedText(request, bodyLimit)
  if (text === undefined)
    throw new TokenRefusal(413, 'invalid_request', `The body is larger than ${bodyLimit} bytes`)
  return format === 'json' ? parametersOfJson(text) : parametersOfForm(text)
}

function parametersOfJson(text: string): TokenParameters {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new TokenRefusal(400, 'invalid_request', 'The body is not JSON')
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new TokenRefusal(400, 'invalid_request', 'The body is not a JSON object')
  const parameters: Partial<Record<TokenParameterName, string>> = {}
  for (const name of names) {
    const value: unknown = Object.hasOwn(body, name) ? body[name as keyof typeof body] : undefined
    if (value === undefined || value === null) continue
    if (typeof value !== 'string') throw new TokenRefusal(400, 'invalid_request', `${name} is not a string`)
    parameters[name] = value
  }
  return parameters
}

function parametersOfForm(text: string): TokenParameters {
  const form = new URLSearchParams(text)
  const parameters: Partial<Record<TokenParameterName, string>> = {}
  for (const name of names) {
    const value = form.get(name)
    if (value !== null) parameters[name] = value
  }
  return parameters
}
