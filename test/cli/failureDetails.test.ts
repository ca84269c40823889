import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { settings } from './helpers/formatRuns.ts'
import { hasOpenssl, startHttps } from './helpers/httpsServer.ts'
import { startPagedService } from './helpers/pagedService.ts'
import { type Behaviour, startServiceDouble } from './helpers/serviceDouble.ts'

/** Settings for a service whose responses break off. */
async function startBreakingService(): Promise<Record<string, string>> {
  const server = createServer((_, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    outgoing.write('{"data":', () => outgoing.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { ...settings(origin), PERSONCTL_CERN_TOKEN: 'given', PERSONCTL_CIS_TOKEN: 'given' }
}

/** A service that gives each response once, and none after the last. */
function inTurn(...responses: Awaited<ReturnType<Behaviour>>[]): Behaviour {
  let count = 0
  return () => {
    count += 1
    return responses[count - 1]
  }
}

describe('a rate limit', () => {
  const limited =
    (seconds: string): Behaviour =>
    () => ({
      status: 429,
      headers: { 'retry-after': seconds },
      body: { message: 'slow down' },
    })

  it.each([
    ['61', 61, '61 seconds'],
    ['600', 600, '10 minutes'],
    ['7300', 7300, '3 hours'],
  ])('of %s s is reported in JSON and in text', async (header, retryAfterSeconds, words) => {
    const { env } = await startServiceDouble({ user: limited(header) })
    const json = await runPersonctl(['user', 'list', '-o', 'ndjson'], { env })
    expect(json.exitCode).toBe(6)
    expect(jsonError(json)).toMatchObject({ code: 'rate_limited', retryAfterSeconds })
    const text = await runPersonctl(['user', 'list', '-o', 'table'], { env })
    expect(text.stderr).toContain(`The service asks to wait ${words}.`)
    expect(text.stderr.match(/asks to wait/g)).toHaveLength(1)
  })

  it('that is waited for is shown on a terminal, and erased', async () => {
    const user = inTurn(
      { status: 429, headers: { 'retry-after': '1' }, body: {} },
      { body: { user_id: { value: 'ad|a' } } },
    )
    const { env } = await startServiceDouble({ user })
    const { exitCode, stderr } = await runPersonctl(['api', 'cis', '/x'], { env, terminal: 'stderr' })
    expect(exitCode).toBe(0)
    expect(stderr).toBe('\rcis limits the rate of requests: the next attempt is in 1 s\u001b[K\r\u001b[K')
  })
})

describe('a response that breaks off', () => {
  it('after a write says that it may have been done, and how to look', async () => {
    const env = await startBreakingService()
    const write = ['api', 'cern', '/api/v1.0/Group', '-f', 'groupIdentifier=a']
    const outcome = await runPersonctl(write, { env })
    const error = jsonError(outcome)
    expect({ ...outcome, ...error }).toMatchObject({ exitCode: 7, stdout: '', mayHaveBeenDone: true })
    expect(error.hint).toMatch(
      /^The request may have been carried out: check with personctl api cern \/api\/v1\.0\/Group before/,
    )
    const text = await runPersonctl([...write, '-o', 'table'], { env })
    expect(text.stderr).toContain('hint: The request may have been carried out')
  })

  it('after a read says neither that it may have been done nor that nothing was reached', async () => {
    const outcome = await runPersonctl(['user', 'get', 'ada'], { env: await startBreakingService() })
    expect(outcome.exitCode).toBe(7)
    const { message } = jsonError(outcome)
    expect(message).toMatch(/did not send a complete response from http.*: the connection was closed/)
    expect(outcome.stderr).not.toMatch(/aborted|may have been/i)
  })
})

it('the words of a service stay as they are', async () => {
  const words = 'the transaction was aborted'
  for (const message of [words, 'aborted']) {
    const { env } = await startServiceDouble({ user: () => ({ status: 409, body: { message } }) })
    const outcome = await runPersonctl(['api', 'cern', '/x', '-f', 'a=1'], { env })
    expect(jsonError(outcome).message).toContain(`409: ${message}`)
  }
})

it('a write that was refused says nothing of a doubt', async () => {
  const { env } = await startServiceDouble({
    user: () => ({ status: 409, body: { message: 'there already' } }),
  })
  const outcome = await runPersonctl(['api', 'cern', '/x', '-f', 'a=1'], { env })
  expect(outcome.exitCode).toBe(9)
  expect(jsonError(outcome)).not.toHaveProperty('mayHaveBeenDone')
  expect(outcome.stderr).not.toContain('may have been')
})

describe('--timeout', () => {
  const failing = { status: 500, body: { message: 'out of order' } }

  it('reports the last failure and its service', async () => {
    const { env, origin } = await startServiceDouble({ user: inTurn(failing, undefined) })
    const outcome = await runPersonctl(['group', 'list', '--timeout', '2'], { env })
    expect(outcome).toMatchObject({ exitCode: 7, stdout: '' })
    const error = jsonError(outcome)
    expect(error).toMatchObject({ service: 'cern', status: 500 })
    expect(error.message).toContain(`The last failure, of GET ${origin}/api/v1.0/Group`)
    expect(error.message).toContain('cern responded with 500: out of order')
    expect(error.hint).toContain('--timeout')
    expect(error).not.toHaveProperty('mayHaveBeenDone')
  })

  it('names the request that has no response, without an earlier failure of another', async () => {
    const { env, origin } = await startServiceDouble({ token: inTurn(failing, undefined) })
    const token = await runPersonctl(['user', 'get', 'ada', '--timeout', '2'], { env })
    expect(jsonError(token).message).toContain(`/oauth/token`)
    const { env: own } = await startServiceDouble({ user: inTurn(undefined) })
    const outcome = await runPersonctl(['user', 'get', 'ada', '--timeout', '1'], { env: own })
    expect(jsonError(outcome).message).toMatch(/no response: GET http.*\/primary_username\/ada/)
    expect(jsonError(outcome).message).not.toContain(origin)
  })

  it('says of a write without a response that it may have been done', async () => {
    const { env } = await startServiceDouble({ user: inTurn(undefined) })
    const outcome = await runPersonctl(['api', 'cern', '/x', '-f', 'a=1', '--timeout', '1'], { env })
    expect(outcome.exitCode).toBe(7)
    expect(jsonError(outcome)).toMatchObject({ mayHaveBeenDone: true })
    expect(jsonError(outcome).hint).toContain('check with personctl api cern /x')
  })
})

describe('advice', () => {
  it('on the tenant of DABP names the variable and the option', async () => {
    const { origin } = await startServiceDouble({
      user: () => ({ status: 400, body: { message: 'tenant?' } }),
    })
    const outcome = await runPersonctl(['report', 'get', 'x'], { env: settings(origin) })
    expect(outcome.exitCode).toBe(9)
    expect(jsonError(outcome).hint).toMatch(/PERSONCTL_DABP_TENANT_ID.*--tenant-id/)
    expect(outcome.stderr).not.toContain('tenantId')
  })

  it.runIf(hasOpenssl)(
    'on a certificate of one’s own names NODE_EXTRA_CA_CERTS, with any command',
    async () => {
      const { origin } = await startHttps(30)
      for (const line of [
        ['user', 'get', 'ada'],
        ['user', 'list'],
        ['group', 'list'],
        ['report', 'get', 'x'],
        ['api', 'cern', '/x'],
        ['token', 'get', '--service', 'cis'],
      ]) {
        const outcome = await runPersonctl(line, { env: settings(origin) })
        expect(outcome.exitCode).toBe(7)
        expect(jsonError(outcome).hint, line.join(' ')).toContain('NODE_EXTRA_CA_CERTS')
      }
    },
  )

  it('on a server that does not speak TLS is in plain words', async () => {
    const { origin } = await startServiceDouble()
    const env = settings(origin.replace('http:', 'https:'))
    const outcome = await runPersonctl(['user', 'get', 'ada'], {
      env: { ...env, PERSONCTL_CIS_TOKEN: 'given' },
    })
    const { message } = jsonError(outcome)
    expect(message).toMatch(
      /: the server does not speak TLS at this port; if it speaks http, its URL begins with/,
    )
    expect(message).not.toMatch(/EPROTO|SSL|\n/)
  })

  it.each([401, 500])('on a rejected token (%i) says that the token has expired', async (status) => {
    const body = { message: status === 500 ? 'Internal Server Error' : 'no' }
    const { origin } = await startServiceDouble({ user: () => ({ status, body }) })
    const jwt = (exp: number) =>
      ['{"alg":"none"}', JSON.stringify({ exp })]
        .map((part) => Buffer.from(part).toString('base64url'))
        .join('.')
    const get = async (exp: number) => {
      const env = { PERSONCTL_CIS_URL: origin, PERSONCTL_CIS_TOKEN: `${jwt(exp)}.c2ln` }
      return jsonError(await runPersonctl(['user', 'get', 'ada'], { env }))
    }
    const now = Date.now() / 1000
    expect((await get(now - 7200)).hint).toContain('The token in PERSONCTL_CIS_TOKEN expired 2 hours ago')
    expect((await get(now + 7200)).hint).not.toContain('expired')
  })

  it('on a list that is continued differently names --concurrency', async () => {
    const args = ['group', 'list', '--demo', '-o', 'ndjson']
    const first = await runPersonctl([...args, '--limit', '2', '--concurrency', '2'])
    const { resumeToken } = JSON.parse(first.stderr).notice
    const outcome = await runPersonctl([...args, '--start-at', resumeToken])
    expect(outcome.exitCode).toBe(2)
    expect(jsonError(outcome).hint).toContain('--concurrency')
  })
})

it.each([
  ['user', 'list', '--limit', '0'],
  ['group', 'list', '--page-size', '0'],
  ['group', 'list', '--concurrency', '17'],
  ['group', 'list', '--filter', 'foo'],
  ['group', 'list', '--sort', 'foo'],
  ['group', 'list', '--field', 'foo'],
  ['group', 'list', '--start-at', 'xx'],
  ['user', 'list', '--start-at', 'xx'],
  ['api', 'cern', '/x', '-X', 'G T'],
  ['api', 'cern', '/x', '-H', 'Host: a'],
])(
  'an option that is refused before anything is sent has the code usage and no service: %s %s %s %s',
  async (...line) => {
    const service = await startPagedService([1])
    const outcome = await runPersonctl(line, { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({ code: 'usage', service: null, status: null })
    expect(service.pageRequests()).toEqual([])
  },
)
