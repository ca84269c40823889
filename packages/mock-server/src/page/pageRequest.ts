import { pathOf } from '../http/request.ts'

/** True for requests for the page about the mock or one of its assets. */
export function isPageRequest({ url, method, headers }: Request): boolean {
  // Almost no request gets past this check.
  const isPart = url.includes(partPrefix)
  if (!isPart && !/\/(?:[?#]|$)/.test(url)) return false
  if (method !== 'GET' && method !== 'HEAD') return false
  const path = pathOf(url)
  // Only browsers accept HTML. Other clients get the response of the services.
  return path === '/' ? (headers.get('accept') ?? '').includes('text/html') : path.startsWith(partPrefix)
}

/** The path prefix of the assets. */
export const partPrefix = '/__page/'
