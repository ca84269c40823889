import type { Application, NewApplication, NewRole, paths, Role } from '@personctl/generated/cern'
import { applicationFields, roleFields } from '@personctl/generated/cernFields'
import { isUuid } from '@personctl/shared/guards'
import { checkIdentifier, checkObject, checkString } from '../arguments.ts'
import {
  type ApiPromise,
  type ApiResult,
  type CallOptions,
  callOptionNames,
  describeSubject,
  responseDetails,
  type ServiceClient,
  withNotFound,
} from '../client/serviceClient.ts'
import { NotFoundError } from '../errors.ts'
import type { Pager } from '../paging/pager.ts'
import { readWrittenData, service } from './cernApi.ts'
import { listPages } from './listPages.ts'
import {
  filter,
  type ListOptions,
  listQuery,
  type Selection,
  type SelectOptions,
  selectOptionNames,
} from './listQuery.ts'

/** Applications and their roles. An application is identified by its `id` or its `applicationIdentifier`. */
export interface CernApplications {
  /**
   * Returns one application. It is found with a filter, since no route for a single application is known.
   *
   * @throws {NotFoundError} if the application does not exist, or the token may not see it
   * @throws {InvalidRequestError} for an invalid argument or option, before anything is sent
   * @throws {AuthenticationError} if the service does not accept the token, or the token endpoint refuses the client
   * @throws {PermissionError} if the token does not permit the request
   * @throws {RateLimitError} if the service limits the rate of requests
   * @throws {NetworkError} if no response arrives
   * @throws {TimeoutError} if a response takes too long
   * @throws {ServerError} if the service fails
   * @throws {InvalidResponseError} if a response is not what the API describes
   * @example
   * const { ownerId } = await cern.applications.get('my-app')
   */
  get<F extends keyof Application = never>(
    application: string,
    options?: SelectOptions<F>,
  ): ApiPromise<Selection<Application, F>>
  /**
   * Returns all applications. A walk throws as `get` does, except NotFoundError.
   *
   * @throws {InvalidRequestError} for an invalid option
   * @throws {InvalidResponseError} at the end of a walk whose rows do not match the total that the service reports
   * @example
   * for await (const { applicationIdentifier } of cern.applications.list()) console.log(applicationIdentifier)
   */
  list<F extends keyof Application = never>(options?: ListOptions<F>): Pager<Selection<Application, F>>
  /**
   * Creates an application. The request is not retried after a failure. The documentation says that this is possible, but
   * the route and its fields are inferred, so fields beyond the named ones are accepted. Throws as `get` does.
   *
   * @returns the application; undefined if the service confirms without it
   * @throws {ConflictError} if the application exists
   * @example
   * const application = await cern.applications.create({ applicationIdentifier: 'my-app' })
   */
  create(
    application: NewApplication & Readonly<Record<string, unknown>>,
    options?: CallOptions,
  ): ApiPromise<Application | undefined>
  /** The roles of applications. */
  readonly roles: CernRoles
}

/** The roles of applications. */
export interface CernRoles {
  /**
   * Returns the roles of an application. A walk throws as that of `applications.list` does.
   *
   * @throws {InvalidRequestError} for an invalid argument or option
   * @throws {NotFoundError} in a walk, if the application does not exist
   * @example
   * const names = (await cern.applications.roles.list('my-app').toArray()).map(({ name }) => name)
   */
  list<F extends keyof Role = never>(application: string, options?: ListOptions<F>): Pager<Selection<Role, F>>
  /**
   * Creates a role of an application. The request is not retried after a failure. Throws as `applications.get` does.
   *
   * @returns the role; undefined if the service confirms without it
   * @throws {NotFoundError} if the application does not exist
   * @throws {ConflictError} if the role exists
   * @example
   * const role = await cern.applications.roles.create('my-app', { name: 'shifter', displayName: 'Shifter' })
   */
  create(application: string, role: RoleToCreate, options?: CallOptions): ApiPromise<Role | undefined>
  /**
   * Assigns a role to the members of a group. Throws as `applications.get` does.
   *
   * @param role the `id` of the role
   * @param group the `id` or the `groupIdentifier` of the group
   * @throws {NotFoundError} if the application, the role or the group does not exist
   * @example
   * await cern.applications.roles.assignGroup('my-app', roleId, 'shift-crew')
   */
  assignGroup(application: string, role: string, group: string, options?: CallOptions): ApiPromise<void>
}

