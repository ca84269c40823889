import type { TokenParameters } from './tokenParameters.ts'

/** An id, and a secret where one was sent. */
export interface Credentials {
  readonly id: string
  readonly secret: string | undefined
}

/**
 * Whom a client says it is. Credentials in HTTP Basic count before those in the body.
 *
 * OAuth has id and secret form-encoded before they are put into the header; half of all clients do not encode them. Both
 * readings are given, the standard's first.
 *
 * @returns every reading of what was sent; none where there is no client id, or the header makes no sense
 */
export function presentedCredentials(
  authorization: string | null,
  parameters: TokenParameters,
): readonly Credentials[] {
  const encoded = /^basic\s+(\S+)\s*$/i.exec(authorization ?? '')?.[1]
  if (encoded !== undefined) return basicCredentials(encoded)
  const { client_id: id, client_secret: secret } = parameters
  return id === undefined ? [] : [{ id, secret }]
}

function basicCredentials(encoded: string): readonly Credentials[] {
  const text = textOfBase64(encoded)
  const colon = text?.indexOf(':') ?? -1
  if (text === undefined || colon === -1) return []
  const plain = { id: text.slice(0, colon), secret: text.slice(colon + 1) }
  try {
    const decoded = { id: formDecoded(plain.id), secret: formDecoded(plain.secret) }
    return decoded.id === plain.id && decoded.secret === plain.secret ? [plain] : [decoded, plain]
  } catch {
    return [plain]
  }
}

function textOfBase64(encoded: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), (byte) => byte.charCodeAt(0)))
  } catch {
    return undefined
  }
}

const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))
