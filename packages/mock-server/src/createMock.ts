import { isAdminUrl } from './addresses.ts'
import type { AdminAccess } from './admin/adminServer.ts'
import { type Admin, createAdmin, createInProcessTransport } from './admin/client.ts'
import { AdminError } from './admin/contract.ts'
import { createPeople, createPeopleIndex } from './directory/people.ts'
import { createSyntheticPeople } from './directory/synthetic/syntheticPeople.ts'
import { withLatency, withLog } from './http/middleware.ts'
import { createKnownOrigins, originOf, sessionBaseUrl } from './http/request.ts'
import { createResponseFactory, type Handler, type ResponseClass, withCors } from './http/response.ts'
import { createClientOfHeader } from './journal/journal.ts'
import { type AppOptions, checkOptions } from './options.ts'
import { isPageRequest } from './page/pageRequest.ts'
import { createSession, serviceAssembler, type Watch } from './session/session.ts'
import { createSessionRegistry, sessionOf, usedSession } from './session/sessionRegistry.ts'

/** The whole mock, before it is put onto a platform. */
interface AssembledMock {
  readonly answer: Handler
  /** @param baseUrl what the mock is to take itself for where no request says it */
  admin(baseUrl: string): Admin
}

/**
 * Puts the parts together.
 *
 * @param Answer what answers are made of
 * @param access who may use the admin routes
 * @param watch is told of each request once it is answered. What it throws takes the place of the answer
 */
export function assembleMock(
  options: AppOptions,
  Answer: ResponseClass,
  access: AdminAccess,
  watch?: Watch,
): AssembledMock {
  checkOptions(options)
  const { people = 100, seed = 1, data = {}, journalSize = 1000 } = options
  const initial = data.cis?.profiles ? createPeople(data.cis.profiles) : createSyntheticPeople(people, seed)
  const responses = createResponseFactory(Answer)
  const origins = createKnownOrigins()
  const missed = new WeakMap()
  const ground = {
    people: initial,
    index: createPeopleIndex(initial),
    journalSize,
    seed,
    watch,
    missed,
    clientOfHeader: createClientOfHeader(),
    assembleServices: serviceAssembler(options, { people: initial, responses, origins, missed }),
  }
  const sessions = createSessionRegistry((name) => createSession(name, ground))
  const adminParts = { sessions, origins, tokenTtlSeconds: options.tokenTtlSeconds }

  const services: Handler = (request) => {
    origins.add(originOf(request.url))
    try {
      return sessionOf(request, sessions).answer(request)
    } catch (error) {
      if (!(error instanceof AdminError)) throw error
      return import('./admin/adminServer.ts').then(({ adminErrorResponse: refusal }) =>
        refusal(responses, error, request),
      )
    }
  }
  let answer = withCors(services, responses)
  if (options.latencyMs) answer = withLatency(answer, options.latencyMs, seed)
  if (options.admin !== false) {
    const others = answer
    // Most servers are never asked for their admin routes.
    const answerAdmin = async (request: Request) =>
      (await import('./admin/adminServer.ts')).handleAdminRequest(request, {
        ...adminParts,
        responses,
        access,
      })
    const answerPage = async (request: Request) =>
      (await import('./page/pageServer.ts')).handlePageRequest(request, { responses, access })
    // Whoever has the mock in their own process has no address to open.
    const hasPage = access.host !== undefined
    answer = (request) => {
      if (isAdminUrl(request.url)) return answerAdmin(request)
      return hasPage && isPageRequest(request) ? answerPage(request) : others(request)
    }
  }
  if (options.log) answer = withLog(answer, options.log)
  return {
    answer,
    admin: (baseUrl) =>
      createAdmin((name) =>
        createInProcessTransport({
          ...adminParts,
          baseUrl: name === undefined ? baseUrl : sessionBaseUrl(baseUrl, name),
          session: () => (name === undefined ? sessions.default : usedSession(name, sessions)),
        }),
      ),
  }
}
