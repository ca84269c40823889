import { InvalidRequestError } from '../../http/errors/index.ts'
import { isObject, kindOf, service } from '../checks.ts'
import { reportClaimValues } from '../wire.generated.ts'
import type { DecodedReport } from './DecodedReport.ts'
import { listed, readReport } from './readReport.ts'

/**
 * The person report among the claims of somebody who has logged in: those of an ID token, of a JWT access token, of the
 * answer of userinfo or of introspection. All forms of it are understood: the claim
 * `urn:onegini.com:oidc:group_policies` with a report of version 2 or of version 1, and the claim `group_permissions`
 * with one of version 1 as a string; each of them as JSON, too.
 *
 * It reads what it is given and verifies nothing: the claims must come from where they can be trusted.
 *
 * @returns the report as it is; of one of version 1 what can be told from it, and itself as `legacy`
 * @throws InvalidRequestError with the code `no_report` where there is no such claim, and `invalid_report` where there
 * is one that is no report
 * @see https://github.com/onewelcome/identity-cloud-documentation, `docs/products/access/topics/dum-report`
 * @example
 * const report = reportFromClaims(await (await fetch(userInfoUrl, { headers })).json())
 * if (isSuperuser(report, { group: 'Intermediary B' })) …
 */
export function reportFromClaims(claims: unknown): DecodedReport {
  if (!isObject(claims)) {
    throw new InvalidRequestError(`The claims are ${kindOf(claims)}, not an object.`, {
      service,
      hint: 'Of a token, verifyReport and decodeReport read them.',
    })
  }
  for (const claim of reportClaimValues) {
    if (!Object.hasOwn(claims, claim) || claims[claim] === undefined) continue
    return readReport(
      claims[claim],
      (problem) =>
        new InvalidRequestError(`The claim ${claim} is no person report: it ${problem}.`, {
          service,
          code: 'invalid_report',
        }),
    )
  }
  throw new InvalidRequestError(`Among the claims is no person report: ${whatThereIs(claims)}.`, {
    service,
    code: 'no_report',
    hint: `It is ${reportClaimValues.join(' or ')}, for clients with DABP integration. Access tokens lack it where it would be too large.`,
  })
}

function whatThereIs(claims: Record<string, unknown>): string {
  if (claims['active'] === false) return 'the token they are of is not active'
  const names = Object.keys(claims)
  return names.length === 0 ? 'there are none' : `there are ${listed(names)}`
}