/** A role to be created. Omitted properties are false or empty. */
export type RoleToCreate = Pick<NewRole, 'name' | 'displayName'> & {
  readonly [Name in Exclude<keyof NewRole, 'name' | 'displayName'>]?: NewRole[Name] | undefined
}

const fieldNames = Object.keys(applicationFields)

/** Implements `CernApplications`. */
export function createApplications(client: ServiceClient<paths>): CernApplications {
  const { api, baseUrl } = client
  const list = <F extends keyof Application = never>(
    options: ListOptions<F> = {},
    onResult?: (result: ApiResult) => void,
  ): Pager<Selection<Application, F>> => {
    const query = listQuery(options, fieldNames)
    return listPages(
      {
        name: 'Application',
        baseUrl,
        async request(position, init) {
          const params = { query: { ...query, ...position } }
          const result = await api.GET('/api/v1.0/Application', { params, ...init })
          onResult?.(result)
          return result
        },
      },
      query,
      options,
    )
  }
  return {
    get: (application, call) =>
      client.run(call, selectOptionNames, async (note) => {
        checkString(service, 'application', application)
        const key = isUuid(application) ? 'id' : 'applicationIdentifier'
        let last: ApiResult | undefined
        const found = await list({ ...call, filter: filter.eq(key, application) }, (result) => {
          last = note(result)
        }).first()
        if (found !== undefined) return found
        throw new NotFoundError(`The ${describeSubject('application', application)} does not exist.`, {
          service,
          ...(last && responseDetails(last)),
          hint: `It was searched by its ${key}. An application that the token may not see is not found either.`,
        })
      }),
    list: (options) => list(options),
    create: (application, call) =>
      client.run(call, callOptionNames, async (note) => {
        checkObject(service, application, undefined, 'application')
        checkIdentifier(service, 'applicationIdentifier', application.applicationIdentifier)
        const result = note(await api.POST('/api/v1.0/Application', { body: application, call }))
        return readWrittenData(result, 'application')
      }),
    roles: createRoles(client),
  }
}

function createRoles(client: ServiceClient<paths>): CernRoles {
  const { api, baseUrl } = client
  return {
    list(application, options = {}) {
      checkIdentifier(service, 'application', application)
      const query = listQuery(options, Object.keys(roleFields))
      return listPages(
        {
          name: `Application/${encodeURIComponent(application)}/roles`,
          baseUrl,
          request(position, init) {
            const params = { path: { application }, query: { ...query, ...position } }
            const result = api.GET('/api/v1.0/Application/{application}/roles', { params, ...init })
            return withNotFound(result, describeSubject('application', application))
          },
        },
        query,
        options,
      )
    },
    create: (application, role, call) =>
      client.run(call, callOptionNames, async (note) => {
        checkIdentifier(service, 'application', application)
        checkObject(service, role, undefined, 'role')
        checkString(service, 'name', role.name)
        checkString(service, 'displayName', role.displayName)
        const { description = '', required = false, multifactor = false, applyToAllUsers = false } = role
        const result = api.POST('/api/v1.0/Application/{application}/roles', {
          params: { path: { application } },
          body: { ...role, description, required, multifactor, applyToAllUsers },
          call,
        })
        const created = note(await withNotFound(result, describeSubject('application', application)))
        return readWrittenData(created, 'role')
      }),
    assignGroup: (application, role, group, call) =>
      client.run(call, callOptionNames, async (note) => {
        checkIdentifier(service, 'application', application)
        checkIdentifier(service, 'role', role)
        checkIdentifier(service, 'group', group)
        const result = api.POST('/api/v1.0/Application/{application}/roles/{role}/groups/{group}', {
          params: { path: { application, role, group } },
          headers: { 'content-type': 'application/json' },
          expectsBody: false,
          call,
        })
        const subjects = [
          describeSubject('application', application),
          `its ${describeSubject('role', role)}`,
          `or the ${describeSubject('group', group)}`,
        ]
        note(await withNotFound(result, subjects.join(', ')))
      }),
  }
}
