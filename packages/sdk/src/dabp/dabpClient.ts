import type { ErrorResponse, PersonReport, paths, ReportScope } from '@personctl/generated/dabp'
import { isObject, isUuid } from '@personctl/shared/guards'
import {
  checkIdentifier,
  checkOptions,
  invalidArgument,
  type OptionNames,
  parseHttpUrl,
} from '../arguments.ts'
import { withDiscovery } from '../auth/tokenRequest.ts'
import {
  type ApiPromise,
  type BaseClient,
  type CallOptions,
  type ClientOptions,
  clientOptionNames,
  describeSubject,
  responseDetails,
  ServiceClient,
  type ServiceDefinition,
  withNotFound,
} from '../client/serviceClient.ts'
import { InvalidRequestError, InvalidResponseError, PermissionError, ServerError } from '../errors.ts'
import type { BufferedResponse } from '../http/response.ts'
import { isIdempotent } from '../http/retry.ts'
import { readReport, service } from './report.ts'

/**
 * Creates a client of OneWelcome's DABP (Delegated Administration for Business Partners). Create one and reuse it, since
 * it caches the token. Tokens are requested with the scope `dabp_person_report` and with HTTP Basic authentication,
 * unless `auth` has other settings.
 *
 * @throws {InvalidRequestError} for an invalid option
 * @see https://docs.onegini.com
 * @example
 * const dabp = createDabpClient({
 *   baseUrl: 'https://dabp.onegini.com',
 *   auth: clientCredentials({ clientId, clientSecret }),
 * })
 * const report = await dabp.people.getReport('eb82d9a9-bba5-4bbb-a9fc-508ce6f8705c')
 * if (hasPolicy(report, 'Pension', { group: 'Intermediary A' })) …
 */
export function createDabpClient(options: DabpClientOptions): DabpClient {
  checkOptions(service, options, { ...clientOptionNames, tokenUrl: 1, issuer: 1, tenantId: 1 })
  const { tenantId, issuer } = options ?? {}
  if (options?.baseUrl === undefined) {
    throw new InvalidRequestError('baseUrl is missing.', {
      service,
      param: 'baseUrl',
      hint: 'Every tenant has its own host: pass the URL of yours.',
    })
  }
  if (issuer !== undefined && options.tokenUrl !== undefined) {
    throw new InvalidRequestError('issuer and tokenUrl cannot be used together; the issuer names its own.', {
      service,
      param: 'issuer',
    })
  }
  if (tenantId !== undefined && (typeof tenantId !== 'string' || !isUuid(tenantId)))
    throw invalidArgument(service, 'tenantId', tenantId, 'a UUID')
  const baseUrl = parseHttpUrl('baseUrl', options.baseUrl).replace(/\/+$/, '')
  const tokenUrl = parseHttpUrl('tokenUrl', options.tokenUrl ?? `${baseUrl}/oauth/v1/token`)
  const hasIssuer = issuer !== undefined && typeof options.auth?.connect === 'function'
  const auth = hasIssuer ? withDiscovery(options.auth, parseHttpUrl('issuer', issuer)) : options.auth
  const client = new ServiceClient<paths>({ ...options, auth }, { baseUrl, tokenUrl }, definition)
  const headers = tenantId === undefined ? {} : { 'Tenant-Id': tenantId }
  return { people: createPeople(client, headers), ...client.members(headers) }
}

/** Options of `createDabpClient`. */
export interface DabpClientOptions extends ClientOptions {
  /** The URL of the tenant, such as `https://dabp.onegini.com`. Every tenant has its own host. */
  baseUrl: string
  /**
   * The token endpoint.
   *
   * @default `/oauth/v1/token` below the base URL
   */
  tokenUrl?: string | undefined
  /**
   * The issuer of the tokens, such as `https://login.example.org/oauth`. Its discovery document,
   * `/.well-known/openid-configuration`, names the token endpoint.
   *
   * @default none: the token endpoint is not discovered
   */
  issuer?: string | undefined
  /**
   * The UUID of the tenant, for the header `Tenant-Id`. Some installations require it.
   *
   * @default not sent
   */
  tenantId?: string | undefined
}

/** A client of OneWelcome's DABP, version 2. */
export interface DabpClient extends BaseClient {
  /** The people of the tenant. */
  readonly people: DabpPeople
}

