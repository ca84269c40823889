import type { NewRole, Registration, RegistrationProvider } from '@personctl/openapi/cern'
import type { AuthorizationView } from '../../directory/authorization/authorizationDirectory.ts'
import {
  createTable,
  indexOfId,
  protocols,
  providerId,
  type RoleRecord,
} from '../../directory/authorization/records.ts'
import type { Route } from '../../routing/router.ts'
import { asciiJson } from '../../text/json.ts'
import { CernRefusal } from './errors.ts'
import { mayAdministrate, mayAdministrateService, ownPlace } from './permissions.ts'
import {
  answerList,
  answerNewRow,
  type CernHandler,
  type CernHandlers,
  type CernRequest,
  demand,
  namedApplication,
  namedGroup,
  namedRole,
  notFound,
  objectBody,
} from './request.ts'
import { applicationRows, groupRows, providerRows, registrationRows, roleRows } from './rows.ts'

const listRegistrationProviders: CernHandler = (request, parts) => {
  const records: RegistrationProvider[] = protocols.map((protocol) => ({
    authenticationProviderIdentifier: protocol,
    id: providerId(protocol),
  }))
  const table = createTable(records, providerRows.fields)
  return answerList({ kind: providerRows, table }, request, parts)
}

const listRegistrations: CernHandler = (request, parts) => {
  const name = request.parameter('provider')
  const protocol = protocols.find((one) => providerId(one) === name.toLowerCase())
  if (protocol === undefined) return notFound('registration provider', name)
  const { applications } = parts.directory.view()
  const records: (Registration & { readonly id: string })[] = []
  for (let place = 0; place < applications.size; place++) {
    const { id, registration } = applications.recordAt(place)
    if (registration?.provider === protocol)
      records.push({ applicationId: id, definition: registration.definition ?? null, id })
  }
  return answerList(
    { kind: registrationRows, table: createTable(records, registrationRows.fields) },
    request,
    parts,
  )
}

export const registrationRoutes: readonly Route<CernHandlers>[] = [
  ['/api/v1.0/Registration/providers', { GET: listRegistrationProviders }],
  ['/api/v1.0/Registration/{provider}/search', { GET: listRegistrations }],
]

const listApplications: CernHandler = (request, parts) =>
  answerList({ kind: applicationRows, table: parts.directory.view().applications }, request, parts)

const createApplication: CernHandler = async (request, parts) => {
  const body = await objectBody(request.raw)
  const applicationIdentifier = body.text('applicationIdentifier').trim()
  const administratorsId = body.optionalText('administratorsId')
  const { directory } = parts
  const before = directory.view()
  const owner = ownPlace(request.caller, before)
  demand(
    owner !== undefined || mayAdministrateService(request.caller, before),
    request,
    'create applications',
  )
  if (administratorsId !== null && indexOfId(before.groups, administratorsId) === undefined)
    throw new CernRefusal(400, `There is no group '${administratorsId}'`)
  if (before.applications.indexOfIdentifier(applicationIdentifier) !== undefined)
    throw new CernRefusal(400, `There is an application '${applicationIdentifier}' already`)
  const ownerId = owner === undefined ? null : before.identities.idAt(owner)
  const { id } = directory.createApplication({ applicationIdentifier, administratorsId, ownerId })
  const { applications } = directory.view()
  return answerNewRow({ kind: applicationRows, table: applications }, indexOfId(applications, id) ?? 0, parts)
}

const listRoles: CernHandler = (request, parts) => {
  const view = parts.directory.view()
  const table = view.applications.rolesAt(namedApplication(request, view))
  return answerList({ kind: roleRows, table }, request, parts)
}

const createRole: CernHandler = async (request, { directory, answers }) => {
  const body = await objectBody(request.raw)
  const wish: NewRole = {
    name: body.text('name').trim(),
    displayName: body.text('displayName'),
    description: body.text('description', 'may be empty'),
    required: body.flag('required'),
    multifactor: body.flag('multifactor'),
    applyToAllUsers: body.flag('applyToAllUsers'),
  }
  const view = directory.view()
  const application = administratedApplication(request, view)
  const roles = view.applications.rolesAt(application)
  for (let place = 0; place < roles.size; place++)
    if (roles.recordAt(place).name.toLowerCase() === wish.name.toLowerCase())
      throw new CernRefusal(400, `There is a role '${wish.name}' already`)
  const { groups: _, ...role } = directory.createRole(view.applications.idAt(application), wish)
  return answers.data(asciiJson(role))
}

const listGroupsOfRole: CernHandler = (request, parts) => {
  const view = parts.directory.view()
  const role = namedRole(request, namedApplication(request, view), view)
  const places = view.applications.groupsOf(role)
  return answerList({ kind: groupRows, table: view.groups, places }, request, parts)
}

const assignGroupToRole: CernHandler = (request, { directory, answers }) => {
  const view = directory.view()
  const { role, groupId } = administratedRoleGroup(request, view)
  directory.setRole(role.id, groupId, true)
  return answers.data('null')
}

const unassignGroupFromRole: CernHandler = (request, { directory, answers }) => {
  const view = directory.view()
  const { role, groupId } = administratedRoleGroup(request, view)
  if (!view.applications.groupsOf(role).some((place) => view.groups.idAt(place) === groupId))
    throw new CernRefusal(400, `The group does not have the role '${role.name}'`)
  directory.setRole(role.id, groupId, false)
  return answers.data('null')
}

function administratedRoleGroup(
  request: CernRequest,
  view: AuthorizationView,
): { readonly role: RoleRecord; readonly groupId: string } {
  const role = namedRole(request, administratedApplication(request, view), view)
  return { role, groupId: view.groups.idAt(namedGroup(request, view)) }
}

/** The application a path names. @throws CernRefusal if there is none, or whoever calls may not change it */
function administratedApplication(request: CernRequest, view: AuthorizationView): number {
  const place = namedApplication(request, view)
  const application = view.applications.recordAt(place)
  const { caller } = request
  // A program may change what it is itself.
  const isItself = caller.kind === 'service' && caller.clientId === application.applicationIdentifier
  demand(
    isItself || mayAdministrate(caller, application, view),
    request,
    `change the application '${application.applicationIdentifier}'`,
  )
  return place
}

export const applicationRoutes: readonly Route<CernHandlers>[] = [
  ['/api/v1.0/Application', { GET: listApplications, POST: createApplication }],
  ['/api/v1.0/Application/{application}/roles', { GET: listRoles, POST: createRole }],
  ['/api/v1.0/Application/{application}/roles/{role}/groups', { GET: listGroupsOfRole }],
  [
    '/api/v1.0/Application/{application}/roles/{role}/groups/{group}',
    { POST: assignGroupToRole, DELETE: unassignGroupFromRole },
  ],
]
