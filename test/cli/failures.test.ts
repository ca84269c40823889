import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { accessToken, type Behaviour, clientSecret, startServiceDouble } from './helpers/serviceDouble.ts'

const formats = ['table', 'json', 'ndjson', 'yaml', 'csv']
const never: Behaviour = () => undefined
const responding =
  (status: number, body: unknown, headers: Record<string, string> = {}): Behaviour =>
  () => ({ status, body, headers })
const refusing = responding(401, { error: 'access_denied', error_description: 'Unauthorized' })

const classes: [string, { token?: Behaviour; user?: Behaviour }, number, object][] = [
  ['nobody', { user: responding(200, {}) }, 3, { code: 'not_found', service: 'cis', status: 200 }],
  ['a wrong secret', { token: refusing }, 4, { code: 'token_refused', service: 'cis', status: 401 }],
  [
    'a token the service does not accept',
    { user: responding(500, { message: 'Internal Server Error' }) },
    4,
    { code: 'token_rejected', status: 500 },
  ],
  ['no permission', { user: responding(403, { message: 'no' }) }, 5, { code: 'not_permitted', status: 403 }],
  [
    'too many requests',
    { user: responding(429, { message: 'slow down' }, { 'retry-after': '900' }) },
    6,
    { code: 'rate_limited', status: 429 },
  ],
  ['no answer in time', { user: never }, 7, { code: 'timeout' }],
  ['no token in time', { token: never }, 7, { code: 'timeout' }],
  ['a failure', { user: responding(503, { message: 'down' }, { 'retry-after': '900' }) }, 8, { status: 503 }],
  ['a page of HTML', { user: responding(200, '<html>') }, 8, { code: 'invalid_response', status: 200 }],
  ['no profile', { user: responding(200, '[]') }, 8, { code: 'invalid_response', status: 200 }],
  ['no such route', { user: responding(404, '<html>') }, 8, { code: 'wrong_url', status: 404 }],
  ['a token endpoint that is none', { token: responding(200, 'hello') }, 8, { code: 'invalid_response' }],
]

describe.each(classes)('user get that meets %s', (_, behaviour, exitCode, error) => {
  it(`ends with ${exitCode}, and nothing on stdout, in every format`, async () => {
    const service = await startServiceDouble(behaviour)
    // Of the others, none may run out of time on a busy machine.
    const timeout = exitCode === 7 ? '2' : '60'
    const outcomes = await Promise.all(
      formats.map((format) =>
        runPersonctl(['user', 'get', 'ada', '-o', format, '--timeout', timeout], { env: service.env }),
      ),
    )
    for (const [index, outcome] of outcomes.entries()) {
      const format = formats[index]
      expect(outcome, format).toMatchObject({ exitCode, stdout: '' })
      if (format === 'table' || format === 'csv') {
        expect(outcome.stderr).toMatch(/^personctl: .+\n(hint: .+\n)?$/)
      } else {
        const found = jsonError(outcome)
        expect(found).toMatchObject(error)
        expect(Object.keys(found).slice(0, 5)).toEqual(['code', 'message', 'service', 'status', 'hint'])
      }
    }
  })
})

it('user get ends with 7 within the timeout if the server is down', async () => {
  const service = await startServiceDouble()
  const env = { ...service.env, PERSONCTL_CIS_URL: 'http://127.0.0.1:1', PERSONCTL_CIS_TOKEN: 'given' }
  const startedAt = performance.now()
  const outcome = await runPersonctl(['user', 'get', 'ada', '--timeout', '50'], { env })
  expect(performance.now() - startedAt).toBeLessThan(50_000)
  expect(outcome).toMatchObject({ exitCode: 7, stdout: '' })
  expect(jsonError(outcome)).toMatchObject({ code: 'network_failure', service: 'cis', status: null })
})

it('user get ends with 7 and advises a longer --timeout if the server hangs', async () => {
  const service = await startServiceDouble({ user: never })
  const startedAt = performance.now()
  const outcome = await runPersonctl(['user', 'get', 'ada', '--timeout', '0.5'], { env: service.env })
  // Without --timeout, it takes a minute.
  expect(performance.now() - startedAt).toBeLessThan(50_000)
  expect(outcome.exitCode).toBe(7)
  const { message, hint } = jsonError(outcome)
  expect(message).toContain('0.5 s')
  expect(hint).toContain('--timeout')
})

