import { checkText } from '../../client/checkText.ts'
import type { CallOptions } from '../../client/clientOptions.ts'
import { found, named } from '../../client/found.ts'
import type { Pager } from '../../paging/pager.ts'
import { dataIn, service } from '../checks.ts'
import { type ListOptions, listQuery } from '../lists/listOptions.ts'
import { listPages } from '../lists/listPages.ts'
import type { Selection } from '../lists/selection.ts'
import { type NewRole, type Role, roleFields } from '../wire.generated.ts'
import type { CernApi } from '../wire.ts'

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

export function createRoles(api: CernApi, baseUrl: string): CernRoles {
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
