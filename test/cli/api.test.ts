import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { parseCsv } from '../helpers/parseCsv.ts'
import { jsonError, type RunOptions, runPersonctl } from '../helpers/runPersonctl.ts'
import { failure, groups, pageOf, startCernDouble } from './helpers/cernDouble.ts'
import { startPagedService } from './helpers/pagedService.ts'
import {
  type Answer,
  accessToken,
  type Behaviour,
  clientSecret,
  startServiceDouble,
} from './helpers/serviceDouble.ts'

const responding =
  (answer: Answer): Behaviour =>
  () =>
    answer
const plain = { 'content-type': 'text/plain' }

/** A run against a service that always answers the same, and what was sent to it, but for the token. */
async function api(
  args: readonly string[],
  user: Behaviour = responding({ body: {} }),
  options: RunOptions = {},
) {
  const service = await startServiceDouble({ user })
  const outcome = await runPersonctl(['api', ...args], {
    ...options,
    env: { ...service.env, ...options.env },
  })
  return { ...outcome, outcome, sent: service.requests.filter(({ url }) => !url.includes('token')) }
}

describe('personctl api', () => {
  it('sends the request as it was typed, with the token', async () => {
    const { exitCode, sent } = await api([
      ...[
        'cis',
        '/v2/users/a%2Fb?x=1',
        '-p',
        'y=2&3',
        '--param',
        'y==',
        '-H',
        'X-Tag: a',
        '-H',
        'x-tag:b: c',
      ],
      ...['-X', 'delete', '--header', 'Accept: text/plain'],
    ])
    expect(exitCode).toBe(0)
    expect(sent).toMatchObject([
      {
        method: 'DELETE',
        url: '/v2/users/a%2Fb?x=1&y=2%263&y=%3D',
        headers: { authorization: `Bearer ${accessToken}`, 'x-tag': 'a, b: c', accept: 'text/plain' },
        body: '',
      },
    ])
  })

  it('reads the body from a file or from stdin', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'personctl-api-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'body.json')
    const body = '{"name": "Zoë"}\n'
    writeFileSync(file, body)
    for (const [from, stdin] of [
      [file, ''],
      ['-', body],
    ] as const) {
      const { sent } = await api(['cern', '/api/v1.0/Group', '--body-file', from], undefined, { stdin })
      const headers = { 'content-type': 'application/json' }
      expect(sent).toMatchObject([{ method: 'POST', url: '/api/v1.0/Group', body, headers }])
    }
  })

  it('retries a request only if repeating it does no harm', async () => {
    let count = 0
    const failsOnce: Behaviour = () => {
      count += 1
      return count === 1 ? { status: 503, body: {} } : { body: { count } }
    }
    expect(JSON.parse((await api(['cis', '/v2/x'], failsOnce)).stdout)).toEqual({ count: 2 })
    count = 0
    const { exitCode, sent } = await api(['cis', '/v2/x', '-X', 'POST'], failsOnce)
    expect(exitCode).toBe(8)
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['a whole address', 'https://evil.invalid/v2/x'],
    ['a host', '//evil.invalid/v2/x'],
    ['a host behind backslashes', '\\\\evil.invalid'],
    ['another scheme', 'file:///etc/passwd'],
  ])('sends no request to another host: %s', async (_, path) => {
    const service = await startServiceDouble()
    const outcome = await runPersonctl(['api', 'cis', path], { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({ code: 'usage', service: null })
    expect(service.requests).toEqual([])
  })

  it('does not follow a redirect to another host', async () => {
    const other = await startServiceDouble()
    const elsewhere = responding({ status: 307, headers: { location: `${other.origin}/v2/x` }, body: '' })
    const { exitCode, outcome } = await api(['cis', '/v2/x'], elsewhere)
    expect(exitCode).toBe(8)
    expect(jsonError(outcome)).toMatchObject({ code: 'other_origin' })
    expect(other.requests).toEqual([])
  })

  it.each<[string, string[], RegExp]>([
    ['another service', ['ldap', '/x'], /cis, dabp, cern/],
    ['no path', ['cis'], /The argument <\w+> is missing/],
    ['an empty path', ['cis', ''], /path is empty/],
    ['a parameter without a value', ['cis', '/x', '-p', 'a'], /NAME=VALUE/],
    ['a token of its own', ['cis', '/x', '-H', 'authorization: Bearer s3cr3t'], /credentials/],
    ['a cookie', ['cis', '/x', '-H', 'Cookie: s3cr3t=1'], /credentials/],
    ['another host', ['cis', '/x', '-H', 'Host: s3cr3t'], /is set by the client/],
    ['no header', ['cis', '/x', '-H', 's3cr3t'], /without a colon.*NAME: VALUE/],
    [
      'two headers in one',
      ['cis', '/x', '-H', 'a: s3cr3t\r\nb: c'],
      /--header a has a line break.*NAME: VALUE/,
    ],
    ['a header in Japanese', ['cis', '/x', '-H', 'a: 日本'], /--header a has .* not in Latin-1/],
    ['a name with a blank', ['cis', '/x', '-H', 'x y: s3cr3t'], /"x y" is not the name of a header/],
    ['no method', ['cis', '/x', '-X', 'G T'], /method is "G T"/],
    ['GET with a body', ['cis', '/x', '-X', 'GET', '--body-file', '-'], /has no body/],
    ['a file that is not there', ['cis', '/x', '--body-file', '/nowhere/x'], /cannot be read: ENOENT/],
    ['--limit alone', ['cis', '/x', '--limit', '3'], /add --paginate/],
    ['pages of DABP', ['dabp', '/x', '--paginate'], /no lists/],
    ['pages by POST', ['cern', '/x', '--paginate', '-X', 'POST'], /--method cannot be used with/],
    ['pages and --include', ['cern', '/x', '--paginate', '-i'], /--include cannot be used with/],
    ['pages and headers', ['cern', '/x', '--paginate', '-H', 'a: b'], /--header cannot be used with/],
    ['pages of no rows', ['cern', '/x', '--paginate', '-p', 'limit=0'], /limit is "0".*1 to 5000.*--limit/],
    ['too large pages', ['cern', '/x?limit=5001', '--paginate'], /limit is "5001".*1 to 5000.*--limit/],
    ['pages of two sizes', ['cern', '/x?limit=5', '--paginate', '-p', 'limit=x'], /limit is "x"/],
    ['pages from a place', ['cern', '/x?token=a', '--paginate'], /is set by --paginate/],
    ['pages elsewhere', ['cis', 'https://evil.invalid/x', '--paginate'], /leads away from/],
  ])('ends with 2 before it sends an invalid request: %s', async (_, args, message) => {
    const service = await startServiceDouble()
    const outcome = await runPersonctl(['api', ...args], {
      env: { ...service.env, PERSONCTL_DABP_URL: service.origin },
    })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    const { message: said, hint } = jsonError(outcome)
    expect(`${said} ${hint}`).toMatch(message)
    expect(outcome.stderr).not.toContain('s3cr3t')
    expect(service.requests).toEqual([])
  })
})

describe('personctl api', () => {
  const body = { name: 'Ada', age: 36, tags: ['x', 'y'], at: { place: null, name: '\u001b[2J' } }

  it('prints one document in each format', async () => {
    const shown = async (format: string) =>
      (await api(['cis', '/x', '-o', format], responding({ body }))).stdout
    expect(JSON.parse(await shown('json'))).toEqual(body)
    expect(parseYaml(await shown('yaml'))).toEqual(body)
    expect((await shown('ndjson')).trimEnd()).not.toContain('\n')
    expect(parseCsv(await shown('csv'))[0]).toEqual(['name', 'age', 'tags', 'at.place', 'at.name'])
    const table = await shown('table')
    expect(table).toMatch(/^tags +x, y$/m)
    expect(table).not.toContain('\u001b')
  })

  it('prints a list as one element a line', async () => {
    const rows = [{ a: 1 }, { b: { c: 'x' } }]
    const shown = async (format: string) =>
      (await api(['cis', '/x', '-o', format], responding({ body: rows }))).stdout
    expect(JSON.parse(await shown('json'))).toEqual(rows)
    expect(await shown('ndjson')).toBe('{"a":1}\n{"b":{"c":"x"}}\n')
    expect(parseCsv(await shown('csv'))).toEqual([
      ['a', 'b.c'],
      ['1', ''],
      ['', 'x'],
    ])
    expect(await shown('table')).toBe('A  B.C\n1\n   x\n')
  })

  it('prints a response that is not JSON as it is, or as a string in the requested format', async () => {
    const text = 'id;name\r\n1;"Ada"\u0007'
    const user = responding({ headers: plain, body: text })
    expect((await api(['cis', '/x'], user)).stdout).toBe(text)
    const { stdout } = await api(['cis', '/x'], user, { terminal: 'both' })
    expect(stdout).toBe('id;name\n1;"Ada"\\u0007\n')
    expect(JSON.parse((await api(['cis', '/x', '-o', 'json'], user)).stdout)).toBe(text)
    expect(parseYaml((await api(['cis', '/x', '-o', 'yaml'], user)).stdout)).toBe(text)
  })

  it('writes JSON as it came, and as a document on a terminal and with -o or --query', async () => {
    const body = '{"b" : 1,\r\n"a":[ ]}'
    const shown = async (args: readonly string[], options: RunOptions = {}) =>
      (await api(['cis', '/x', ...args], responding({ body }), options)).stdout
    const document = '{\n  "b": 1,\n  "a": []\n}\n'
    expect(await shown([])).toBe(body)
    expect(await shown(['-o', 'json'])).toBe(document)
    expect(await shown(['--query', '@'])).toBe(document)
    expect(await shown([], { terminal: 'both' })).toBe(document)
  })

  it('prints nothing for an empty response', async () => {
    for (const args of [[], ['-o', 'json'], ['-X', 'HEAD']]) {
      const { exitCode, stdout, stderr } = await api(
        ['cis', '/x', ...args],
        responding({ status: 204, body: '' }),
      )
      expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    }
  })

  it('fails if a JSON response is cut short', async () => {
    const { exitCode, stdout } = await api(['cis', '/x'], responding({ body: '{"a":' }))
    expect({ exitCode, stdout }).toEqual({ exitCode: 8, stdout: '' })
  })

  it('prints status and headers to stderr with --include, and hides cookies', async () => {
    const headers = { 'x-more': 'yes', 'set-cookie': 's3cr3t=1' }
    const user = responding({ status: 201, headers, body })
    const asJson = await api(['cis', '/x', '--include'], user)
    expect(JSON.parse(asJson.stdout)).toEqual(body)
    expect(JSON.parse(asJson.stderr)).toMatchObject({
      response: { status: 201, headers: { 'x-more': 'yes', 'set-cookie': '[hidden]' } },
    })
    const asText = await api(['cis', '/x', '-i', '-o', 'table'], user)
    expect(asText.stderr).toMatch(/^HTTP 201\n/)
    expect(asText.stderr).toMatch(/^x-more: yes$/m)
    expect(asJson.stderr + asText.stderr).not.toContain('s3cr3t')
  })
})

describe('personctl api', () => {
  it.each([
    [400, 9],
    [401, 4],
    [403, 5],
    [404, 3],
    [405, 9],
    [409, 9],
    [418, 9],
    [422, 9],
    [429, 6],
    [500, 8],
    [503, 8],
    [304, 8],
  ])(
    'a response of %i ends with %i, with the response on stderr and nothing on stdout',
    async (status, exitCode) => {
      const headers = { 'retry-after': '900' }
      const body = { message: 'no', more: [1] }
      for (const service of ['cis', 'cern']) {
        const { outcome } = await api([service, '/api/x'], responding({ status, headers, body }))
        expect(outcome).toMatchObject({ exitCode, stdout: '' })
        expect(jsonError(outcome)).toMatchObject({ service, status, ...(status !== 304 && { body }) })
      }
    },
  )

  it('shows a person the failed response and its headers below the error', async () => {
    const user = responding({
      status: 404,
      headers: { ...plain, 'x-more': 'yes' },
      body: 'no\nsuch\u001b[2J\n',
    })
    const { stdout, stderr } = await api(['cern', '/x', '-i', '-o', 'table'], user)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^HTTP 404\n(?:\S+: .*\n)*x-more: yes\n/)
    expect(stderr.endsWith('\nno\nsuch\\u001b[2J\n')).toBe(true)
  })

  it('hides a secret that the service repeats in an error', async () => {
    const echo: Behaviour = ({ headers }) => {
      const said = `${headers.authorization} ${accessToken} ${clientSecret} ${JSON.stringify(clientSecret)}`
      const inHeaders = { 'x-echo': accessToken, 'x-secret': encodeURIComponent(clientSecret) }
      return { status: 403, headers: inHeaders, body: { message: said, said } }
    }
    for (const format of ['json', 'table']) {
      const { stdout, stderr } = await api(['cern', '/x', '--include', '--debug', '-o', format], echo)
      expect(stderr).toContain('[hidden]')
      for (const part of ['s3cr', 't0ken']) expect(stdout + stderr).not.toContain(part)
    }
  })
})

