import { limitedText } from '../http/limitedText.ts'
import { clientOfToken } from './clientOfToken.ts'
import { textIn } from './textIn.ts'

const bodyLimit = 64 * 1024

/**
 * The client that asks for a token: the one in HTTP Basic, in the body, or in the assertion it sends.
 *
 * @param request is left unread
 */
export async function clientOfTokenRequest(request: Request): Promise<string | undefined> {
  const basic = /^\s*basic\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (basic !== undefined) return clientOfBasic(basic)
  try {
    const text = (await limitedText(request.clone(), bodyLimit)) ?? ''
    const body: unknown = text.trimStart().startsWith('{')
      ? JSON.parse(text)
      : Object.fromEntries(new URLSearchParams(text))
    return textIn(body, 'client_id') ?? clientOfToken(textIn(body, 'client_assertion') ?? '')
  } catch {
    // Whatever is wrong with the body, the service will say.
    return undefined
  }
}

function clientOfBasic(encoded: string): string | undefined {
  try {
    const [id = ''] = atob(encoded).split(':', 1)
    return decodeURIComponent(id.replaceAll('+', ' ')) || undefined
  } catch {
    return undefined
  }
}
