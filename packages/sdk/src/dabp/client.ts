import type { ErrorResponse, PersonReport, paths, ReportScope } from '@personctl/openapi/dabp'
import { isObject, isUuid } from '@personctl/shared/guards'
import { discovering } from '../auth/tokenRequest.ts'
import {
  type CallOptions,
  type ClientOptions,
  connect,
  createWireApi,
  type ServiceRequests,
  type ServiceTraits,
  sendRequest,
  type WireApi,
} from '../client/serviceClient.ts'
import { checkText, found, named } from '../client/values.ts'
import { InvalidRequestError, InvalidResponseError, PermissionError, ServerError } from '../errors.ts'
import type { OutgoingRequest } from '../http/request.ts'
import type { ReceivedAnswer } from '../http/response.ts'
import { isIdempotent } from '../http/retry.ts'
import { checkedAddress } from '../http/url.ts'
import { readReport } from './report.ts'
import { service } from './values.ts'

export interface GetReportOptions extends CallOptions {
  /**
   * Whether the person's last activity stays as it is: true for what is no activity of the person, such as
   * synchronisation, and the only way to have failures tried again.
   * @default false
   */
  skipUpdatingActivity?: boolean
}

export interface DabpPeople {
  /**
   * The report on one person: its groups, and its policies and resources in each.
   *
   * **This has a side effect:** the service takes it for activity of the person and writes down its date, unless
   * `skipUpdatingActivity` is true. Therefore a failure is tried again only with `skipUpdatingActivity`, or where the
   * request cannot have been seen: no connection was made, no token was got, or the token was not accepted.
   *
   * @param referenceId the person's identifier at the identity provider
   * @throws NotFoundError where there is no such person
   * @throws InvalidRequestError for an argument that makes no sense, before anything is sent
   * @throws PermissionError where the token lacks the scope `dabp_person_report`
   * @throws AuthenticationError, RateLimitError, NetworkError, TimeoutError, ServerError, InvalidResponseError as the
   * service, the token endpoint or the network fail; `serviceCode` and `serviceDetails` are DABP's own
   * @see https://docs.onegini.com
   * @example
   * const report = await dabp.people.getReport(referenceId, { skipUpdatingActivity: true })
   * for (const { name, policies } of report.groups ?? []) console.log(name, policies?.map((policy) => policy.name))
   */
  getReport(referenceId: string, options?: GetReportOptions): Promise<PersonReport>
}

function createPeople(api: WireApi<paths>, tenantId: string | undefined): DabpPeople {
  return {
    async getReport(referenceId, { skipUpdatingActivity = false, signal } = {}) {
      checkText(service, 'referenceId', referenceId)
      if (typeof skipUpdatingActivity !== 'boolean') {
        throw new InvalidRequestError(
          `skipUpdatingActivity is ${JSON.stringify(skipUpdatingActivity)}; it takes true or false.`,
          { service },
        )
      }
      const answer = api.GET('/delegation/api/v2/people/{referenceId}/report', {
        params: {
          path: { referenceId },
          query: skipUpdatingActivity ? { skipUpdatingActivity } : {},
          header: tenantId === undefined ? {} : { 'Tenant-Id': tenantId },
        },
        signal: signal ?? null,
      })
      const { data } = await found(answer, named('person', referenceId))
      return readReport(data, (problem) => {
        const message = `dabp answered with JSON that is no person report: it ${problem}.`
        return new InvalidResponseError(message, {
          service,
          status: 200,
          attempts: 1,
          hint: 'Check the base URL: is it that of a tenant?',
        })
      })
    },
  }
}

const scope: ReportScope = 'dabp_person_report'

