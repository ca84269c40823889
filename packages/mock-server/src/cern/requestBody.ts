import { isObject } from '../directory/storedProfile.ts'
import { limitedText } from '../http/limitedText.ts'
import { CernRefusal } from './refusal.ts'

const bodyLimit = 4 * 1024 * 1024

/** The body of a request as the JSON it is. @throws CernRefusal */
export async function jsonBody(request: Request): Promise<unknown> {
  const text = await limitedText(request, bodyLimit)
  if (text === undefined) throw new CernRefusal(400, `The body is larger than ${bodyLimit} bytes`)
  try {
    return JSON.parse(text)
  } catch {
    throw new CernRefusal(400, 'The body is not JSON')
  }
}

/** The body of a request as a list. @throws CernRefusal */
export async function listBody(request: Request): Promise<readonly unknown[]> {
  const body = await jsonBody(request)
  if (Array.isArray(body)) return body
  throw new CernRefusal(400, 'The body is not a list')
}

/** What a body says of one thing, field by field. */
export interface BodyFields {
  /** @throws CernRefusal if it is not a text, or an empty one unless that is allowed */
  text(field: string, mayBeEmpty?: 'may be empty'): string
  optionalText(field: string): string | null
  flag(field: string): boolean
}

/** The body of a request as an object. @throws CernRefusal */
export async function objectBody(request: Request): Promise<BodyFields> {
  const body = await jsonBody(request)
  if (!isObject(body)) throw new CernRefusal(400, 'The body is not an object')
  const given = (field: string): unknown => (Object.hasOwn(body, field) ? body[field] : undefined)
  const refuse = (field: string, wanted: string): never => {
    throw new CernRefusal(400, `The body has no ${field} that is ${wanted}`)
  }
  return {
    text(field, mayBeEmpty) {
      const value = given(field)
      if (typeof value === 'string' && (value.trim() !== '' || mayBeEmpty)) return value
      return refuse(field, mayBeEmpty ? 'a text' : 'a text and not empty')
    },
    optionalText(field) {
      const value = given(field) ?? null
      return value === null || typeof value === 'string' ? value : refuse(field, 'a text or null')
    },
    flag(field) {
      const value = given(field)
      return typeof value === 'boolean' ? value : refuse(field, 'true or false')
    },
  }
}
