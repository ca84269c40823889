import { pathOf } from '../http/requestTarget.ts'

/** Whether a URL leads to the admin routes. */
export function isAdminUrl(url: string): boolean {
  // Nearly no request comes as far as the second look.
  if (!url.includes('/__admin')) return false
  const path = pathOf(url)
  return path === '/__admin' || path.startsWith('/__admin/')
}
