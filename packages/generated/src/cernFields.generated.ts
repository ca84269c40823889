// Generated from openapi/cern.yaml by `npm run generate`. Do not edit.
import type { Identity, Group, Account, Application, Role, RegistrationProvider, Registration } from './cern.generated.ts'

/**
 * When a field is there: always (`base`); null unless it is requested (`computed`); only where it is set (`dynamic`);
 * in filters only (`filter`).
 */
export type FieldLayer = 'base' | 'computed' | 'dynamic' | 'filter'

/** The fields of an Identity in their order, and when each is there. */
export const identityFields: Readonly<Record<keyof Identity, FieldLayer>> = {
  owner: 'computed',
  supervisor: 'computed',
  primaryAccountEmail: 'computed',
  type: 'base',
  upn: 'base',
  displayName: 'base',
  personId: 'base',
  supervisorId: 'base',
  source: 'base',
  unconfirmed: 'base',
  unconfirmedEmail: 'base',
  externalEmail: 'base',
  primaryAccountId: 'base',
  uid: 'base',
  gid: 'base',
  resourceCategory: 'base',
  reassignable: 'base',
  autoReassign: 'base',
  blocked: 'base',
  securityIssues: 'base',
  blockingReason: 'base',
  blockingTime: 'base',
  blockingDeadline: 'base',
  expirationDeadline: 'base',
  ownerId: 'base',
  id: 'base',
  room: 'dynamic',
  floor: 'dynamic',
  orcid: 'dynamic',
  building: 'dynamic',
  lastName: 'dynamic',
  birthDate: 'dynamic',
  cernGroup: 'dynamic',
  firstName: 'dynamic',
  activeUser: 'dynamic',
  telephone1: 'dynamic',
  cernSection: 'dynamic',
  description: 'dynamic',
  cernPersonId: 'dynamic',
  instituteName: 'dynamic',
  postOfficeBox: 'dynamic',
  cernDepartment: 'dynamic',
  eduPersonUniqueID: 'dynamic',
  instituteAbbreviation: 'dynamic',
  preferredCernLanguage: 'dynamic',
  modificationTime: 'filter',
  disabled: 'filter',
}

/** The fields of a Group in their order, and when each is there. */
export const groupFields: Readonly<Record<keyof Group, FieldLayer>> = {
  primaryAccountEmail: 'computed',
  groupIdentifier: 'base',
  displayName: 'base',
  description: 'base',
  ownerId: 'base',
  administratorsId: 'base',
  source: 'base',
  syncType: 'base',
  isComputingGroup: 'base',
  gid: 'base',
  blocked: 'base',
  disabled: 'base',
  id: 'base',
  modificationTime: 'filter',
}

/** The fields of an Account in their order, and when each is there. */
export const accountFields: Readonly<Record<keyof Account, FieldLayer>> = {
  displayName: 'base',
  uniqueIdentifier: 'base',
  emailAddress: 'base',
  type: 'base',
  id: 'base',
  cernDepartment: 'dynamic',
}

/** The fields of an Application in their order, and when each is there. */
export const applicationFields: Readonly<Record<keyof Application, FieldLayer>> = {
  applicationIdentifier: 'base',
  ownerId: 'base',
  administratorsId: 'base',
  id: 'base',
}

/** The fields of a Role in their order, and when each is there. */
export const roleFields: Readonly<Record<keyof Role, FieldLayer>> = {
  name: 'base',
  displayName: 'base',
  description: 'base',
  required: 'base',
  multifactor: 'base',
  applyToAllUsers: 'base',
  id: 'base',
}

/** The fields of a RegistrationProvider in their order, and when each is there. */
export const registrationProviderFields: Readonly<Record<keyof RegistrationProvider, FieldLayer>> = {
  authenticationProviderIdentifier: 'base',
  id: 'base',
}

/** The fields of a Registration in their order, and when each is there. */
export const registrationFields: Readonly<Record<keyof Registration, FieldLayer>> = {
  applicationId: 'base',
  definition: 'base',
  id: 'base',
}

