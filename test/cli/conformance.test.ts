import { readFile } from 'node:fs/promises'
import { type ProbedQuirk, type QuirkName, type Quirks, quirkValues } from '@personctl/generated/quirks'
import { quirkTexts } from '@personctl/generated/quirkTexts'
import type { MockServer } from '@personctl/mock-server'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startMockCommand } from '../helpers/mockCommand.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { type Outcome, runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'
import { temporaryFile } from '../helpers/temporaryFile.ts'

interface Row {
  quirk: QuirkName
  default: string
  found: string | null
  because: string
}

type ServiceName = 'cis' | 'cern' | 'dabp'

// An application of the directory: it has an identity, and every permission.
const planner = { id: 'status-board', secret: 's3cret' }
const limited = { id: 'limited', secret: 's3cret', groups: ['authorization-service-groups-readers'] }
// Without a group, since inactive.
const charles = 'charles.babbage@example.org'

const paths = {
  cis: '/oauth/token',
  cern: '/auth/realms/cern/api-access/token',
  dabp: '/oauth/v1/token',
}

function settings(url: string, service: ServiceName, client: { id: string; secret: string }) {
  const prefix = `PERSONCTL_${service.toUpperCase()}`
  return {
    [`${prefix}_URL`]: url,
    [`${prefix}_TOKEN_URL`]: `${url}${paths[service]}`,
    [`${prefix}_CLIENT_ID`]: client.id,
    [`${prefix}_CLIENT_SECRET`]: client.secret,
    ...(service === 'cis' ? { PERSONCTL_CIS_AUDIENCE: 'api.sso.mozilla.com' } : {}),
  }
}

async function findQuirks(
  url: string,
  service: ServiceName,
  client = planner,
  args: readonly string[] = [],
): Promise<Outcome & { rows: Row[] }> {
  const outcome = await runPersonctl(['conformance', service, ...args, '--yes', '-o', 'json'], {
    env: settings(url, service, client),
  })
  return { ...outcome, rows: JSON.parse(outcome.stdout || '[]') }
}

async function inactiveReferenceId({ admin }: MockServer): Promise<string> {
  const { dabp } = await admin.people.get(charles)
  return dabp.referenceId ?? ''
}

/** Finds the quirks of all services, with a client that may read everything and one that may read groups only. */
async function findAll(mock: MockServer): Promise<Partial<Record<QuirkName, string>>> {
  const found: Partial<Record<QuirkName, string>> = {}
  const referenceId = await inactiveReferenceId(mock)
  const { url } = mock
  for (const { rows } of [
    await findQuirks(url, 'cern', limited),
    await findQuirks(url, 'cern'),
    await findQuirks(url, 'cis'),
    await findQuirks(url, 'dabp', planner, [referenceId]),
  ])
    for (const row of rows) if (row.found !== null) found[row.quirk] = row.found
  return found
}

const names = Object.keys(quirkValues) as QuirkName[]
const valuesOf = (name: QuirkName): string[] => quirkValues[name].split(' ')
const probed = names.filter((name): name is ProbedQuirk => quirkTexts[name].probe !== null)

const anyQuirks: fc.Arbitrary<Quirks> = fc
  .record(Object.fromEntries(names.map((name) => [name, fc.constantFrom(...valuesOf(name))])))
  .map((quirks) => quirks as Quirks)

const options = { clients: [planner, limited], people: 20 }

