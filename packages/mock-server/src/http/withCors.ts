import type { Answerer } from './answerer.ts'
import { breakageOf } from './brokenConnection.ts'
import type { Responder } from './responder.ts'

const allowedMethods = 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT'
const allowedHeaders = new Set([
  'x-requested-with',
  'content-type',
  'accept',
  'origin',
  'authorization',
  'x-csrftoken',
  'withcredentials',
  'cache-control',
  'cookie',
  'session-id',
  // Not one of the service: pages under test name their session by it.
  'x-personctl-session',
])

/** Lets pages of any origin read the answers, as the service does: a request that names its origin gets it back. */
export function withCors(answer: Answerer, responder: Responder): Answerer {
  return (request) => {
    const origin = request.headers.get('origin')
    if (origin === null) return answer(request)
    const granted = {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Credentials': 'true',
      Vary: 'Origin',
    }
    const isPreflight = request.method === 'OPTIONS' && request.headers.has('access-control-request-method')
    if (isPreflight) return responder.empty(200, { ...granted, ...preflight(request) })
    const answered = answer(request)
    return answered instanceof Promise
      ? answered.then((response) => adding(granted, response))
      : adding(granted, answered)
  }
}

function preflight(request: Request): Record<string, string> {
  const methods = { 'Access-Control-Allow-Methods': allowedMethods }
  const asked = request.headers.get('access-control-request-headers')
  if (asked === null) return methods
  const allowed = asked
    .split(',')
    .map((name) => name.trim())
    .filter((name) => allowedHeaders.has(name.toLowerCase()))
  return { ...methods, 'Access-Control-Allow-Headers': allowed.sort().join(', ') }
}

function adding(headers: Record<string, string>, response: Response): Response {
  if (breakageOf(response) === 'reset') return response
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}
