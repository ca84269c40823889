import type { paths } from '@personctl/generated/cis'
import { isObject } from '@personctl/shared/guards'
import { type ApiResult, type OpenApiClient, responseDetails } from '../client/serviceClient.ts'
import { InvalidResponseError } from '../errors.ts'

/** The operations of the Person API. */
export type CisApi = OpenApiClient<paths>

export const service = 'cis'

/** Returns the body of a response if it is an object. Throws InvalidResponseError otherwise. */
export function readObject(result: ApiResult, expected: string): Record<string, unknown> {
  if (isObject(result.data)) return result.data
  throw invalidResponse(result, `cis responded with JSON that is not ${expected}.`)
}

/** Creates the error for a response that does not match the description of the API. */
export function invalidResponse(result: ApiResult, message: string): InvalidResponseError {
  return new InvalidResponseError(message, { service, ...responseDetails(result) })
}
