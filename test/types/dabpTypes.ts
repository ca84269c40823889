// Compiled, never run: what the types of the DABP client promise, checked with and without strictNullChecks.
import {
  createDabpClient,
  type DabpClient,
  type DecodedReport,
  findPolicyGrants,
  groupsOf,
  hasPolicy,
  type LegacyReport,
  type PersonReport,
  privilegeOn,
  reportFromClaims,
  staticToken,
  verifyReport,
} from '@personctl/sdk'
import { createDabpClient as fromSubpath } from '@personctl/sdk/dabp'
import { type ReportFromSamlOptions, reportFromSaml } from '@personctl/sdk/saml'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
function expectType<T extends true>(_holds?: T): void {}

declare const dabp: DabpClient

export async function reports(): Promise<void> {
  const report = await dabp.people.getReport('ada', {
    skipUpdatingActivity: true,
    signal: AbortSignal.timeout(1),
  })
  expectType<Equal<typeof report, PersonReport>>()
  const [group] = report.groups ?? []
  const name: string | undefined = group?.policies?.[0]?.name
  const external: string | undefined = group?.resources?.[0]?.externalId
  // @ts-expect-error a response is read-only
  report.groups = []
  // @ts-expect-error nor within
  report.groups?.push({})

  const decoded = reportFromClaims({})
  expectType<Equal<typeof decoded, DecodedReport>>()
  const asReport: PersonReport = decoded
  const legacy: LegacyReport | undefined = decoded.legacy
  const options: ReportFromSamlOptions = { attributeName: 'report' }
  const others: DecodedReport[] = [
    reportFromSaml('<xml/>', options),
    await verifyReport('jwt', { keys: [] }, { issuer: 'https://issuer', audience: ['a', 'b'] }),
  ]
  void [name, external, asReport, legacy, others]
}

export function questions(report: PersonReport): void {
  expectType<Equal<ReturnType<typeof hasPolicy>, boolean>>()
  hasPolicy(report, 'Pension', { group: { id: 'g' } })
  hasPolicy(report, { name: 'Pension' })
  const privilege: string | undefined = privilegeOn(report, { externalId: '1' })
  const policyIds: (string | undefined)[] = findPolicyGrants(report, 'Pension').map(({ policy }) => policy.id)
  const names: (string | undefined)[] = groupsOf(report, { policy: 'Pension' }).map((group) => group.name)
  void [privilege, policyIds, names]
}

export function mistakes(report: PersonReport): void {
  // @ts-expect-error every tenant has a host of its own
  createDabpClient({ auth: staticToken('t') })
  // @ts-expect-error DABP has no environments
  createDabpClient({ baseUrl: 'https://tenant', auth: staticToken('t'), environment: 'production' })
  fromSubpath({ baseUrl: 'https://tenant', auth: staticToken('t'), tenantId: 'id' })
  // @ts-expect-error no flag is a text
  dabp.people.getReport('ada', { skipUpdatingActivity: 'true' })
  // @ts-expect-error not one of its names
  hasPolicy(report, { externalId: '1' })
  // @ts-expect-error without these, a token for somebody else would do
  verifyReport('jwt', { keys: [] }, {})
}
