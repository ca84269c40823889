import type { ProbedQuirk, QuirkName } from '@personctl/generated/quirks'
import { isObject } from '@personctl/shared/guards'
import { decodeJwt } from '@personctl/shared/jwt'
import { cernProbes } from './cernProbes.ts'
import {
  choose,
  describe,
  type Finding,
  type Probe,
  type Prober,
  type Seen,
  untold,
  unusedName,
} from './prober.ts'

type CisQuirk = Extract<ProbedQuirk, `cis${string}`>
type DabpQuirk = Extract<ProbedQuirk, `dabp${string}`>

const search = '/v2/users/id/all/by_attribute_contains'
const active = 'active=True&'

const cisProbes: Readonly<Record<CisQuirk, Probe>> = {
  async cisRejectedToken(prober) {
    const seen = await prober.get(unusedPerson, 'invalid token')
    return choose(seen, { internalError: seen.status === 500, unauthorized: seen.status === 401 })
  },
  async cisUnknownPerson(prober) {
    const seen = await prober.get(unusedPerson)
    return choose(seen, { emptyObject: isEmptyObject(seen), notFound: seen.status === 404 })
  },
  async cisSearchWithoutActive(prober) {
    const staff = idsOf(await prober.get(`${search}?${active}staff_information.staff=True`))
    if (staff === undefined || staff.length === 0) return untold('the search for active staff finds nobody')
    const seen = await prober.get(`${search}?staff_information.staff=True`)
    const found = idsOf(seen)
    return choose(seen, { nobody: found?.length === 0, active: (found?.length ?? 0) > 0 })
  },
  async cisSearchBoolean(prober) {
    const staff = idsOf(await prober.get(`${search}?${active}staff_information.staff=True`))
    if (staff === undefined || staff.length === 0) return untold('the search for active staff finds nobody')
    const seen = await prober.get(`${search}?${active}staff_information.staff=False`)
    const found = idsOf(seen)
    const isSame = found !== undefined && JSON.stringify(found) === JSON.stringify(staff)
    return choose(seen, { truthy: isSame, parsed: found !== undefined && !isSame })
  },
  async cisVanishedCursor(prober) {
    const cursor = encodeURIComponent(JSON.stringify({ id: unusedName }))
    const seen = await prober.get(`/v2/users?filterDisplay=public&nextPage=${cursor}`)
    return choose(seen, { continues: seen.status === 200, internalError: seen.status === 500 })
  },
}

const unusedPerson = `/v2/user/user_id/${unusedName}`

function isEmptyObject({ status, json }: Seen): boolean {
  return status === 200 && isObject(json) && Object.keys(json).length === 0
}

function idsOf({ status, json }: Seen): readonly unknown[] | undefined {
  if (status !== 200 || !isObject(json) || !Array.isArray(json['users'])) return undefined
  return json['users'].map((row) => (isObject(row) ? row['id'] : undefined))
}

const reportPath = (referenceId: string): string =>
  `/delegation/api/v2/people/${encodeURIComponent(referenceId)}/report?skipUpdatingActivity=true`

/** Requests a report, with a header for the tenant if the service demands one and the context has none. */
async function getReport(prober: Prober, referenceId: string, as?: 'read scope'): Promise<Seen> {
  const usual = await prober.get(reportPath(unusedName))
  const headers = usual.status === 400 ? { 'tenant-id': '00000000-0000-4000-8000-000000000000' } : {}
  return prober.get(reportPath(referenceId), as, headers)
}

const dabpProbes: Readonly<Record<DabpQuirk, Probe>> = {
  async dabpTenantId(prober) {
    const seen = await prober.get(reportPath(unusedName), 'no tenant')
    return choose(seen, { optional: seen.status === 404, required: seen.status === 400 })
  },
  async dabpInvalidTenantId(prober) {
    const seen = await prober.get(reportPath(unusedName), 'client', { 'tenant-id': unusedName })
    const isBad = seen.status === 400
    return choose(
      seen,
      {
        json: isBad && isObject(seen.json),
        text: isBad && seen.type === 'text/plain',
        ignored: seen.status === 404,
      },
      `${describe(seen)}${isBad ? `, ${isObject(seen.json) ? 'JSON' : 'not JSON'}` : ''}`,
    )
  },
  async dabpReadScope(prober) {
    if (!(await prober.hasReadScopeOnly())) return untold('the client gets no token with this scope only')
    const seen = await getReport(prober, unusedName, 'read scope')
    return choose(seen, { forbidden: seen.status === 403, allowed: seen.status === 404 })
  },
  async dabpUnauthorizedBody(prober) {
    const seen = await prober.get(reportPath(unusedName), 'invalid token')
    if (seen.status !== 401) return untold(describe(seen))
    const keys = isObject(seen.json) ? Object.keys(seen.json) : []
    return choose(seen, {
      error: keys.includes('code'),
      oauth: keys.includes('error'),
      empty: seen.text === '',
      other: true,
    })
  },
  async dabpNotFoundCode(prober) {
    const seen = await getReport(prober, unusedName)
    if (seen.status !== 404) return untold(describe(seen))
    const code = isObject(seen.json) ? seen.json['code'] : undefined
    return choose(
      seen,
      { status: code === 404, own: typeof code === 'number' },
      `status 404, ${typeof code === 'number' ? `code ${code}` : 'no code'}`,
    )
  },
  async dabpNoGroups(prober) {
    for (const referenceId of prober.referenceIds) {
      const seen = await getReport(prober, referenceId)
      if (isEmptyObject(seen)) return { found: 'absent', because: 'a report without groups' }
      const groups = isObject(seen.json) ? seen.json['groups'] : undefined
      if (Array.isArray(groups) && groups.length === 0)
        return { found: 'emptyList', because: 'a report with an empty list of groups' }
    }
    return untold('it takes the reference id of a person in no group')
  },
  async dabpTokenLifetime({ token }) {
    const { expiresAt, issuedAt } = token
    if (expiresAt === undefined || issuedAt === undefined) return untold('the token is one that is set')
    const seconds = String(Math.round((expiresAt - issuedAt) / 1000))
    const found = ['900', '3600'].includes(seconds) ? seconds : 'other'
    return { found, because: `${seconds} seconds` }
  },
  async dabpAccessToken({ token: { accessToken } }): Promise<Finding> {
    if (decodeJwt(accessToken) !== undefined) return { found: 'jwt', because: 'the token is a JWT' }
    const isHexadecimal = /^[0-9a-f]{64}$/.test(accessToken)
    return { found: isHexadecimal ? 'opaque' : 'other', because: 'the token is not a JWT' }
  },
}

const probes: Readonly<Record<ProbedQuirk, Probe>> = { ...cisProbes, ...cernProbes, ...dabpProbes }

/** Returns the probe of a quirk; undefined if no harmless request reveals it. */
export function findProbe(quirk: QuirkName): Probe | undefined {
  return Object.hasOwn(probes, quirk) ? probes[quirk as ProbedQuirk] : undefined
}
