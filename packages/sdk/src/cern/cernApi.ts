import type { paths } from '@personctl/openapi/cern'
import { isObject } from '@personctl/shared/guards'
import { type ApiResult, type OpenApiClient, responseDetails } from '../client/serviceClient.ts'
import { InvalidResponseError } from '../errors.ts'

/** The operations of the Authorization Service API. */
export type CernApi = OpenApiClient<paths>

export const service = 'cern'

/** Returns the object in a response. Throws InvalidResponseError if it is missing. */
export function readData<T>(result: ApiResult, expected: string): T {
  const data = isObject(result.data) ? result.data['data'] : undefined
  if (isObject(data)) return data as T
  throw missingData(result, expected)
}

/** Returns the list in a response. Throws InvalidResponseError if it is missing. */
export function readRows<T>(result: ApiResult, expected: string): readonly T[] {
  const data = isObject(result.data) ? result.data['data'] : undefined
  if (Array.isArray(data)) return data
  throw missingData(result, expected)
}

function missingData(result: ApiResult, expected: string): InvalidResponseError {
  return new InvalidResponseError(`cern responded with JSON that has no ${expected} in it.`, {
    service,
    ...responseDetails(result),
    hint: 'Check that the base URL is that of an Authorization Service API.',
  })
}
