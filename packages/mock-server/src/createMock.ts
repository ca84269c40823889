import type { Admin } from './admin/adminApi.ts'
import type { AdminAccess } from './admin/adminServer.ts'
import { createAdmin, createInProcessTransport } from './admin/client.ts'
import { createDelays, type Delays } from './clock.ts'
import { preparePersonFacts } from './directory/authorization/personFacts.ts'
import { createPeople, createPeopleIndex } from './directory/people.ts'
import { createSyntheticPeople } from './directory/synthetic/syntheticPeople.ts'
import { createKnownOrigins, isAdminUrl, isOpenAdminUrl, sessionBaseUrl } from './http/request.ts'
import { createResponseFactory, type Handler, type ResponseClass } from './http/response.ts'
import { createJournalFactory } from './journal/journal.ts'
import { isPageRequest } from './page/pageRequest.ts'
import { type AppOptions, checkOptions } from './session/options.ts'
import { createPipeline, type Dispatch, type Watch } from './session/pipeline.ts'
import { readQuirks } from './session/quirks.ts'
import { createServiceFactory } from './session/services.ts'
import { createSession } from './session/session.ts'
import { createSessionRegistry } from './session/sessionRegistry.ts'

/** The mock, independent of a platform. */
interface Mock {
  readonly handle: Handler
  /** @param baseUrl the URL of the mock where no request tells it */
  admin(baseUrl: string): Admin
  /** Computes in small steps what lookups among many people need. Without it, the first lookup computes it. */
  prepare(): Iterable<void>
}

/** The parts that a platform adds to the mock. */
interface MockHooks {
  readonly watch?: Watch | undefined
  readonly dispatch?: Dispatch | undefined
  readonly delays?: Delays
  /** False if nobody can read the journal. @default true */
  readonly hasJournal?: boolean
}

/** The number of people from which the first lookup would take more than a few milliseconds. */
const manyPeople = 1000

/**
 * Creates the mock.
 *
 * @param ResponseType the class of its responses
 * @param access the rules for who may use the admin routes
 * @throws {RangeError} if an option is out of its range
 */
export function createMock(
  options: AppOptions,
  ResponseType: ResponseClass,
  access: AdminAccess,
  { watch, dispatch, delays = createDelays(), hasJournal = true }: MockHooks = {},
): Mock {
  checkOptions(options)
  const { people: size = 100, seed = 1, data = {}, journalSize = 1000, tokenTtlSeconds } = options
  const people = data.cis?.profiles ? createPeople(data.cis.profiles) : createSyntheticPeople(size, seed)
  const index = createPeopleIndex(people)
  const responses = createResponseFactory(ResponseType)
  const origins = createKnownOrigins()
  const quirks = readQuirks(options.quirks ?? {}, options.conformance ?? 'observed')
  const createServices = createServiceFactory(options, { people, responses, origins })
  const createJournal = createJournalFactory(journalSize, hasJournal)
  const sessions = createSessionRegistry((name) =>
    createSession(name, { people, index, createJournal, seed, createServices, quirks }),
  )
  const { conformance = 'observed' } = options
  const admin = { sessions, origins, tokenTtlSeconds, conformance, delays }

  // A process that contains the mock does not have a URL to open.
  const hasPage = access.host !== undefined
  const serveOwn = (request: Request): Promise<Response> | undefined => {
    // Health checks go on without the admin routes.
    if (options.admin === false && !(isAdminUrl(request.url) && isOpenAdminUrl(request.url))) return undefined
    // Loaded when needed: most servers never get a request for their admin routes.
    if (isAdminUrl(request.url))
      return import('./admin/adminServer.ts').then(({ handleAdminRequest }) =>
        handleAdminRequest(request, { ...admin, responses, access }),
      )
    if (hasPage && isPageRequest(request))
      return import('./page/pageServer.ts').then(({ handlePageRequest }) =>
        handlePageRequest(request, { responses, access }),
      )
    return undefined
  }
  return {
    *prepare() {
      if (people.size < manyPeople) return
      yield* index.prepare()
      yield* preparePersonFacts(people)
    },
    handle: createPipeline({ options, responses, origins, sessions, serveOwn, watch, dispatch, delays }),
    admin: (baseUrl) =>
      createAdmin((name) =>
        createInProcessTransport({
          ...admin,
          baseUrl: name === undefined ? baseUrl : sessionBaseUrl(baseUrl, name),
          session: () => (name === undefined ? sessions.default : sessions.use(name)),
        }),
      ),
  }
}