/** How DABP differs from other services on the way of a request. */
const traits: ServiceTraits = {
  service,
  tokenRequestFormat: 'form',
  clientAuthentication: 'basic',
  scope,
  isRepeatable: (request) => isIdempotent(request.method) && leavesActivityAlone(request),
  rejectionHint: () => `It must be a client's own, with the scope ${scope}, and from the same tenant.`,
  errorDetails(answer) {
    const { code, details } = errorIn(answer) ?? {}
    return {
      serviceCode: code,
      serviceDetails: Array.isArray(details) ? details.filter((detail) => typeof detail === 'string') : [],
    }
  },
  explain(answer, said, details) {
    const message = `dabp answered ${answer.status}${said === '' ? '' : `: ${said}`}`
    switch (answer.status) {
      case 400:
        return new InvalidRequestError(message, {
          ...details,
          hint: 'It may want the tenant: give its UUID as tenantId.',
        })
      case 403:
        return new PermissionError(message, { ...details, hint: `The token needs the scope ${scope}.` })
      case 404:
        // Nobody is told with a code of DABP's own. What has none comes from something that knows of no people.
        if (errorIn(answer) !== undefined) return undefined
        return new InvalidResponseError(message, {
          ...details,
          hint: 'Check the base URL: is it that of a tenant?',
        })
      case 405:
        return new InvalidResponseError(message, {
          ...details,
          hint: 'Check the base URL: reports are read there.',
        })
      case 409:
        return new ServerError(message, {
          ...details,
          code: 'conflict',
          hint: 'It is documented, but not what could conflict with reading a report: ask whoever runs the service.',
        })
      default:
        return undefined
    }
  },
}

/** Whether the request may be sent twice: without this parameter, each one counts as activity of the person. */
function leavesActivityAlone({ url }: OutgoingRequest): boolean {
  return new URL(url).searchParams.get('skipUpdatingActivity') === 'true'
}

function errorIn(answer: ReceivedAnswer): (Pick<ErrorResponse, 'code'> & { details?: unknown }) | undefined {
  const body = answer.parsedOrUndefined()
  if (!isObject(body) || !Number.isInteger(body['code'])) return undefined
  return { code: body['code'] as number, details: body['details'] }
}

export interface DabpClientOptions extends ClientOptions {
  /** Where the tenant is, such as `https://dabp.onegini.com`: every tenant has a host of its own. */
  baseUrl: string
  /** The token endpoint. @default `/oauth/v1/token` below the base URL */
  tokenUrl?: string
  /**
   * Who issues the tokens, such as `https://login.example.org/oauth`, where that is to say by itself where its token
   * endpoint is: in its discovery document, `/.well-known/openid-configuration`.
   * @default none: nothing is discovered
   */
  issuer?: string
  /** The UUID of the tenant, for the header `Tenant-Id`. Whether one is needed depends on what stands before the service. @default not sent */
  tenantId?: string
}

/** The person reports of OneWelcome's DABP, version 2. */
export interface DabpClient extends ServiceRequests {
  readonly people: DabpPeople
}

/**
 * A client of OneWelcome's DABP (Delegated Administration for Business Partners). Make one and keep it: it holds the
 * token. Tokens are asked for with the scope `dabp_person_report` and with HTTP Basic, unless `auth` says otherwise.
 *
 * @throws InvalidRequestError for an option that makes no sense
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
  const { tenantId, issuer } = options
  if (options.baseUrl === undefined) {
    throw new InvalidRequestError('baseUrl is missing.', {
      service,
      hint: 'Every tenant has a host of its own: give the address of yours.',
    })
  }
  if (issuer !== undefined && options.tokenUrl !== undefined) {
    throw new InvalidRequestError('issuer and tokenUrl are both given; the issuer would name its own.', {
      service,
    })
  }
  if (tenantId !== undefined && !isUuid(tenantId)) {
    throw new InvalidRequestError(`tenantId is ${JSON.stringify(tenantId)}; it takes a UUID.`, { service })
  }
  const tenant = checkedAddress('baseUrl', options.baseUrl).replace(/\/+$/, '')
  const tokenUrl = checkedAddress('tokenUrl', options.tokenUrl ?? `${tenant}/oauth/v1/token`)
  const hasIssuer = issuer !== undefined && typeof options.auth?.connect === 'function'
  const auth = hasIssuer ? discovering(options.auth, checkedAddress('issuer', issuer)) : options.auth
  const { baseUrl, exchange } = connect({ ...options, auth }, { baseUrl: tenant, tokenUrl }, traits)
  return {
    people: createPeople(createWireApi<paths>(baseUrl, exchange), tenantId),
    request(path, call) {
      const headers = tenantId === undefined ? {} : { 'Tenant-Id': tenantId }
      return sendRequest({ service, baseUrl, exchange, headers }, path, call)
    },
  }
}
