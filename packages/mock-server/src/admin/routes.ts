import { limitedText } from '../http/limitedText.ts'
import { baseUrlOf, originOf, pathOf, queryOf, sessionBaseUrl } from '../http/requestTarget.ts'
import type { Responder } from '../http/responder.ts'
import { adminOperations, type OperationRoute } from '../openapi/adminOperations.generated.ts'
import { defaultSessionName } from '../sessions/session.ts'
import { isSessionName, namedSession } from '../sessions/sessionName.ts'
import { asciiJson } from '../text/asciiJson.ts'
import type { AdminContext } from './adminContext.ts'
import { AdminError, adminErrorBody } from './adminError.ts'
import { type AdminAccess, admit } from './guard.ts'
import { performed } from './performed.ts'
import { allowedOn, routeOf } from './routeOf.ts'
import { sessionOf } from './sessionOf.ts'
import type { UncheckedInput } from './uncheckedInput.ts'

const bodyLimit = 1024 * 1024

export interface AdminRouteParts extends Omit<AdminContext, 'session' | 'baseUrl'> {
  readonly responder: Responder
  readonly access: AdminAccess
}

/** Answers a request to one of the admin routes. */
export async function answerAdmin(request: Request, parts: AdminRouteParts): Promise<Response> {
  const { responder, access, ...shared } = parts
  try {
    const path = pathOf(request.url)
    const { operation, values } = routeOf(request.method, path)
    const route = adminOperations[operation]
    if (!route.isOpen) admit(request, access)
    const context = {
      ...shared,
      baseUrl: addressOf(request),
      session: () => sessionOf(request, shared.sessions),
    }
    const result = await performed(operation, context, await inputOf(request, route, values))
    return result === undefined ? responder.empty(route.status) : json(responder, result, route.status)
  } catch (error) {
    if (error instanceof AdminError) return refusal(responder, error, request)
    throw error
  }
}

/** Where clients of the session that a request is about find the server. */
function addressOf(request: Request): string {
  const session = namedSession(request) ?? defaultSessionName
  const origin = originOf(request.url)
  const isPlain = session === defaultSessionName || !isSessionName(session)
  return isPlain ? baseUrlOf(request.url) : sessionBaseUrl(origin, session)
}

/** How an error is answered. */
export function refusal(responder: Responder, error: AdminError, request: Request): Response {
  const headers = error.code === 'method_not_allowed' ? { Allow: allowedOn(pathOf(request.url)) } : {}
  return json(responder, adminErrorBody(error), error.status, headers)
}

async function inputOf(
  request: Request,
  route: OperationRoute,
  path: UncheckedInput['path'],
): Promise<UncheckedInput> {
  const query = Object.fromEntries(queryOf(request.url))
  if (route.body === undefined) return { path: path ?? {}, query }
  const text = await limitedText(request, bodyLimit)
  if (text === undefined)
    throw new AdminError('too_large', `The body is larger than ${bodyLimit} bytes`, 'send less at a time')
  return text.trim() === '' ? { path: path ?? {}, query } : { path: path ?? {}, query, body: parsed(text) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AdminError('invalid_request', 'The body is not JSON', 'send it as one JSON value')
  }
}

function json(
  responder: Responder,
  value: unknown,
  status: number,
  headers?: Record<string, string>,
): Response {
  const text = asciiJson(value)
  return responder.json(`${text}\n`, status, { 'Cache-Control': 'no-store', ...headers })
}
