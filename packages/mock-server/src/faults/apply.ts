import type { Fault, StatusEffect } from '@personctl/openapi/admin'
import type { Clock } from '../clock.ts'
import { withAuthorization } from '../http/request.ts'
import { createResetResponse, createTruncatedResponse, type Handler } from '../http/response.ts'
import { signToken, tamperSignature } from '../oauth/keys.ts'

/** An Authorization header whose token has another signature. */
function withRejectedToken(authorization: string): string {
  return tamperSignature(authorization.trimEnd())
}

/**
 * An Authorization header whose token says what the given one says, but that it expired a second ago. What is no JWT
 * cannot be told so: it is rejected.
 *
 * @param now in milliseconds since 1970
 */
async function withExpiredToken(authorization: string, now: number): Promise<string> {
  const { decodeJwt } = await import('jose')
  const [scheme = '', token = ''] = authorization.trim().split(/\s+/)
  let claims: Record<string, unknown>
  try {
    claims = decodeJwt(token)
  } catch {
    return withRejectedToken(authorization)
  }
  return `${scheme} ${await signToken({ ...claims, exp: Math.floor(now / 1000) - 1 })}`
}

/** Waits, but not longer than somebody is there to wait for. */
function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, milliseconds)
    signal.addEventListener('abort', finish)
    if (signal.aborted) finish()
  })
}

/**
 * The answer to a request that a fault has its effect on.
 *
 * @param answer what would answer it without the fault
 */
export async function effectOf(
  { id, effect }: Fault,
  request: Request,
  answer: Handler,
  clock: Clock,
): Promise<Response> {
  if (effect.delayMs) await wait(effect.delayMs, request.signal)
  switch (effect.type) {
    case 'status':
      return ownAnswer(effect, id)
    case 'rateLimit':
      return ownAnswer({ status: 429, headers: { 'Retry-After': String(effect.retryAfterSeconds ?? 1) } }, id)
    case 'delay':
      return answer(request)
    case 'reset':
      return createResetResponse()
    case 'truncate':
      return cutInHalf(await answer(request))
    case 'truncatedJson':
      return withText(await answer(request), (text) => text.slice(0, Math.ceil(text.length / 2)))
    case 'malformedJson':
      return withText(await answer(request), (text) => `${text.trimEnd().slice(0, -1)},`)
    case 'rejectedToken':
      return answer(withAuthorization(request, withRejectedToken(authorizationOf(request))))
    case 'expiredToken':
      return answer(withAuthorization(request, await withExpiredToken(authorizationOf(request), clock.now())))
  }
}

const authorizationOf = (request: Request): string => request.headers.get('authorization') ?? ''

function ownAnswer({ status, body, headers }: Omit<StatusEffect, 'type'>, id: number): Response {
  const isEmpty = [204, 205, 304].includes(status)
  const isText = typeof body === 'string'
  const content =
    body === undefined ? { message: `This is the effect of fault ${id} of personctl-mock` } : body
  return new Response(isEmpty ? null : isText ? body : JSON.stringify(content), {
    status,
    headers: isEmpty
      ? { ...headers }
      : { 'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json', ...lowerCase(headers) },
  })
}

const lowerCase = (headers: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

async function cutInHalf(answered: Response): Promise<Response> {
  const whole = new Uint8Array(await answered.arrayBuffer())
  const headers = { ...Object.fromEntries(answered.headers), 'content-length': String(whole.length) }
  return createTruncatedResponse({
    status: answered.status,
    headers,
    sent: whole.slice(0, Math.floor(whole.length / 2)),
  })
}

async function withText(answered: Response, spoiled: (text: string) => string): Promise<Response> {
  const body = new TextEncoder().encode(spoiled(await answered.text()))
  const headers = { ...Object.fromEntries(answered.headers), 'content-length': String(body.length) }
  return new Response(body, { status: answered.status, headers })
}