/** The people of a DABP tenant. */
export interface DabpPeople {
  /**
   * Returns the report on one person: its groups, and its policies and resources in each.
   *
   * **This has a side effect:** the service counts the request as activity of the person and stores its date, unless
   * `skipUpdatingActivity` is true. Therefore a failed request is retried only with `skipUpdatingActivity`, or if the
   * service cannot have seen it: no connection was made, no token was issued, or the token was not accepted.
   *
   * @param referenceId the person's identifier at the identity provider
   * @throws {NotFoundError} if the person does not exist
   * @throws {InvalidRequestError} for an invalid argument, before anything is sent
   * @throws {PermissionError} if the token lacks the scope `dabp_person_report`
   * @throws {AuthenticationError} if the service does not accept the token, or the token endpoint refuses the client
   * @throws {RateLimitError} if the service limits the rate of requests
   * @throws {NetworkError} if no response arrives
   * @throws {TimeoutError} if a response takes too long
   * @throws {ServerError} if the service fails; `serviceCode` and `serviceDetails` are DABP's own, in all of these
   * @throws {InvalidResponseError} if the response is not a person report
   * @see https://docs.onegini.com
   * @example
   * const report = await dabp.people.getReport(referenceId, { skipUpdatingActivity: true })
   * for (const { name, policies } of report.groups ?? []) console.log(name, policies?.map((policy) => policy.name))
   */
  getReport(referenceId: string, options?: GetReportOptions): ApiPromise<PersonReport>
}

/** Options of `people.getReport`. */
export interface GetReportOptions extends CallOptions {
  /**
   * Leaves the date of the person's last activity as it is. Use it for requests that are not activity of the person, such
   * as synchronisation. Only then are failed requests retried.
   *
   * @default false
   */
  skipUpdatingActivity?: boolean | undefined
}

const getReportOptionNames: OptionNames<GetReportOptions> = {
  signal: 1,
  timeoutMs: 1,
  deadlineMs: 1,
  retry: 1,
  headers: 1,
  skipUpdatingActivity: 1,
}

function createPeople(client: ServiceClient<paths>, header: { 'Tenant-Id'?: string }): DabpPeople {
  return {
    getReport: (referenceId, call) =>
      client.run(call, getReportOptionNames, async (note) => {
        const { skipUpdatingActivity = false } = call ?? {}
        checkIdentifier(service, 'referenceId', referenceId)
        if (typeof skipUpdatingActivity !== 'boolean')
          throw invalidArgument(service, 'skipUpdatingActivity', skipUpdatingActivity, 'true or false')
        const query = skipUpdatingActivity ? { skipUpdatingActivity } : {}
        const response = client.api.GET('/delegation/api/v2/people/{referenceId}/report', {
          params: { path: { referenceId }, query, header },
          call,
        })
        const result = note(await withNotFound(response, describeSubject('person', referenceId)))
        return readReport(
          result.data,
          (problem) =>
            new InvalidResponseError(`dabp responded with JSON that is not a person report: it ${problem}.`, {
              service,
              ...responseDetails(result),
              hint: checkBaseUrl,
            }),
        )
      }),
  }
}

const scope: ReportScope = 'dabp_person_report'
const checkBaseUrl = 'Check that the base URL is that of a tenant.'

const definition: ServiceDefinition = {
  service,
  tokenRequestFormat: 'form',
  clientAuthentication: 'basic',
  scope,
  // Without this parameter, each request counts as activity of the person.
  isRetryable: ({ method, url }) =>
    isIdempotent(method) && new URL(url).searchParams.get('skipUpdatingActivity') === 'true',
  rejectionHint: () =>
    `It must belong to the client itself, with the scope ${scope}, and to the same tenant.`,
  errorDetails(response) {
    const { code, details } = readError(response) ?? {}
    return {
      serviceCode: code,
      serviceDetails: Array.isArray(details) ? details.filter((detail) => typeof detail === 'string') : [],
    }
  },
  mapError(response, sentence, details) {
    switch (response.status) {
      case 400:
        return new InvalidRequestError(sentence, {
          ...details,
          hint: 'The tenant may be required: pass its UUID as tenantId.',
        })
      case 403:
        return new PermissionError(sentence, { ...details, hint: `The token needs the scope ${scope}.` })
      case 404:
        // For an unknown person, the response has a code of DABP. Without one, it comes from another server.
        if (readError(response) !== undefined) return undefined
        return new InvalidResponseError(sentence, { ...details, code: 'wrong_url', hint: checkBaseUrl })
      case 405:
        return new InvalidResponseError(sentence, { ...details, code: 'wrong_url', hint: checkBaseUrl })
      case 409:
        return new ServerError(sentence, {
          ...details,
          code: 'conflict',
          hint: 'This status is documented, but not what can conflict with reading a report: ask the operators of the service.',
        })
      default:
        return undefined
    }
  },
}

/** Returns the error in a response; undefined if it is not one of DABP. */
function readError(
  response: BufferedResponse,
): (Pick<ErrorResponse, 'code'> & { details?: unknown }) | undefined {
  const body = response.tryParse()
  if (!isObject(body)) return undefined
  const { code, details } = body
  return typeof code === 'number' && Number.isInteger(code) ? { code, details } : undefined
}
