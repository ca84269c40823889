export type { MockServer, MockServerOptions, ServiceAddress } from './adapters/nodeServer.ts'
export { startMockServer } from './adapters/nodeServer.ts'
export type { PersonMock, PersonMockOptions } from './adapters/personMock.ts'
export { createPersonMock } from './adapters/personMock.ts'
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
export { DataFileError } from './directory/dataFileError.ts'
