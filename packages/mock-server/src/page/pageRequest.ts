import { pathOf } from '../http/request.ts'

/** Whether a request is for the page about the mock, or for one of its parts. */
export function isPageRequest({ url, method, headers }: Request): boolean {
  // Nearly no request comes as far as the second look.
  const isPart = url.includes(partPrefix)
  if (!isPart && !/\/(?:[?#]|$)/.test(url)) return false
  if (method !== 'GET' && method !== 'HEAD') return false
  const path = pathOf(url)
  // Only a browser says that it takes HTML; everybody else gets what the services have there.
  return path === '/' ? (headers.get('accept') ?? '').includes('text/html') : path.startsWith(partPrefix)
}

/** What the path of every part of the page begins with. */
export const partPrefix = '/__page/'
