import type { NewRole, Registration, RegistrationProvider } from '@personctl/generated/cern'
import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import { serviceAdministrators } from '../../directory/authorization/families.ts'
import {
  createTable,
  indexOfId,
  protocols,
  providerId,
  type RoleRecord,
} from '../../directory/authorization/records.ts'
import { asciiJson } from '../../text/json.ts'
import { CernError } from './CernError.ts'
import { mayAdministrate, mayAdministrateService, ownIndex } from './cernPermissions.ts'
import {
  type CernHandlers,
  type CernRequest,
  readObjectBody,
  requireApplication,
  requireGroup,
  requirePermission,
  requireRole,
  respondWithList,
  respondWithNewRow,
  throwNotFound,
} from './cernRequest.ts'
import { applicationRows, groupRows, providerRows, registrationRows, roleRows } from './cernRows.ts'

/** The handlers for applications, their roles and their registrations. */
export const applicationHandlers: CernHandlers<
  | 'listApplications'
  | 'createApplication'
  | 'listRoles'
  | 'createRole'
  | 'listGroupsOfRole'
  | 'assignGroupToRole'
  | 'unassignGroupFromRole'
  | 'listRegistrationProviders'
  | 'listRegistrations'
> = {
  listApplications: (request, deps) =>
    respondWithList({ kind: applicationRows, table: deps.directory.view().applications }, request, deps),
  async createApplication(request, deps) {
    const body = await readObjectBody(request.call.request)
    const applicationIdentifier = body.string('applicationIdentifier').trim()
    const administratorsId = body.optionalString('administratorsId')
    const { directory } = deps
    const before = directory.view()
    const owner = ownIndex(request.caller, before)
    const isAllowed = owner !== undefined || mayAdministrateService(request.caller, before)
    requirePermission(isAllowed, request, 'create applications', `an identity, or ${serviceAdministrators}`)
    if (administratorsId !== null && indexOfId(before.groups, administratorsId) === undefined)
      throw new CernError(400, `There is no group '${administratorsId}'`)
    if (before.applications.indexOfIdentifier(applicationIdentifier) !== undefined)
      throw new CernError(400, `There is an application '${applicationIdentifier}' already`)
    const ownerId = owner === undefined ? null : before.identities.idAt(owner)
    const { id } = directory.createApplication({ applicationIdentifier, administratorsId, ownerId })
    const { applications } = directory.view()
    const index = indexOfId(applications, id) ?? 0
    return respondWithNewRow({ kind: applicationRows, table: applications }, index, deps)
  },
  listRoles(request, deps) {
    const view = deps.directory.view()
    const table = view.applications.rolesAt(requireApplication(request, view))
    return respondWithList({ kind: roleRows, table }, request, deps)
  },
  async createRole(request, { directory, responses }) {
    const body = await readObjectBody(request.call.request)
    const newRole: NewRole = {
      name: body.string('name').trim(),
      displayName: body.string('displayName'),
      description: body.string('description', 'may be empty'),
      required: body.boolean('required'),
      multifactor: body.boolean('multifactor'),
      applyToAllUsers: body.boolean('applyToAllUsers'),
    }
    const view = directory.view()
    const application = requireAdministratedApplication(request, view)
    const roles = view.applications.rolesAt(application)
    for (let index = 0; index < roles.size; index++)
      if (roles.recordAt(index).name.toLowerCase() === newRole.name.toLowerCase())
        throw new CernError(400, `There is a role '${newRole.name}' already`)
    const { groups: _, ...role } = directory.createRole(view.applications.idAt(application), newRole)
    return responses.data(asciiJson(role))
  },
  listGroupsOfRole(request, deps) {
    const view = deps.directory.view()
    const role = requireRole(request, requireApplication(request, view), view)
    const indexes = view.applications.groupsOf(role)
    return respondWithList({ kind: groupRows, table: view.groups, indexes }, request, deps)
  },
  assignGroupToRole(request, { directory, responses }) {
    const view = directory.view()
    const { role, groupId } = requireAdministratedRole(request, view)
    directory.setRole(role.id, groupId, true)
    return responses.data('null')
  },
  unassignGroupFromRole(request, { directory, responses, quirks }) {
    const view = directory.view()
    const { role, groupId } = requireAdministratedRole(request, view)
    if (!view.applications.groupsOf(role).some((index) => view.groups.idAt(index) === groupId))
      throw new CernError(400, `The group does not have the role '${role.name}'`)
    directory.setRole(role.id, groupId, false)
    return quirks.cernDeleted === 'noContent' ? responses.empty(204) : responses.data('null')
  },
  listRegistrationProviders(request, deps) {
    const records: RegistrationProvider[] = protocols.map((protocol) => ({
      authenticationProviderIdentifier: protocol,
      id: providerId(protocol),
    }))
    const table = createTable(records, providerRows.fields)
    return respondWithList({ kind: providerRows, table }, request, deps)
  },
  listRegistrations(request, deps) {
    const name = request.param('provider')
    const protocol = protocols.find((one) => providerId(one) === name.toLowerCase())
    if (protocol === undefined) return throwNotFound('registration provider', name)
    const { applications } = deps.directory.view()
    const records: (Registration & { readonly id: string })[] = []
    for (let index = 0; index < applications.size; index++) {
      const { id, registration } = applications.recordAt(index)
      if (registration?.provider === protocol)
        records.push({ applicationId: id, definition: registration.definition ?? null, id })
    }
    const table = createTable(records, registrationRows.fields)
    return respondWithList({ kind: registrationRows, table }, request, deps)
  },
}

/** Returns the index of the application that the path names. @throws {CernError} if the caller may not change it */
function requireAdministratedApplication(request: CernRequest, view: AuthorizationView): number {
  const index = requireApplication(request, view)
  const application = view.applications.recordAt(index)
  const { caller } = request
  // A program may change its own application.
  const isItself = caller.kind === 'service' && caller.clientId === application.applicationIdentifier
  requirePermission(
    isItself || mayAdministrate(caller, application, view),
    request,
    `change the application '${application.applicationIdentifier}'`,
    `its owner, its administrators, or ${serviceAdministrators}`,
  )
  return index
}

function requireAdministratedRole(
  request: CernRequest,
  view: AuthorizationView,
): { readonly role: RoleRecord; readonly groupId: string } {
  const role = requireRole(request, requireAdministratedApplication(request, view), view)
  return { role, groupId: view.groups.idAt(requireGroup(request, view)) }
}
