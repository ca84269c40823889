import type { ServiceTraits } from '../client/connect.ts'
import {
  InvalidRequestError,
  InvalidResponseError,
  PermissionError,
  ServerError,
} from '../http/errors/index.ts'
import type { OutgoingRequest } from '../http/outgoingRequest.ts'
import type { ReceivedAnswer } from '../http/receivedAnswer.ts'
import { isIdempotent } from '../http/retryPolicy.ts'
import { isObject, service } from './checks.ts'
import type { ErrorResponse, ReportScope } from './wire.generated.ts'

const scope: ReportScope = 'dabp_person_report'

/** How DABP differs from other services on the way of a request. */
export const traits: ServiceTraits = {
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
