import type { Group, Identity, Role } from '../../openapi/cern.generated.ts'

/** What of an identity is the same for most. */
export const usualIdentity: Omit<Identity, 'id' | 'displayName' | 'owner' | 'supervisor'> = {
  primaryAccountEmail: null,
  type: 'Person',
  upn: null,
  personId: null,
  supervisorId: null,
  source: 'cern',
  unconfirmed: false,
  unconfirmedEmail: null,
  externalEmail: null,
  primaryAccountId: null,
  uid: null,
  gid: null,
  resourceCategory: 'Personal',
  reassignable: false,
  autoReassign: false,
  blocked: false,
  securityIssues: false,
  blockingReason: null,
  blockingTime: null,
  blockingDeadline: null,
  expirationDeadline: null,
  ownerId: null,
}

/** What of a group is the same for most. */
export const usualGroup: Required<
  Omit<
    Group,
    'id' | 'groupIdentifier' | 'displayName' | 'description' | 'primaryAccountEmail' | 'modificationTime'
  >
> = {
  ownerId: null,
  administratorsId: null,
  source: 'cern',
  syncType: 'Slave',
  isComputingGroup: false,
  gid: null,
  blocked: false,
  disabled: false,
}

/** What of a role is the same for most. */
export const usualRole: Omit<Role, 'id' | 'name' | 'displayName'> = {
  description: '',
  required: false,
  multifactor: false,
  applyToAllUsers: false,
}
