import type { Application, NewApplication, NewRole, Role } from '@personctl/openapi/cern'
import { applicationFields, roleFields } from '@personctl/openapi/cernFields'
import { isUuid } from '@personctl/shared/guards'
import type { CallOptions } from '../client/serviceClient.ts'
import { checkText, found, named } from '../client/values.ts'
import { NotFoundError } from '../errors.ts'
import type { Pager } from '../paging/pager.ts'
import { listPages } from './listPages.ts'
import {
  dataIn,
  filter,
  type ListOptions,
  listQuery,
  type Selection,
  type SelectOptions,
  service,
} from './listQuery.ts'
import type { CernApi } from './wire.ts'

/** A role to be created; what is left out is false or empty. */
export type RoleToCreate = Pick<NewRole, 'name' | 'displayName'> & Partial<NewRole>

/** The roles of applications. An application is named by its `id` or its `applicationIdentifier`. */
export interface CernRoles {
  /**
   * The roles of an application.
   *
   * @throws InvalidRequestError for an option that makes no sense; walking throws NotFoundError where there is no such
   * application, and as `identities.get` does
   * @example
   * const names = (await cern.applications.roles.list('my-app').toArray()).map(({ name }) => name)
   */
  list<F extends keyof Role = never>(application: string, options?: ListOptions<F>): Pager<Selection<Role, F>>
  /**
   * A new role of an application. Not sent again by itself after a failure.
   *
   * @throws NotFoundError where there is no such application; else as `identities.get`
   * @example
   * const role = await cern.applications.roles.create('my-app', { name: 'shifter', displayName: 'Shifter' })
   */
  create(application: string, role: RoleToCreate, options?: CallOptions): Promise<Role>
  /**
   * Gives the members of a group a role.
   *
   * @param role its `id`
   * @param group its `id` or its `groupIdentifier`
   * @throws NotFoundError where one of the three is unknown; else as `identities.get`
   * @example
   * await cern.applications.roles.assignGroup('my-app', role.id, 'shift-crew')
   */
  assignGroup(application: string, role: string, group: string, options?: CallOptions): Promise<void>
}

function createRoles(api: CernApi, baseUrl: string): CernRoles {
  return {
    list(application, options = {}) {
      checkText(service, 'application', application)
      const query = listQuery(options, Object.keys(roleFields))
      return listPages(
        {
          name: `Application/${encodeURIComponent(application)}/roles`,
          baseUrl,
          async request(place, signal) {
            const params = { path: { application }, query: { ...query, ...place } }
            const answer = api.GET('/api/v1.0/Application/{application}/roles', { params, signal })
            return (await found(answer, named('application', application))).data
          },
        },
        query,
        options,
      )
    },
    async create(application, role, options = {}) {
      checkText(service, 'application', application)
      checkText(service, 'name', role.name)
      checkText(service, 'displayName', role.displayName)
      const defaults = { description: '', required: false, multifactor: false, applyToAllUsers: false }
      const answer = api.POST('/api/v1.0/Application/{application}/roles', {
        params: { path: { application } },
        body: { ...defaults, ...role },
        signal: options.signal ?? null,
      })
      const { data } = await found(answer, named('application', application))
      return dataIn(data, 'role') as never
    },
    async assignGroup(application, role, group, options = {}) {
      checkText(service, 'application', application)
      checkText(service, 'role', role)
      checkText(service, 'group', group)
      const answer = api.POST('/api/v1.0/Application/{application}/roles/{role}/groups/{group}', {
        params: { path: { application, role, group } },
        headers: { 'content-type': 'application/json' },
        signal: options.signal ?? null,
      })
      await found(
        answer,
        `${named('application', application)}, no ${named('role', role)} of it, or no ${named('group', group)}`,
      )
    },
  }
}

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
      const key = isUuid(application) ? 'id' : 'applicationIdentifier'
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