describe('conformance', () => {
  it('finds each value of each quirk of the mock that a harmless request can reveal', {
    timeout: 120_000,
  }, async () => {
    const mock = await startMock(options)
    const longest = Math.max(...names.map((name) => valuesOf(name).length))
    for (let index = 0; index < longest; index++) {
      const set = Object.fromEntries(
        names.map((name) => [name, valuesOf(name).at(index) ?? valuesOf(name)[0]]),
      )
      await mock.admin.quirks.set(set as Quirks)
      expect(await findAll(mock)).toEqual(Object.fromEntries(probed.map((name) => [name, set[name]])))
    }
  })

  it('finds any combination of quirks', { tags: 'property', timeout: 300_000 }, async () => {
    const mock = await startMock(options)
    await fc.assert(
      fc.asyncProperty(anyQuirks, async (quirks) => {
        await mock.admin.quirks.set(quirks)
        expect(await findAll(mock)).toEqual(Object.fromEntries(probed.map((name) => [name, quirks[name]])))
      }),
      propertyRuns(16),
    )
  })

  it('writes a file with which another mock does the same', async () => {
    const mock = await startMock({ ...options, quirks: { cernLimitZero: 'usual', cernUnknownField: 'null' } })
    await mock.admin.quirks.set({
      cernLimitTooLarge: 'accepted',
      cernUnknownField: 'absent',
      cernNotFoundBody: 'problem',
      cernLinksOfTokenPage: 'null',
    })
    const file = await temporaryFile('quirks.yaml', '')
    const first = await findQuirks(mock.url, 'cern', planner, ['--quirks-file', file])
    expect(first.exitCode).toBe(10)
    const other = await startMockCommand([
      '--quirks',
      file,
      '--client',
      `${planner.id}:${planner.secret}`,
      '--people',
      '20',
    ])
    const second = await findQuirks(other.url, 'cern')
    expect(second.rows).toEqual(first.rows)
    expect(await readFile(file, 'utf8')).toContain("cernLimitTooLarge: 'accepted'\n")
  })

  it('names every quirk of the service, and why it does not ask for some', async () => {
    const mock = await startMock(options)
    const { rows, exitCode } = await findQuirks(mock.url, 'cern')
    expect(rows.map(({ quirk }) => quirk)).toEqual(
      names.filter((name) => quirkTexts[name].service === 'cern'),
    )
    expect(rows.find(({ quirk }) => quirk === 'cernCreated')).toEqual({
      quirk: 'cernCreated',
      default: 'ok',
      found: null,
      because: 'not asked: it writes',
    })
    expect(exitCode).toBe(0)
  })

  it.each<ServiceName>(['cis', 'cern', 'dabp'])(
    'sends GET and token requests only to %s, and changes no activity',
    async (service) => {
      const mock = await startMock(options)
      const referenceId = await inactiveReferenceId(mock)
      await findQuirks(mock.url, service, planner, service === 'dabp' ? [referenceId] : [])
      const { requests } = await mock.admin.requests.list()
      expect(requests.length).toBeGreaterThan(5)
      for (const { method, operation, path, query } of requests) {
        const isToken = method === 'POST' && /^request\w*Token$/.test(operation ?? '')
        expect([path, method === 'GET' || isToken]).toEqual([path, true])
        if (path.startsWith('/delegation/')) expect(query).toContain('skipUpdatingActivity=true')
      }
      expect((await mock.admin.people.get(charles)).dabp.lastActivity).toBeNull()
    },
  )

  it('writes nothing about people, not even with --debug', { timeout: 60_000 }, async () => {
    const mock = await startMock(options)
    const referenceId = await inactiveReferenceId(mock)
    const { people } = await mock.admin.people.list({ limit: 20 })
    const secrets = people.flatMap((person) => [person.user_id, person.uuid, person.primary_email])
    for (const service of ['cis', 'cern', 'dabp'] as const) {
      const args = [...(service === 'dabp' ? [referenceId] : []), '--debug']
      const { stdout, stderr } = await findQuirks(mock.url, service, planner, args)
      for (const secret of [...secrets, referenceId, 'lovelace', 'babbage'].filter(Boolean))
        expect(`${stdout}${stderr}`).not.toContain(secret)
    }
  })

  it('lists the requests and sends none if nobody can be asked', async () => {
    const mock = await startMock(options)
    const { exitCode, stdout, stderr } = await runPersonctl(['conformance', 'dabp'], {
      env: settings(mock.url, 'dabp', planner),
    })
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toContain('GET /delegation/api/v2/people/{unused}/report')
    expect(stderr).toContain('Add --yes to send them.')
    expect((await mock.admin.requests.list()).requests).toEqual([])
  })

  it.each([
    ['yes', 0],
    ['no', 2],
  ])('asks, and after %s ends with %i', async (typed, exitCode) => {
    const mock = await startMock(options)
    const outcome = await runPersonctl(['conformance', 'cis'], {
      env: settings(mock.url, 'cis', planner),
      typed,
      terminal: 'both',
    })
    expect(outcome.exitCode).toBe(exitCode)
  })

  it('rejects reference ids for other services, and a file that cannot be written', async () => {
    const wrong = await runPersonctl(['conformance', 'cern', '4711', '--yes'])
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('Reference ids are for dabp')])
    const args = ['conformance', 'cis', '--demo', '--yes', '--quirks-file', '/nowhere/quirks.yaml']
    const unwritable = await runPersonctl(args)
    expect([unwritable.exitCode, unwritable.stderr]).toEqual([2, expect.stringContaining('ENOENT')])
  })

  it('does not guess if a service refuses everything', async () => {
    const mock = await startMock({ clients: [{ ...limited, groups: [] }] })
    const { rows } = await findQuirks(mock.url, 'cern', limited)
    for (const { quirk, found } of rows)
      if (
        ![
          'cernForbiddenBody',
          'cernUnauthorizedBody',
          'cernMyIdentity',
          'cernNotFoundBody',
          'cernBadRequestBody',
        ].includes(quirk)
      )
        expect([quirk, found]).toEqual([quirk, null])
  })
})
