import type { Responder } from '../http/responder.ts'
import type { AuthRefusal } from '../oauth/authRefusal.ts'
import type { ErrorResponse } from '../openapi/dabp.generated.ts'
import { reportScopeValues } from '../openapi/dabp.generated.ts'
import { asciiJson } from '../text/asciiJson.ts'

/** The answers of the service to what it does not serve. */
export interface DabpFailures {
  badRequest(reason: string): Response
  refused(refusal: AuthRefusal): Response
  forbidden(): Response
  notFound(): Response
  methodNotAllowed(): Response
  internal(): Response
}

// Two of DABP's own numbers are known; where none is, the status stands in for it.
const noPermission = 1007
const unexpected = 1008

export function createDabpFailures(responder: Responder): DabpFailures {
  const failure = (
    status: number,
    code: number,
    message: string,
    details: readonly string[] = [],
    headers: Record<string, string> = {},
  ): Response => {
    const body: ErrorResponse = { code, message, ...(details.length === 0 ? {} : { details }) }
    return responder.json(asciiJson(body), status, headers)
  }
  return {
    badRequest: (reason) => failure(400, 400, 'Bad Request', [reason]),
    refused: ({ code, description }) => {
      // Who shows no token at all is told only that there should be one.
      const reason =
        code === 'authorization_header_missing'
          ? ''
          : ` error="invalid_token", error_description="${description}"`
      return failure(401, 401, 'Unauthorized', [description], { 'WWW-Authenticate': `Bearer${reason}` })
    },
    forbidden: () =>
      failure(
        403,
        noPermission,
        'No permission for this operation',
        [`The token needs the scope ${reportScopeValues.join(' or ')}`],
        { 'WWW-Authenticate': `Bearer error="insufficient_scope", scope="${reportScopeValues.join(' ')}"` },
      ),
    notFound: () => failure(404, 404, 'Not Found'),
    methodNotAllowed: () => failure(405, 405, 'Method Not Allowed', [], { Allow: 'OPTIONS, HEAD, GET' }),
    internal: () => failure(500, unexpected, 'Unexpected error'),
  }
}
