export type { AccessToken } from './auth/accessToken.ts'
export type {
  AccessTokenSource,
  Authentication,
  AuthenticationContext,
  ClientAuthentication,
  TokenRequestFormat,
} from './auth/authentication.ts'
export { type ClientCredentialsOptions, clientCredentials } from './auth/clientCredentials.ts'
export { type DeviceCodeOptions, deviceCode } from './auth/deviceCode.ts'
export type { DevicePrompt } from './auth/deviceFlow.ts'
export { staticToken } from './auth/staticToken.ts'
export type { TokenCache } from './auth/tokenCache.ts'
export { type TokenExchangeOptions, tokenExchange } from './auth/tokenExchange.ts'
export * from './cern/index.ts'
export * from './cis/index.ts'
export type { CallOptions, ClientOptions } from './client/clientOptions.ts'
export type { Environment } from './client/environment.ts'
export type { QueryParameters } from './client/queryParameters.ts'
export type { RequestOptions, ServiceRequests } from './client/serviceRequests.ts'
export * from './dabp/index.ts'
export * from './http/errors/index.ts'
export type { TokenSource } from './http/exchangeSettings.ts'
export type { Hooks, RequestEvent, ResponseEvent, RetryEvent } from './http/hooks.ts'
export type { FetchFunction, FetchInit } from './http/outgoingRequest.ts'
export type { RetryOptions } from './http/retryPolicy.ts'
export type { Page, Pager, PagerOptions } from './paging/pager.ts'
