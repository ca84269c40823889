import type { CernHandlers } from '../cernRequest.ts'
import type { CernPath } from '../router.ts'
import * as applications from './applications.ts'
import * as groups from './groups.ts'
import * as identities from './identities.ts'
import * as members from './members.ts'

const { listMembers: GET, addMembers: POST, removeMembers: DELETE } = members

/** What there is to ask for; names that are fixed before those that are not. */
export const cernRoutes: readonly (readonly [path: CernPath, handlers: CernHandlers])[] = [
  ['/api/v1.0/Identity', { GET: identities.listIdentities }],
  ['/api/v1.0/Identity/my', { GET: identities.getOwnIdentity }],
  ['/api/v1.0/Identity/current', { GET: identities.getOwnIdentity }],
  ['/api/v1.0/Identity/by_email/{email}', { GET: identities.findIdentitiesByEmail }],
  ['/api/v1.0/Identity/{identity}', { GET: identities.getIdentity }],
  ['/api/v1.0/Identity/{identity}/groups', { GET: identities.listGroupsOfIdentity }],
  ['/api/v1.0/Identity/{identity}/groups/recursive', { GET: identities.listAllGroupsOfIdentity }],
  ['/api/v1.0/Identity/{identity}/isMemberRecursive/{group}', { GET: identities.isMember }],
  [
    '/api/v1.0/IdentityMembership/{identity}/precomputed',
    { GET: identities.listPrecomputedGroupsOfIdentity },
  ],
  ['/api/v1.0/Group', { GET: groups.listGroups, POST: groups.createGroup }],
  ['/api/v1.0/Group/-/Query', { POST: groups.queryGroups }],
  ['/api/v1.0/Group/{group}', { GET: groups.getGroup, DELETE: groups.removeGroup }],
  ['/api/v1.0/Group/{group}/members/identities', { GET, POST, DELETE }],
  ['/api/v1.0/Group/{group}/members/identities/recursive', { GET: members.listAllMembers }],
  ['/api/v1.0/Group/{group}/memberidentities', { GET: members.listMembersOldRoute }],
  ['/api/v1.0/Group/{group}/memberidentities/recursive', { GET: members.listAllMembers }],
  ['/api/v1.0/Group/{group}/memberidentities/precomputed', { GET: members.listPrecomputedMembers }],
  ['/api/v1.0/Account', { GET: identities.listAccounts }],
  ['/api/v1.0/ExtendedAccount', { GET: identities.listExtendedAccounts }],
  ['/api/v1.0/Application', { GET: applications.listApplications, POST: applications.createApplication }],
  [
    '/api/v1.0/Application/{application}/roles',
    { GET: applications.listRoles, POST: applications.createRole },
  ],
  ['/api/v1.0/Application/{application}/roles/{role}/groups', { GET: applications.listGroupsOfRole }],
  [
    '/api/v1.0/Application/{application}/roles/{role}/groups/{group}',
    { POST: applications.assignGroupToRole, DELETE: applications.unassignGroupFromRole },
  ],
  ['/api/v1.0/Registration/providers', { GET: applications.listRegistrationProviders }],
  ['/api/v1.0/Registration/{provider}/search', { GET: applications.listRegistrations }],
]
