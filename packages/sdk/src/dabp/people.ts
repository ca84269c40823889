import { checkText } from '../client/checkText.ts'
import type { CallOptions } from '../client/clientOptions.ts'
import { found, named } from '../client/found.ts'
import type { WireApi } from '../client/wireApi.ts'
import { InvalidRequestError, InvalidResponseError } from '../http/errors/index.ts'
import { service } from './checks.ts'
import { readReport } from './read/readReport.ts'
import type { PersonReport, paths } from './wire.generated.ts'

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

export function createPeople(api: WireApi<paths>, tenantId: string | undefined): DabpPeople {
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
