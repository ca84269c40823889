import type { AdminErrorBody } from '../openapi/admin.generated.ts'
import { adminErrorCodeValues } from '../openapi/admin.generated.ts'
import { adminOperations } from '../openapi/adminOperations.generated.ts'
import { sessionHeader } from '../sessions/sessionName.ts'
import type { Admin } from './admin.ts'
import { AdminError } from './adminError.ts'
import { adminOver } from './adminOver.ts'
import type { Call } from './operationTypes.ts'

export interface AdminClientOptions {
  /** Where the server is, with the prefix of a session or without, as its ready line says. */
  readonly url: string
  /** The session everything is about. Default the one that the URL names, else the default one. */
  readonly session?: string
  /** The admin token, where the server was given one. */
  readonly token?: string
  /** Sends the requests. Default `globalThis.fetch`. */
  readonly fetch?: typeof globalThis.fetch
}

/**
 * The admin of a mock server in another process.
 *
 * @param options see {@link AdminClientOptions}
 * @returns the same methods as those of a mock in this process. They reject with AdminError, and with the errors of fetch
 *   if the server cannot be reached
 *
 * @example
 * ```ts
 * import { createAdminClient } from '@personctl/mock-server'
 *
 * const admin = createAdminClient({ url: 'http://127.0.0.1:4010', session: 'my-test' })
 * await admin.faults.add({ match: { operation: 'listUsers' }, effect: { type: 'rateLimit' }, times: 1 })
 * ```
 */
export function createAdminClient(options: AdminClientOptions): Admin {
  const base = options.url.replace(/\/+$/, '')
  const callIn = (session: string | undefined): Call => {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      ...(session === undefined ? {} : { [sessionHeader]: session }),
      ...(options.token === undefined ? {} : { 'x-personctl-admin-token': options.token }),
    }
    return async (operation, input = {}) => {
      const { method, path } = adminOperations[operation]
      const send = options.fetch ?? globalThis.fetch
      const answer = await send(`${base}${filled(path, { ...input.path })}${queryOf({ ...input.query })}`, {
        method,
        headers,
        ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      })
      const text = await answer.text()
      if (!answer.ok) throw errorOf(answer.status, text)
      return text === '' ? undefined : JSON.parse(text)
    }
  }
  return adminOver(callIn, options.session)
}

const filled = (path: string, values: Readonly<Record<string, unknown>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])))

function queryOf(values: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]))
  return query.size === 0 ? '' : `?${query}`
}

function errorOf(status: number, text: string): Error {
  const error = bodyOf(text)?.error
  if (error === undefined || !adminErrorCodeValues.includes(error.code))
    return new Error(`The server answered ${status}: is it a personctl-mock, with its admin routes on?`)
  return new AdminError(error.code, error.message, error.hint)
}

function bodyOf(text: string): AdminErrorBody | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
