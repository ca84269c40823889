export type { PersonMock, PersonMockOptions } from './adapters/personMock.ts'
export { createPersonMock, UnmatchedRequestError } from './adapters/personMock.ts'
export type {
  Admin,
  AdminClock,
  AdminFaults,
  AdminPeople,
  AdminRequests,
  AdminSessions,
  AdminSnapshots,
  AdminTokens,
  ChangeOfPerson,
  PersonToCreate,
} from './admin/admin.ts'
export type { AdminClientOptions } from './admin/adminClient.ts'
export { createAdminClient } from './admin/adminClient.ts'
export { AdminError } from './admin/adminError.ts'
export type {
  App,
  AppOptions,
  ClientRegistration,
  Conformance,
  DataFile,
  StoredProfile,
  TrustedIssuer,
} from './app.ts'
export { createApp } from './app.ts'
export type { AttributeContent, PersonBuilder } from './builders/person.ts'
export { person } from './builders/person.ts'
export { DataFileError } from './directory/dataFileError.ts'
export type { UnmatchedRequest } from './journal/unmatchedRequest.ts'
export type {
  AdminErrorCode,
  Fault,
  FaultEffect,
  FaultMatch,
  JournalEntry,
  MintedToken,
  NewFault,
  Person,
  PersonEverywhere,
  PersonList,
  PersonSummary,
  RequestList,
  ResetPart,
  TokenFlaw,
  TokenWish,
} from './openapi/admin.generated.ts'
export type { ServiceAddress, ServiceAddresses } from './serviceAddresses.ts'