describe('personctl api --paginate', () => {
  const list = ['api', 'cis', '/v2/users/id/all', '-p', 'connectionMethod=ad', '--paginate']
  const uuids = (people: readonly string[]) => people.map((name) => ({ uuid: `uuid-${name}` }))

  it('makes one document of all pages of CIS', async () => {
    const service = await startPagedService([2, 0, 3])
    const { exitCode, stdout, stderr } = await runPersonctl(list, { env: service.env })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject(uuids(service.people))
    expect(service.pageRequests().map(({ url }) => url)).toEqual([
      '/v2/users/id/all?connectionMethod=ad',
      '/v2/users/id/all?connectionMethod=ad&nextPage=1',
      '/v2/users/id/all?connectionMethod=ad&nextPage=2',
    ])
  })

  it('resumes a list with --start-at', async () => {
    const service = await startPagedService([2, 2, 3])
    const rows = [...list, '-o', 'ndjson']
    const first = await runPersonctl([...rows, '--limit', '3'], { env: service.env })
    const { resumeToken } = JSON.parse(first.stderr).notice
    const rest = await runPersonctl([...rows, '--start-at', resumeToken], { env: service.env })
    const lines = `${first.stdout}${rest.stdout}`.split('\n').slice(0, -1)
    expect(lines.map((line) => JSON.parse(line))).toMatchObject(uuids(service.people))
  })

  it('prints nothing of a list that fails, and reports how to resume', async () => {
    const failing = () =>
      startPagedService([2, 2, 3], (count) =>
        count === 3 ? { status: 403, body: { message: 'no' } } : undefined,
      )
    const whole = await runPersonctl(list, { env: (await failing()).env })
    expect(whole).toMatchObject({ exitCode: 5, stdout: '' })
    expect(jsonError(whole)).toMatchObject({ body: { message: 'no' } })
    const rows = await runPersonctl([...list, '-o', 'ndjson'], { env: (await failing()).env })
    expect(rows.exitCode).toBe(5)
    expect(rows.stdout.split('\n')).toHaveLength(4 + 1)
    expect(jsonError(rows).resumeToken).toMatch(/./)
  })

  it('makes one document of all pages of CERN, each of the requested size', async () => {
    const all = groups(7)
    const service = await startCernDouble({ api: (request) => pageOf(all, request) })
    const paged = [
      'api',
      'cern',
      '/api/v1.0/Group?limit=3',
      '--paginate',
      '-p',
      'field=groupIdentifier',
      '-p',
    ]
    const args = [...paged, 'filter=disabled:false', '-p', 'filter=blocked:false']
    const { stdout } = await runPersonctl([...args, '-o', 'csv'], { env: service.env })
    expect(parseCsv(stdout)).toEqual([
      ['groupIdentifier', 'id'],
      ...all.map(({ groupIdentifier, id }) => [groupIdentifier, id]),
    ])
    expect(service.asked()).toHaveLength(3)
    for (const asked of service.asked()) {
      expect(asked).toContain('limit=3')
      expect(asked).toContain('filter=disabled:false&filter=blocked:false')
    }
  })

  it.each([
    ['cern', { data: { id: '1', groupIdentifier: 'a' } }],
    ['cis', { user_id: { value: 'ad|a' } }],
  ])('ends with 2 and says what to leave out if %s responds with one thing', async (service, body) => {
    const { exitCode, stdout, outcome } = await api([service, '/api/x', '--paginate'], responding({ body }))
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      code: 'usage',
      message: 'The response of /api/x is not a list in pages.',
      hint: 'Leave out --paginate.',
    })
  })

  it('reports that a response has no pages', async () => {
    const service = await startServiceDouble({ user: responding({ headers: plain, body: 'hello' }) })
    for (const line of [
      ['cis', '/v2/version'],
      ['cern', '/api/v1.0/x'],
    ]) {
      const outcome = await runPersonctl(['api', ...line, '--paginate'], { env: service.env })
      expect(outcome).toMatchObject({ exitCode: 8, stdout: '' })
    }
    const missing = await startCernDouble({ api: () => failure(404, 'no such'), documented: false })
    const outcome = await runPersonctl(['api', 'cern', '/api/v1.0/x', '--paginate'], { env: missing.env })
    expect(outcome).toMatchObject({ exitCode: 3, stdout: '' })
  })
})

