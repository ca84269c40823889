import { readFile } from 'node:fs/promises'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Asker, CernMock } from '../helpers/cernMock.ts'
import { cernMock, demo } from '../helpers/cernMock.ts'
import type { Json } from '../helpers/cisRecords.ts'
import { openapiContract } from '../helpers/openapiContract.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'

const contract = await openapiContract('cern.yaml')
const document = parse(await readFile(new URL('../../openapi/cern.yaml', import.meta.url), 'utf8'), {
  merge: true,
})

const role = {
  name: 'operator',
  displayName: 'Operator',
  description: 'Operates',
  required: false,
  multifactor: false,
  applyToAllUsers: false,
}
const shifters = 'Group/atlas-shifters/members/identities'
const roles = 'Application/status-board/roles'

async function checked(
  mock: CernMock,
  method: string,
  path: string,
  body?: unknown,
  as: Asker = demo,
): Promise<Response> {
  const response = await mock.ask(path, { method, body, as })
  await contract.expectAnswerToMatch(method, `/api/v1.0/${path}`, response)
  return response
}

describe.each(['observed', 'documented'] as const)(
  'every response of the CERN mock is documented (%s)',
  (conformance) => {
    // One after the other, on one mock: each of them changes what the next finds.
    const requests: readonly [method: string, path: string, body?: unknown, as?: Asker][] = [
      ['GET', 'Identity'],
      ['GET', 'Identity?limit=2&field=supervisor&field=owner&sort=upn&filter=type:Person'],
      ['GET', 'Identity/my', undefined, { user: 'alovelace' }],
      ['GET', 'Identity/current?field=upn', undefined, { user: 'alovelace' }],
      ['GET', 'Identity/by_email/ada.lovelace@example.org'],
      ['GET', 'Identity/alovelace'],
      ['GET', 'Identity/cbabbage?field=room&field=orcid&field=primaryAccountEmail'],
      ['GET', 'Identity/alovelace/groups?recursive=true'],
      ['GET', 'Identity/alovelace/groups/recursive'],
      ['GET', 'Identity/alovelace/isMemberRecursive/cern-users'],
      ['GET', 'IdentityMembership/alovelace/precomputed'],
      ['GET', 'Group'],
      ['GET', 'Group?field=primaryAccountEmail&field=modificationTime&field=gid'],
      ['POST', 'Group', { groupIdentifier: 'a-group', displayName: 'A', description: 'A' }],
      ['POST', 'Group/-/Query', { operator: 'Equals', property: 'source', value: 'cern' }],
      ['GET', 'Group/a-group'],
      ['GET', shifters],
      ['POST', shifters, [{ id: '1843' }]],
      ['DELETE', shifters, ['alovelace']],
      ['GET', `${shifters}/recursive`],
      ['GET', 'Group/cern-users/memberidentities'],
      ['GET', 'Group/cern-users/memberidentities/recursive?limit=3'],
      ['GET', 'Group/cern-users/memberidentities/precomputed'],
      ['DELETE', 'Group/a-group'],
      ['GET', 'Account'],
      ['GET', 'ExtendedAccount?field=cernDepartment&field=displayName'],
      ['GET', 'ExtendedAccount'],
      ['GET', 'Application'],
      ['POST', 'Application', { applicationIdentifier: 'an-app' }],
      ['GET', roles],
      ['POST', roles, role],
      ['POST', `${roles}/operator/groups/cern-staff`],
      ['GET', `${roles}/operator/groups`],
      ['DELETE', `${roles}/operator/groups/cern-staff`],
      ['GET', 'Registration/providers'],
      ['GET', 'Registration/75116a56-d2e8-55f6-bbda-d220f468c285/search'],
    ]

    test('for each operation', async () => {
      const mock = cernMock({ conformance })
      const operations = new Set<string>()
      for (const [method, path, body, as] of requests) {
        const response = await checked(mock, method, path, body, as)
        expect(`${method} ${path} ${response.status}`).toBe(`${method} ${path} 200`)
        operations.add(operationOf(method, path))
      }
      const documented = Object.entries<Json>(document.paths).flatMap(([path, item]) =>
        path.startsWith('/api/')
          ? Object.keys(item)
              .filter((verb) => ['get', 'post', 'delete', 'put', 'patch'].includes(verb))
              .map((verb) => `${verb} ${path}`)
          : [],
      )
      expect([...operations].sort()).toEqual(documented.sort())
    })

    test('for each operation that is refused', async () => {
      const mock = cernMock({ conformance, clients: [{ id: 'nothing', secret: 's', groups: [] }] })
      for (const [method, path, body] of requests) {
        expect((await checked(mock, method, path, body, 'nobody')).status).toBe(401)
        const status = (await checked(mock, method, path, body, { client: 'nothing', secret: 's' })).status
        const isOpen = path.startsWith('Registration') || (method === 'GET' && path.startsWith('Application'))
        if (!/^Identity\/(my|current)/.test(path) && !isOpen) expect(`${path} ${status}`).toBe(`${path} 403`)
      }
      for (const path of new Set(requests.map(([, each]) => each)))
        expect((await checked(mock, 'PATCH', path)).status).toBe(405)
    })

    function operationOf(method: string, path: string): string {
      const [wanted = ''] = `/api/v1.0/${path}`.split('?')
      const templates = Object.keys(document.paths).sort(
        (one, other) => one.split('{').length - other.split('{').length,
      )
      const template = templates.find((each) =>
        new RegExp(`^${each.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(wanted),
      )
      return `${method.toLowerCase()} ${template}`
    }
  },
)

describe('for random requests', () => {
  const name = fc.oneof(
    fc.constantFrom(
      'alovelace',
      'cern-staff',
      'status-board',
      'default-role',
      'my',
      'current',
      '-',
      '08d760b9-ef86-8000-00bb-73f6f39e51f6',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  )
  const template = fc.constantFrom(...Object.keys(document.paths).filter((path) => path.startsWith('/api/')))
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      '0',
      '1',
      '5000',
      '-1',
      '99999999999999999999',
      'true',
      'upn',
      'displayName',
      'owner',
      'id',
      'x:contains:y',
      'displayName:gt:a',
      'uid:gt:x',
      '__proto__',
      'constructor',
      'eyJJZCI6bnVsbH0',
      'e30',
    ),
  )
  const parameter = fc.constantFrom(
    'limit',
    'offset',
    'token',
    'field',
    'filter',
    'sort',
    'recursive',
    'includeArchivedAndDeleted',
  )
  const body = fc.oneof(
    fc.constant(undefined),
    fc.json(),
    fc.string(),
    fc.array(fc.record({ id: name })).map((list) => JSON.stringify(list)),
    fc.array(name).map((list) => JSON.stringify(list)),
    fc
      .record({ groupIdentifier: name, displayName: name, description: name })
      .map((group) => JSON.stringify(group)),
    fc
      .record({ operator: fc.constant('Equals'), property: value, value })
      .map((query) => JSON.stringify(query)),
  )

  test.each(['observed', 'documented'] as const)(
    'the CERN mock sends documented responses without a failure (%s)',
    { tags: 'property' },
    async (conformance) => {
      const mock = cernMock({ conformance })
      await fc.assert(
        fc.asyncProperty(
          template,
          fc.array(name, { minLength: 4, maxLength: 4 }),
          fc.array(fc.tuple(parameter, value), { maxLength: 4 }),
          fc.constantFrom('GET', 'GET', 'POST', 'DELETE', 'PUT'),
          body,
          async (path, names, parameters, method, text) => {
            let next = 0
            const asked = path.replaceAll(/\{\w+\}/g, () =>
              encodeURIComponent((names[next++] ?? '').toWellFormed().replace(/^\.+$/, 'dots')),
            )
            const query = new URLSearchParams(parameters.map(([key, each]) => [key, each.toWellFormed()]))
            const sent = method === 'GET' ? undefined : text
            const response = await mock.ask(`${asked}?${query}`, {
              method,
              ...(sent === undefined ? {} : { body: sent }),
            })
            expect([200, 400, 403, 404, 405]).toContain(response.status)
            await contract.expectAnswerToMatch(method, asked, response)
          },
        ),
        propertyRuns(1500),
      )
    },
  )

  test('the CERN mock responds on any path with an envelope', { tags: 'property' }, async () => {
    const mock = cernMock()
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(name, fc.constantFrom('Group', 'Identity', '')), { maxLength: 6 }),
        async (parts) => {
          const path = parts
            .map((part) => encodeURIComponent(part.toWellFormed().replace(/^\.+$/, 'dots')))
            .join('/')
          const response = await mock.ask(path === '' ? 'x' : path.replace(/^\/+/, ''))
          expect([200, 400, 403, 404, 405]).toContain(response.status)
          expect(await response.json()).toHaveProperty('request_id', null)
        },
      ),
      propertyRuns(500),
    )
  })
})
