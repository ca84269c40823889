import { describe, expect, it } from 'vitest'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'
import { settings } from './helpers/formatRuns.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'

const page = '<html><head><title>404 Not Found</title></head><body>nginx</body></html>'

const lines = [
  ['user', 'get', 'ada'],
  ['user', 'get', 'ada', 'grace', '--keep-going'],
  ['user', 'list'],
  ['user', 'ids', '--connection-method', 'ad'],
  ['user', 'search', 'staff_information.staff=true'],
  ['user', 'exists', 'ada@example.org'],
  ['report', 'get', 'x'],
  ['report', 'check', 'x', '--superuser'],
  ['identity', 'get', 'alovelace'],
  ['identity', 'get', 'alovelace', 'ghopper', '--keep-going'],
  ['identity', 'groups', 'alovelace'],
  ['identity', 'list'],
  ['identity', 'me'],
  ['group', 'get', 'atlas'],
  ['group', 'members', 'atlas'],
  ['group', 'members', 'atlas', '--recursive'],
  ['group', 'list'],
  ['app', 'get', 'planner'],
  ['app', 'list'],
  ['app', 'role', 'list', 'planner'],
  ['app', 'role', 'create', 'planner', 'r', '--display-name', 'R'],
]

describe('a server that is not the service', () => {
  it.each(lines)('is not taken for the absence of something: %s %s %s %s', async (...line) => {
    const { origin } = await startServiceDouble({
      user: () => ({ status: 404, headers: { 'content-type': 'text/html' }, body: page }),
    })
    const outcome = await runPersonctl([...line, '-o', 'ndjson'], { env: settings(origin) })
    expect(outcome).toMatchObject({ exitCode: 8, stdout: '' })
    const [first = ''] = outcome.stderr.split('\n')
    expect(JSON.parse(first).error).toMatchObject({
      code: 'wrong_url',
      status: 404,
      hint: expect.stringMatching(/the URL of the service|base URL/),
    })
  })

  it.each([
    ['identity', 'get', 'alovelace'],
    ['group', 'list'],
  ])('is not taken for the absence of something below a wrong path: %s %s', async (...line) => {
    const mock = await startMock()
    const env = { ...settings(`${mock.url}/nosuch`), PERSONCTL_CERN_TOKEN: 'x' }
    const outcome = await runPersonctl(line, { env })
    expect(outcome).toMatchObject({ exitCode: 8, stdout: '' })
    expect(jsonError(outcome).hint).toContain('URL of the service')
  })
})

it.each([
  ['CIS', '/v2', ['user', 'get', 'ada.lovelace@example.org'], '/v2/user/primary_email/'],
  ['CIS', '/v2/', ['api', 'cis', '/v2/version'], '/v2/version'],
  ['CERN', '/api/v1.0', ['identity', 'get', 'alovelace'], '/api/v1.0/Identity/'],
  ['CERN', '/api/v1.0/', ['api', 'cern', '/api/v1.0/Group'], '/api/v1.0/Group'],
])('the URL of %s may end in %s: %j', async (service, end, line, path) => {
  const { origin, requests } = await startServiceDouble({ user: () => ({ body: {} }) })
  const env = { [`PERSONCTL_${service}_URL`]: `${origin}${end}`, [`PERSONCTL_${service}_TOKEN`]: 'given' }
  await runPersonctl(line, { env })
  expect(requests[0]?.url.startsWith(path)).toBe(true)
})