describe('personctl api with -f and -F', () => {
  const sentBody = async (...args: string[]) => {
    const { exitCode, sent, stderr } = await api(['cern', '/x', ...args])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(sent).toMatchObject([{ headers: { 'content-type': 'application/json' } }])
    return { method: sent[0]?.method, body: sent[0]?.body }
  }

  it('sends strings with -f, and the types of JSON with -F', async () => {
    const values = ['1', 'true', 'null', '-2.5e3', '01', '@x', '', 'a=b', '12345678901234567890']
    const raw = values.flatMap((value, index) => ['-f', `s${index}=${value}`])
    const typed = values
      .filter((value) => value !== '@x')
      .flatMap((value, index) => ['--field', `t${index}=${value}`])
    expect(await sentBody(...raw)).toEqual({
      method: 'POST',
      body: JSON.stringify(Object.fromEntries(values.map((value, index) => [`s${index}`, value]))),
    })
    expect((await sentBody(...typed)).body).toBe(
      '{"t0":1,"t1":true,"t2":null,"t3":-2500,"t4":"01","t5":"","t6":"a=b","t7":12345678901234567890}',
    )
  })

  it('makes nested objects and lists', async () => {
    const fields = ['a[b][c]=1', 'a[b][d]=2', 'l[]=x', 'l[]=y', 'm[][n]=1', 'm[][o]=2', 'm[][n]=3']
    const { body } = await sentBody(...fields.flatMap((field) => ['-f', field]), '-f', '__proto__=p')
    expect(body).toBe(
      '{"a":{"b":{"c":"1","d":"2"}},"l":["x","y"],"m":[{"n":"1","o":"2"},{"n":"3"}],"__proto__":"p"}',
    )
  })

  it('reads a value from a file or from stdin with -F KEY=@FILE', async () => {
    const { sent } = await api(['cern', '/x', '-X', 'PATCH', '-F', 'text=@-'], undefined, { stdin: 'é\n"' })
    expect(sent).toMatchObject([{ method: 'PATCH', body: JSON.stringify({ text: 'é\n"' }) }])
  })

  it('names the target of a redirect that it does not follow, without its query', async () => {
    const location = 'https://new.example.org/x?code=s3cr3t'
    const moved = responding({ status: 308, headers: { location }, body: '' })
    const { exitCode, outcome } = await api(['cern', '/x', '-f', 'a=1'], moved)
    expect(exitCode).toBe(8)
    const { message } = jsonError(outcome)
    expect(message).toBe('cern responded with 308, a redirect to https://new.example.org/x')
  })

  it('waits for one response for half of --timeout', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const slow: Behaviour = () => {
      vi.advanceTimersByTime(50_000)
      return { body: {} }
    }
    const args = ['cern', '/x', '-X', 'POST', '--timeout']
    expect((await api([...args, '120'], slow)).exitCode).toBe(0)
    const { exitCode, outcome } = await api([...args, '90'], slow)
    expect(exitCode).toBe(7)
    expect(jsonError(outcome).message).toContain('within 45 s')
  })

  it('sends no other bytes than those of a text with -F KEY=@FILE', async () => {
    const stdin = new Uint8Array([0x5a, 0x6f, 0xeb])
    const { outcome, sent } = await api(['cern', '/x', '-F', 'text=@-'], undefined, { stdin })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      message: 'stdin is not text in UTF-8, and a string in JSON cannot have other bytes.',
      hint: expect.stringContaining('base64'),
    })
    expect(sent).toEqual([])
  })

  it.each([
    [['-f', 'nokey'], /--raw-field takes KEY=VALUE/],
    [['-f', '=x'], /KEY=VALUE/],
    [['-F', 'a[=x'], /KEY=VALUE/],
    [['-f', 'a=1', '-F', 'a=2'], /--field a conflicts with another field/],
    [['-f', 'a=1', '-f', 'a[b]=2'], /a\[b\] conflicts with/],
    [['-f', 'a[]=1', '-f', 'a[b]=2'], /a\[b\] conflicts with/],
    [['-X', 'GET', '-f', 'a=1'], /--raw-field cannot be used with --method GET.*--param/],
    [['-f', 'a=1', '--body-file', '-'], /--raw-field a cannot be used with --body-file/],
    [['-F', 'a=@/nowhere/x'], /cannot be read: ENOENT/],
    [['--paginate', '-f', 'a=1'], /^--raw-field cannot be used with --paginate/],
    [['--paginate', '-F', 'a=1'], /^--field cannot be used with --paginate/],
    [['-F', 'a=@-', '-F', 'b=@-'], /@- is given more than once/],
    [['--paginate', '--dry-run'], /--dry-run cannot be used with --paginate/],
  ])('ends with 2 for %j, and sends nothing', async (args, message) => {
    const { exitCode, outcome, sent } = await api(['cern', '/x', ...args])
    expect(exitCode).toBe(2)
    const { code, message: said, hint } = jsonError(outcome)
    expect(code).toBe('usage')
    expect(`${said} ${hint}`).toMatch(message)
    expect(sent).toEqual([])
  })
})

it('personctl api --dry-run prints the request, requests no token and sends nothing', async () => {
  const service = await startServiceDouble()
  const args = ['api', 'cern', '/api/x?a=1', '-p', 'b=2', '-f', 'c=é', '-H', 'X-Tag: t', '--dry-run']
  const { exitCode, stdout, stderr } = await runPersonctl(args, { env: service.env })
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    method: 'POST',
    url: `${service.origin}/api/x?a=1&b=2`,
    headers: expect.objectContaining({ 'x-tag': 't', authorization: 'Bearer [hidden]' }),
    body: { c: 'é' },
  })
  expect(JSON.parse(stderr)).toMatchObject({ notice: { code: 'dry_run' } })
  expect(service.requests).toEqual([])
  const { PERSONCTL_CERN_URL = '' } = service.env
  const withoutSecret = await runPersonctl(args, { env: { PERSONCTL_CERN_URL } })
  expect(withoutSecret.stdout).toBe(stdout)
})
