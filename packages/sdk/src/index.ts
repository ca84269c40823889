export type {
  AccessToken,
  AccessTokenSource,
  Authentication,
  AuthenticationContext,
  ClientAuthentication,
  TokenRequestFormat,
} from './auth/authentication.ts'
export { staticToken } from './auth/authentication.ts'
export { type ClientCredentialsOptions, clientCredentials } from './auth/clientCredentials.ts'
export type { DevicePrompt } from './auth/deviceCode.ts'
export { type DeviceCodeOptions, deviceCode } from './auth/deviceCode.ts'
export { type TokenExchangeOptions, tokenExchange } from './auth/tokenExchange.ts'
export type { TokenCache } from './auth/tokenManager.ts'
export * from './cern/index.ts'
export * from './cis/index.ts'
export {
  type DabpEnvironmentOptions,
  type EnvironmentOptions,
  type EnvironmentVariables,
  fromEnvironment,
} from './client/environmentVariables.ts'
export type {
  BaseClient,
  ClientOptions,
  Environment,
  QueryParameters,
  RequestOptions,
  TokenInfo,
} from './client/serviceClient.ts'
export * from './dabp/index.ts'
export * from './errors.ts'
export type {
  CallEvent,
  FailureEvent,
  Hooks,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
  TokenEvent,
} from './http/hooks.ts'
export type {
  ApiPromise,
  BodyStream,
  CallOptions,
  FetchedResponse,
  FetchFunction,
  FetchInit,
  HeadersOption,
  RequestBody,
  ResponseInfo,
  TokenSource,
} from './http/request.ts'
export type { RetryOptions } from './http/retry.ts'
export type { Checkpoint, Page, Pager, PagerOptions } from './paging/pager.ts'
