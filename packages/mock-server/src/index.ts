export type { MockServer, MockServerOptions } from './adapters/nodeServer.ts'
export { startMockServer } from './adapters/nodeServer.ts'
export * from './exports.ts'
