import type { Admin } from './admin/admin.ts'
import { AdminError } from './admin/adminError.ts'
import { adminOver } from './admin/adminOver.ts'
import { isAdminUrl } from './admin/adminPath.ts'
import type { AdminAccess } from './admin/guard.ts'
import { localCall } from './admin/localCall.ts'
import { sessionOf, usedSession } from './admin/sessionOf.ts'
import { serviceAssembler } from './assembleServices.ts'
import { generatedPeople } from './directory/generatedPeople.ts'
import { givenPeople } from './directory/givenPeople.ts'
import { createPeopleIndex } from './directory/peopleIndex.ts'
import type { Answerer } from './http/answerer.ts'
import { createOriginMemory } from './http/originMemory.ts'
import { originOf, sessionBaseUrl } from './http/requestTarget.ts'
import type { ResponseClass } from './http/responder.ts'
import { createResponder } from './http/responder.ts'
import { withCors } from './http/withCors.ts'
import { withLatency } from './http/withLatency.ts'
import { withLog } from './http/withLog.ts'
import { createClientOfHeader } from './journal/clientOfToken.ts'
import type { AppOptions } from './options.ts'
import { checkOptions } from './options.ts'
import { isPageRequest } from './page/pageRequest.ts'
import { createSession, type Watch } from './sessions/createSession.ts'
import { createSessionRegistry } from './sessions/sessionRegistry.ts'

/** The whole mock, before it is put onto a platform. */
export interface AssembledMock {
  readonly answer: Answerer
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
  const initial = data.cis?.profiles ? givenPeople(data.cis.profiles) : generatedPeople(people, seed)
  const responder = createResponder(Answer)
  const origins = createOriginMemory()
  const missed = new WeakMap()
  const ground = {
    people: initial,
    index: createPeopleIndex(initial),
    journalSize,
    seed,
    watch,
    missed,
    clientOfHeader: createClientOfHeader(),
    assembleServices: serviceAssembler(options, { people: initial, responder, origins, missed }),
  }
  const sessions = createSessionRegistry((name) => createSession(name, ground))
  const adminParts = { sessions, origins, tokenTtlSeconds: options.tokenTtlSeconds }

  const services: Answerer = (request) => {
    origins.remember(originOf(request.url))
    try {
      return sessionOf(request, sessions).answer(request)
    } catch (error) {
      if (!(error instanceof AdminError)) throw error
      return import('./admin/routes.ts').then(({ refusal }) => refusal(responder, error, request))
    }
  }
  let answer = withCors(services, responder)
  if (options.latencyMs) answer = withLatency(answer, options.latencyMs, seed)
  if (options.admin !== false) {
    const others = answer
    // Most servers are never asked for their admin routes.
    const answerAdmin = async (request: Request) =>
      (await import('./admin/routes.ts')).answerAdmin(request, { ...adminParts, responder, access })
    const answerPage = async (request: Request) =>
      (await import('./page/answerPage.ts')).answerPage(request, { responder, access })
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
      adminOver((name) =>
        localCall({
          ...adminParts,
          baseUrl: name === undefined ? baseUrl : sessionBaseUrl(baseUrl, name),
          session: () => (name === undefined ? sessions.default : usedSession(name, sessions)),
        }),
      ),
  }
}