/** A type that a field may hold. */
export type FieldType = 'string' | 'integer' | 'boolean' | 'object' | 'null'

/** The fields of an Identity, and the types that each may hold. */
export const identityFieldTypes: Readonly<Record<keyof Identity, readonly FieldType[]>> = {
  owner: ["object","null"],
  supervisor: ["object","null"],
  primaryAccountEmail: ["string","null"],
  type: ["string"],
  upn: ["string","null"],
  displayName: ["string"],
  personId: ["string","null"],
  supervisorId: ["string","null"],
  source: ["string"],
  unconfirmed: ["boolean"],
  unconfirmedEmail: ["string","null"],
  externalEmail: ["string","null"],
  primaryAccountId: ["string","null"],
  uid: ["integer","null"],
  gid: ["integer","null"],
  resourceCategory: ["string"],
  reassignable: ["boolean"],
  autoReassign: ["boolean"],
  blocked: ["boolean"],
  securityIssues: ["boolean"],
  blockingReason: ["string","null"],
  blockingTime: ["string","null"],
  blockingDeadline: ["string","null"],
  expirationDeadline: ["string","null"],
  ownerId: ["string","null"],
  id: ["string"],
  room: ["string","null"],
  floor: ["string","null"],
  orcid: ["string","null"],
  building: ["string","null"],
  lastName: ["string","null"],
  birthDate: ["string","null"],
  cernGroup: ["string","null"],
  firstName: ["string","null"],
  activeUser: ["boolean","null"],
  telephone1: ["string","null"],
  cernSection: ["string","null"],
  description: ["string","null"],
  cernPersonId: ["string","null"],
  instituteName: ["string","null"],
  postOfficeBox: ["string","null"],
  cernDepartment: ["string","null"],
  eduPersonUniqueID: ["string","null"],
  instituteAbbreviation: ["string","null"],
  preferredCernLanguage: ["string","null"],
  modificationTime: ["string","null"],
  disabled: ["boolean","null"],
}

/** The fields of a Group, and the types that each may hold. */
export const groupFieldTypes: Readonly<Record<keyof Group, readonly FieldType[]>> = {
  primaryAccountEmail: ["string","null"],
  groupIdentifier: ["string"],
  displayName: ["string"],
  description: ["string","null"],
  ownerId: ["string","null"],
  administratorsId: ["string","null"],
  source: ["string"],
  syncType: ["string"],
  isComputingGroup: ["boolean"],
  gid: ["integer","null"],
  blocked: ["boolean"],
  disabled: ["boolean"],
  id: ["string"],
  modificationTime: ["string","null"],
}

/** The fields of an Account, and the types that each may hold. */
export const accountFieldTypes: Readonly<Record<keyof Account, readonly FieldType[]>> = {
  displayName: ["string"],
  uniqueIdentifier: ["string"],
  emailAddress: ["string"],
  type: ["string"],
  id: ["string"],
  cernDepartment: ["string","null"],
}

/** The fields of an Application, and the types that each may hold. */
export const applicationFieldTypes: Readonly<Record<keyof Application, readonly FieldType[]>> = {
  applicationIdentifier: ["string"],
  ownerId: ["string","null"],
  administratorsId: ["string","null"],
  id: ["string"],
}

/** The fields of a Role, and the types that each may hold. */
export const roleFieldTypes: Readonly<Record<keyof Role, readonly FieldType[]>> = {
  name: ["string"],
  displayName: ["string"],
  description: ["string"],
  required: ["boolean"],
  multifactor: ["boolean"],
  applyToAllUsers: ["boolean"],
  id: ["string"],
}

/** The fields of a RegistrationProvider, and the types that each may hold. */
export const registrationProviderFieldTypes: Readonly<Record<keyof RegistrationProvider, readonly FieldType[]>> = {
  authenticationProviderIdentifier: ["string"],
  id: ["string"],
}

/** The fields of a Registration, and the types that each may hold. */
export const registrationFieldTypes: Readonly<Record<keyof Registration, readonly FieldType[]>> = {
  applicationId: ["string"],
  definition: ["string","null"],
  id: ["string"],
}
