import { adminOperations } from '@personctl/generated/adminOperations'
import type { ServiceOperation } from '@personctl/generated/serviceOperations'
import { findRoute } from '../../../packages/mock-server/src/admin/adminServer.ts'
import { isAdminUrl, pathOf } from '../../../packages/mock-server/src/http/request.ts'
import { operationsAt } from '../../../packages/mock-server/src/routing/router.ts'
import { type OpenapiContract, openapiContract } from '../../helpers/openapiContract.ts'
import type { FuzzedRequest } from './fuzzedRequest.ts'

const files = ['admin', 'cern', 'cis', 'cis-change', 'dabp'] as const
const contracts = Object.fromEntries(
  await Promise.all(files.map(async (file) => [file, await openapiContract(`${file}.yaml`)] as const)),
) as Record<(typeof files)[number], OpenapiContract>

/** Statuses of what no route is for, or of a verb that a route does not have. */
const nowhere = [404, 405]

/**
 * @param origin where it was sent
 * @throws Error unless the answer is one that openapi/ has for such a request; where it has no such request, unless the
 *   answer says so
 */
export async function expectDocumentedAnswer(
  { method, target }: FuzzedRequest,
  origin: string,
  answer: Response,
): Promise<void> {
  if (await isRefusalOfSession(answer)) return
  // What a page asks before it asks.
  if (method === 'OPTIONS' && answer.status < 300) return
  const url = urlOf(target, origin)
  const described = isAdminUrl(url) ? adminRoute(method, url) : serviceRoute(method, url)
  if (described === undefined) {
    if (nowhere.includes(answer.status) || isPage(url, answer)) return
    // Access is checked before the path.
    if (isAdminUrl(url) && answer.status === 403) return
    // Doubled slashes lead to the path without them.
    if (answer.status === 308 && operationsAt(pathOf(answer.headers.get('location') ?? '')).length > 0) return
    // The service takes HEAD for its GET that writes, which has no body to write.
    if (method === 'HEAD' && pathOf(url) === '/v2/user' && [401, 500].includes(answer.status)) return
    throw new Error(`${method} ${target} is no operation, and was answered ${answer.status}`)
  }
  const path = described.path.replaceAll(/\{[^}]+\}/g, 'x')
  await contracts[described.file].expectAnswerToMatch(method, path, answer)
}

/** What a request line means: dots in it lead up, but at CIS, where they are names like others. */
function urlOf(target: string, origin: string): string {
  const written = target.startsWith('http://') ? target : `${origin}${target}`
  const isOfCis = /^http:\/\/[^/]+(?:\/__session\/[^/?#]+)?\/v2\//.test(written)
  const named = isOfCis ? written.replace(/\/(?:\.|%2e){1,2}(?=[/?#]|$)/gi, '/x') : written
  return URL.canParse(named) ? new URL(named).href : named
}

interface Described {
  readonly file: (typeof files)[number]
  readonly path: string
}

function serviceRoute(method: string, url: string): Described | undefined {
  const verb = method === 'HEAD' ? 'GET' : method
  const there = operationsAt(pathOf(url))
  const found = there.find((operation) => operation.method === verb)
  return found && { file: isChange(found) ? 'cis-change' : found.service, path: found.path }
}

/** Both APIs of CIS are one service, at one URL. */
function isChange({ method, path }: ServiceOperation): boolean {
  return path === '/v2/status' || (path.startsWith('/v2/user') && method !== 'GET')
}

function adminRoute(method: string, url: string): Described | undefined {
  try {
    // That a name is encoded wrongly is another matter.
    const { operation } = findRoute(method, pathOf(url).replaceAll('%', 'x'))
    return { file: 'admin', path: adminOperations[operation].path }
  } catch {
    return undefined
  }
}

/** What a browser is shown, or why it is not, is for people. */
function isPage(url: string, answer: Response): boolean {
  return (
    pathOf(url) === '/' &&
    (answer.headers.get('content-type')?.startsWith('text/html') || answer.status === 403)
  )
}

/** Any request may name a session that cannot be. */
async function isRefusalOfSession(answer: Response): Promise<boolean> {
  if (
    ![400, 403].includes(answer.status) ||
    !answer.headers.get('content-type')?.startsWith('application/json')
  )
    return false
  const body = await answer.clone().text()
  // A response to HEAD has no words.
  if (body === '') return answer.status === 403
  const { error } = JSON.parse(body)
  // No page of another site makes a session.
  if (!['invalid_session', 'foreign_origin'].includes(error?.code)) return false
  await contracts.admin.expectAnswerToMatch('GET', '/__admin/clock', answer)
  return true
}
