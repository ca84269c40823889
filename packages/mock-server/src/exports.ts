export type {
  AdminErrorCode,
  CernRow,
  Client,
  Fault,
  FaultEffect,
  FaultMatch,
  JournalEntry,
  KeyRotation,
  MintedToken,
  NewClient,
  NewFault,
  Person,
  PersonEverywhere,
  PersonList,
  PersonSummary,
  PublisherKey,
  PublisherKeyList,
  PublisherKeyRotation,
  ReportList,
  RequestList,
  ResetPart,
  SigningKey,
  StoredReport,
  TokenFlaw,
  TokenWish,
} from '@personctl/generated/admin'
export type { PersonMock, PersonMockOptions } from './adapters/personMock.ts'
export { createPersonMock, UnmatchedRequestError } from './adapters/personMock.ts'
export type { ServiceAddress, ServiceAddresses } from './addresses.ts'
export type {
  Admin,
  AdminClients,
  AdminClock,
  AdminFaults,
  AdminGroups,
  AdminKeys,
  AdminPeople,
  AdminPublisherKeys,
  AdminReports,
  AdminRequests,
  AdminRows,
  AdminSessions,
  AdminSnapshots,
  AdminTokens,
  ChangeOfPerson,
  PersonToCreate,
} from './admin/adminApi.ts'
export { type AdminClientOptions, createAdminClient } from './admin/client.ts'
export type {
  App,
  AppOptions,
  ClientRegistration,
  Conformance,
  DataFile,
  GivenPerson,
  StoredData,
  StoredProfile,
  TrustedIssuer,
} from './app.ts'
export { createApp } from './app.ts'
export type { AttributeContent, PersonBuilder } from './builders/person.ts'
export { person } from './builders/person.ts'
export { checkData } from './directory/data/dataFile.ts'
export { DataFileError } from './directory/data/parseDataFile.ts'
export type { UnmatchedRequest } from './journal/describe.ts'
export { AdminError } from './session/adminError.ts'
