import { OutgoingRequest } from '../http/outgoingRequest.ts'
import type { ClientAuthentication, TokenRequestFormat } from './authentication.ts'

/** How a client names itself. A public one has no secret. */
export interface ClientIdentity {
  clientId: string
  clientSecret: string | undefined
  clientAuthentication: ClientAuthentication
  format: TokenRequestFormat
}

/** A request of a client to its authorization server, and the texts in it that must not be shown. */
export interface ClientRequest {
  request: OutgoingRequest
  secrets: readonly string[]
}

/** The request with these fields. The secret is in its body or in a header, never in its URL. */
export function clientRequest(
  url: string,
  fields: Readonly<Record<string, string | undefined>>,
  { clientId, clientSecret, clientAuthentication, format }: ClientIdentity,
): ClientRequest {
  const headers = new Headers()
  const inBody: Record<string, string> = {}
  const secrets: string[] = clientSecret === undefined ? [] : [clientSecret]
  if (clientSecret !== undefined && clientAuthentication === 'basic') {
    const basic = btoa(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`)
    headers.set('authorization', `Basic ${basic}`)
    secrets.push(basic)
  } else {
    inBody['client_id'] = clientId
    if (clientSecret !== undefined) inBody['client_secret'] = clientSecret
  }
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) inBody[name] = value
  const [contentType, body] =
    format === 'json'
      ? ['application/json', JSON.stringify(inBody)]
      : ['application/x-www-form-urlencoded', new URLSearchParams(inBody).toString()]
  headers.set('content-type', contentType)
  return { request: new OutgoingRequest(url, { method: 'POST', headers, body }), secrets }
}

// RFC 6749 has both encoded as in a form. Not one character more: many servers do not decode them, and with most ids
// and secrets that then makes no difference.
function formEncoded(value: string): string {
  return new URLSearchParams({ '': value }).toString().slice(1)
}
