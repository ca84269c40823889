import { type AdminAccess, adminErrorResponse, checkPageAccess } from '../admin/adminServer.ts'
import { AdminError } from '../admin/contract.ts'
import { pathOf } from '../http/request.ts'
import type { ResponseFactory } from '../http/response.ts'
import script from './browser/main.ts?script'
import style from './page.css?text'
import page from './page.html?text'
import { partPrefix } from './pageRequest.ts'

interface PagePart {
  readonly type: string
  readonly text: string
}

const pageParts: ReadonlyMap<string, PagePart> = new Map([
  ['/', { type: 'text/html; charset=utf-8', text: page }],
  [`${partPrefix}page.css`, { type: 'text/css; charset=utf-8', text: style }],
  [`${partPrefix}page.js`, { type: 'text/javascript; charset=utf-8', text: script }],
])

const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/**
 * Handles a request for the page or one of its assets. They contain no data of the mock; the page loads it from the
 * admin routes.
 */
export function handlePageRequest(
  request: Request,
  { responses, access }: { readonly responses: ResponseFactory; readonly access: AdminAccess },
): Response {
  try {
    checkPageAccess(request, access)
    const path = pathOf(request.url)
    const part = pageParts.get(path)
    if (part === undefined)
      throw new AdminError('not_found', `The page has no ${path}`, 'open / in a browser')
    return responses.text(request.method === 'HEAD' ? null : part.text, {
      ...headers,
      'Content-Type': part.type,
      'Content-Length': String(new TextEncoder().encode(part.text).length),
    })
  } catch (error) {
    if (error instanceof AdminError) return adminErrorResponse(responses, error, request)
    throw error
  }
}
