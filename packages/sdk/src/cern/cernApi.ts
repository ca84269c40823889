import type { paths } from '@personctl/generated/cern'
import { isObject } from '@personctl/shared/guards'
import { type ApiResult, type OpenApiClient, responseDetails } from '../client/serviceClient.ts'
import { InvalidResponseError } from '../errors.ts'
import { checkUrl } from '../http/response.ts'

/** The operations of the Authorization Service API. */
export type CernApi = OpenApiClient<paths>

export const service = 'cern'

/** Returns the object in a response. Throws InvalidResponseError if it is missing. */
export function readData<T>(result: ApiResult, expected: string, mayHaveBeenDone?: true): T {
  const data = isObject(result.data) ? result.data['data'] : undefined
  if (isObject(data)) return data as T
  throw missingData(result, expected, mayHaveBeenDone)
}

/** Returns the list in a response. Throws InvalidResponseError if it is missing. */
export function readRows<T>(result: ApiResult, expected: string, mayHaveBeenDone?: true): readonly T[] {
  const data = isObject(result.data) ? result.data['data'] : undefined
  if (Array.isArray(data)) return data
  throw missingData(result, expected, mayHaveBeenDone)
}

/**
 * Returns the list in a response to a write. It is empty if the service confirms without saying whom. Throws
 * InvalidResponseError for anything else.
 */
export function readWrittenRows<T>(result: ApiResult, expected: string): readonly T[] {
  return isBareConfirmation(result) ? [] : readRows<T>(result, expected, true)
}

/**
 * Returns the object in a response to a write; undefined if the service confirms without it. Throws InvalidResponseError
 * for anything else.
 */
export function readWrittenData<T>(result: ApiResult, expected: string): T | undefined {
  return isBareConfirmation(result) ? undefined : readData<T>(result, expected, true)
}

function isBareConfirmation({ data }: ApiResult): boolean {
  return data === undefined || (isObject(data) && data['data'] === null)
}

function missingData(result: ApiResult, expected: string, mayHaveBeenDone?: true): InvalidResponseError {
  return new InvalidResponseError(`cern responded with JSON that has no ${expected} in it.`, {
    service,
    ...responseDetails(result),
    mayHaveBeenDone,
    hint: checkUrl,
  })
}
