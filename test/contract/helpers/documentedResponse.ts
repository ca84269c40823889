import { adminOperations } from '@personctl/openapi/adminOperations'
import { findRoute } from '../../../packages/mock-server/src/admin/adminServer.ts'
import { isAdminUrl, pathOf } from '../../../packages/mock-server/src/http/request.ts'
import { operationsAt } from '../../../packages/mock-server/src/routing/router.ts'
import { type OpenapiContract, openapiContract } from '../../helpers/openapiContract.ts'
import type { FuzzedRequest } from './fuzzedRequest.ts'

const files = ['admin', 'cern', 'cis', 'dabp'] as const
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
    throw new Error(`${method} ${target} is no operation, and was answered ${answer.status}`)
  }
  const path = described.path.replaceAll(/\{[^}]+\}/g, 'x')
  await contracts[described.file].expectAnswerToMatch(method, path, answer)
}

/** What a request line means: dots in it lead up. */
function urlOf(target: string, origin: string): string {
  const written = target.startsWith('http://') ? target : `${origin}${target}`
  return URL.canParse(written) ? new URL(written).href : written
}

interface Described {
  readonly file: (typeof files)[number]
  readonly path: string
}

function serviceRoute(method: string, url: string): Described | undefined {
  const verb = method === 'HEAD' ? 'GET' : method
  const there = operationsAt(pathOf(url))
  const found = there.find((operation) => operation.method === verb)
  return found && { file: found.service, path: found.path }
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
  if (answer.status !== 400 || !answer.headers.get('content-type')?.startsWith('application/json'))
    return false
  const { error } = await answer.clone().json()
  if (error?.code !== 'invalid_session') return false
  await contracts.admin.expectAnswerToMatch('GET', '/__admin/clock', answer)
  return true
}
