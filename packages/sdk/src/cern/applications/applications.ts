import { checkText } from '../../client/checkText.ts'
import type { CallOptions } from '../../client/clientOptions.ts'
import { named } from '../../client/found.ts'
import { NotFoundError } from '../../http/errors/index.ts'
import type { Pager } from '../../paging/pager.ts'
import { dataIn, service } from '../checks.ts'
import { filter } from '../lists/filter.ts'
import { type ListOptions, listQuery } from '../lists/listOptions.ts'
import { listPages } from '../lists/listPages.ts'
import type { Selection, SelectOptions } from '../lists/selection.ts'
import { type Application, applicationFields, type NewApplication } from '../wire.generated.ts'
import type { CernApi } from '../wire.ts'
import { type CernRoles, createRoles } from './roles.ts'

/** Applications and their roles. */
export interface CernApplications {
  /**
   * One application, found by a filter: no route for a single one is known.
   *
   * @param application its `id`, or its `applicationIdentifier`
   * @throws NotFoundError where there is none; else as `identities.get`
   * @example
   * const { ownerId } = await cern.applications.get('my-app')
   */
  get<F extends keyof Application = never>(
    application: string,
    options?: SelectOptions<F>,
  ): Promise<Selection<Application, F>>
  /**
   * All applications.
   *
   * @throws InvalidRequestError for an option that makes no sense; walking throws as `identities.get` does
   * @example
   * for await (const { applicationIdentifier } of cern.applications.list()) console.log(applicationIdentifier)
   */
  list<F extends keyof Application = never>(options?: ListOptions<F>): Pager<Selection<Application, F>>
  /**
   * A new application. Not sent again by itself after a failure. The documentation says that it can be done; the route
   * and its fields are inferred, so more fields than those named are taken.
   *
   * @throws as `identities.get`
   * @example
   * const application = await cern.applications.create({ applicationIdentifier: 'my-app' })
   */
  create(
    application: NewApplication & Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): Promise<Application>
  readonly roles: CernRoles
}

const known = Object.keys(applicationFields)
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

export function createApplications(api: CernApi, baseUrl: string): CernApplications {
  const list: CernApplications['list'] = (options = {}) => {
    const query = listQuery(options, known)
    return listPages(
      {
        name: 'Application',
        baseUrl,
        request: async (place, signal) =>
          (await api.GET('/api/v1.0/Application', { params: { query: { ...query, ...place } }, signal }))
            .data,
      },
      query,
      options,
    )
  }
  return {
    list,
    roles: createRoles(api, baseUrl),
    async get(application, options = {}) {
      checkText(service, 'application', application)
      const key = uuid.test(application) ? 'id' : 'applicationIdentifier'
      const first = await list({ ...options, filter: filter.eq(key, application) }).first()
      if (first !== undefined) return first
      throw new NotFoundError(`There is no ${named('application', application)}.`, {
        service,
        status: 200,
        attempts: 1,
        hint: `It was looked for by its ${key}. An application that the token may not see is not found either.`,
      })
    },
    async create(application, options = {}) {
      checkText(service, 'applicationIdentifier', application.applicationIdentifier)
      const { data } = await api.POST('/api/v1.0/Application', {
        body: application,
        signal: options.signal ?? null,
      })
      return dataIn(data, 'application') as never
    },
  }
}