it('user get retries a failure that passes', async () => {
  let requests = 0
  const service = await startServiceDouble({
    user: () => {
      requests += 1
      return requests === 1 ? { status: 503, body: {} } : { body: profile({ first_name: value('Ada') }) }
    },
  })
  const outcome = await runPersonctl(['user', 'get', 'ada', '--debug', '-o', 'json'], { env: service.env })
  expect(outcome.exitCode).toBe(0)
  expect(outcome.stderr).toMatch(/^debug: retry in \d+ ms: .*503/m)
})

it('user get names the unknown id as it was typed, and what to type next', async () => {
  const service = await startServiceDouble()
  const active = await runPersonctl(['user', 'get', 'Nobody'], { env: service.env })
  expect(jsonError(active).message).toContain('Nobody')
  expect(jsonError(active).hint).toContain('--active any')
  const any = await runPersonctl(['user', 'get', 'Nobody', '--active', 'any'], { env: service.env })
  expect(any.exitCode).toBe(3)
  expect(jsonError(any).hint).not.toContain('--active')
})

describe('a secret or a token', () => {
  const basic = Buffer.from(`client:${clientSecret}`).toString('base64')
  const inUrl = encodeURIComponent(clientSecret)
  const inForm = new URLSearchParams({ '': clientSecret }).toString().slice(1)
  const inJson = JSON.stringify(clientSecret)
  const spellings = [clientSecret, inUrl, inForm, inJson, JSON.stringify(inJson), basic].join(' ')
  const headers = { 'retry-after': '900', 'x-request-id': inUrl }

  const echo =
    (status: number, more: Record<string, string> = {}): Behaviour =>
    (request) => {
      const token = request.headers.authorization
      return {
        status,
        headers: { ...headers, ...more },
        body: { message: token === undefined ? spellings : `${token} ${token.split(' ')[1]} ${spellings}` },
      }
    }
  const mirror: Behaviour = (request) => ({ status: 400, headers, body: { error_description: request.body } })
  const elsewhere = { status: 302, headers: { location: `http://${accessToken}.invalid/${inUrl}` }, body: '' }
  const ada = { headers, body: profile({ first_name: value('Ada') }) }

  it.each<[string, { token?: Behaviour; user?: Behaviour }]>([
    ['a token endpoint that refuses', { token: echo(401) }],
    ['a token endpoint that fails', { token: echo(500) }],
    ['a token endpoint that says what it was sent', { token: mirror }],
    ['a token endpoint that makes no sense', { token: () => ({ headers, body: spellings }) }],
    ['a service that refuses', { user: echo(401) }],
    ['a service that forbids', { user: echo(403) }],
    ['a service that fails', { user: echo(503) }],
    ['a service that fails again and again', { user: echo(503, { 'retry-after': '0' }) }],
    ['a service that limits', { user: echo(429) }],
    ['a service that makes no sense', { user: () => ({ headers, body: spellings + accessToken }) }],
    ['a service that redirects', { user: () => elsewhere }],
    ['nobody', { user: () => ({ headers, body: {} }) }],
    ['a service that answers', { user: () => ada }],
  ])('is not shown for %s, even with --debug', async (_, behaviour) => {
    const service = await startServiceDouble(behaviour)
    for (const format of ['json', 'table']) {
      const args = ['user', 'get', 'ada', '--debug', '-o', format]
      const { stdout, stderr } = await runPersonctl(args, { env: service.env })
      expect(stderr).toContain('debug: POST')
      for (const part of ['s3cr', 't0ken', basic]) expect(stdout + stderr).not.toContain(part)
    }
  })

  it('is not shown if it comes from the environment', async () => {
    const service = await startServiceDouble({ user: echo(403) })
    const env = { ...service.env, PERSONCTL_CIS_TOKEN: accessToken }
    const { stderr } = await runPersonctl(['user', 'get', 'ada', '--debug'], { env })
    expect(stderr).toContain('[hidden]')
    expect(stderr).not.toContain('t0ken')
  })
})

it('an error shows control characters of a service as escapes', async () => {
  const service = await startServiceDouble({
    user: responding(403, { message: '\u001b]0;owned\u0007\u009b2J' }),
  })
  const { stderr } = await runPersonctl(['user', 'get', 'ada', '-o', 'table'], { env: service.env })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: to find them is the purpose
  expect(stderr.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
})

// Only Linux has a device that is always full.
it.runIf(existsSync('/dev/full'))('user get ends with 1 if the disk is full', () => {
  const full = openSync('/dev/full', 'w')
  onTestFinished(() => closeSync(full))
  const bin = fileURLToPath(new URL('../../packages/cli/bin/personctl.js', import.meta.url))
  const { status, stderr } = spawnSync(process.execPath, [bin, 'user', 'get', 'ada', '--demo'], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(JSON.parse(stderr).error).toMatchObject({ code: 'system_failure', hint: null })
})
