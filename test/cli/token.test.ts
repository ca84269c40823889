import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { csvRecords } from '../helpers/parseCsv.ts'
import { startPersonctl } from '../helpers/personctlProcess.ts'
import { jsonError, type Outcome, runPersonctl } from '../helpers/runPersonctl.ts'
import { type CernDouble, startCernDouble } from './helpers/cernDouble.ts'
import {
  type Answer,
  accessToken,
  clientSecret,
  type SeenRequest,
  startServiceDouble,
} from './helpers/serviceDouble.ts'

const get = ['token', 'get', '--service', 'cern']
const realm = '/auth/realms/cern/protocol/openid-connect'
const audience = 'authorization-service-api'
const deviceCode = 'the-device-code'
const subjectToken = 'the-subject.t0ken'

const tokenAnswer = (access_token: string, more: object = {}): Answer => ({
  body: { access_token, token_type: 'Bearer', expires_in: 1200, ...more },
})
const refusal = (error: string): Answer => ({ status: 400, body: { error } })

/** A JSON Web Token as far as anybody can tell who does not verify it. */
const jwtFor = (aud: string | string[]) =>
  ['{"alg":"RS256"}', JSON.stringify({ aud }), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')

const fieldsOf = ({ body }: SeenRequest) => Object.fromEntries(new URLSearchParams(body))
const sentTo = ({ requests }: CernDouble) => requests.map(({ url }) => url)

/** A realm that gives a device code, and these answers to one poll after the other; then the exchanged token. */
function startDeviceDouble(polls: readonly Answer[], device: object = {}): Promise<CernDouble> {
  let poll = 0
  return startCernDouble({
    // Nobody could wait in a test as long as the API describes: whole seconds.
    documented: false,
    token: (request) => {
      if (request.url.endsWith('/auth/device')) {
        return {
          body: {
            device_code: deviceCode,
            user_code: 'ABCD-EFGH',
            verification_uri: 'https://auth.example/device',
            verification_uri_complete: 'https://auth.example/device?user_code=ABCD-EFGH',
            expires_in: 600,
            interval: 0.01,
            ...device,
          },
        }
      }
      if (fieldsOf(request)['grant_type']?.endsWith(':token-exchange')) return tokenAnswer('exchanged')
      poll += 1
      return polls[poll - 1] ?? refusal('authorization_pending')
    },
  })
}

function fileWith(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'personctl-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'token')
  writeFileSync(path, content)
  return path
}

/** Nothing of what is secret is anywhere but where the token was asked for. */
function expectNoSecretIn({ stderr }: Pick<Outcome, 'stderr'>): void {
  for (const secret of [accessToken, clientSecret, deviceCode, subjectToken, 'exchanged', 'eyJ'])
    expect(stderr).not.toContain(secret)
}

describe('token get', () => {
  it('prints the token alone on stdout', async () => {
    const service = await startCernDouble()
    const outcome = await runPersonctl([...get, '--debug'], { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 0, stdout: `${accessToken}\n` })
    expectNoSecretIn(outcome)
    expect(sentTo(service)).toEqual(['/auth/realms/cern/api-access/token'])
    expect(service.requests.map(fieldsOf)).toEqual([
      { grant_type: 'client_credentials', client_id: 'client', client_secret: clientSecret, audience },
    ])
  })

  it('prints an object in each requested format', async () => {
    const service = await startCernDouble({ token: () => tokenAnswer('t-1', { scope: 'a b' }) })
    const before = Date.now()
    const { stdout } = await runPersonctl([...get, '-o', 'json'], { env: service.env })
    const { expires_in, expires_at, ...token } = JSON.parse(stdout)
    expect(token).toEqual({ access_token: 't-1', token_type: 'Bearer', scope: 'a b' })
    expect(expires_in).toBeGreaterThan(1000)
    expect(expires_in).toBeLessThanOrEqual(1200)
    expect(Date.parse(expires_at)).toBeGreaterThanOrEqual(before + 1_200_000)
    const csv = await runPersonctl([...get, '-o', 'csv'], { env: service.env })
    expect(csvRecords(csv.stdout)).toEqual([expect.objectContaining({ access_token: 't-1', scope: 'a b' })])
    const table = await runPersonctl([...get, '-o', 'table'], { env: service.env })
    expect(table.stdout).toMatch(/^access_token +t-1\ntoken_type +Bearer\n/)
  })

  it('prints the configured token with unknown details as null', async () => {
    const service = await startCernDouble()
    const env = { ...service.env, PERSONCTL_CERN_TOKEN: 'given' }
    const { stdout } = await runPersonctl([...get, '-o', 'json'], { env })
    expect(JSON.parse(stdout)).toEqual({
      access_token: 'given',
      token_type: 'Bearer',
      expires_in: null,
      expires_at: null,
      scope: null,
    })
    expect(service.requests).toEqual([])
  })

  it('requests the token of the service of the context', async () => {
    const service = await startServiceDouble()
    for (const [context, path] of [
      ['mozilla-test', '/oauth/token'],
      ['cern-qa', '/auth/realms/cern/api-access/token'],
    ] as const) {
      await runPersonctl(['token', 'get', '-c', context], { env: service.env })
      expect(service.requests.at(-1)?.url).toBe(path)
    }
    const demo = await runPersonctl(['token', 'get', '--demo'])
    expect(demo).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(demo).hint).toContain('--service')
  })

  it('prints a real token with --demo', async () => {
    const { exitCode, stdout, stderr } = await runPersonctl(['token', 'get', '--service', 'cis', '--demo'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
  })

  it.each([
    ['is the one of an earlier run', 600, 1],
    ['is a new one where that is about to end', 59, 2],
  ])('prints a token that %s', async (_, expires_in, requests) => {
    const service = await startCernDouble({ token: () => tokenAnswer('t', { expires_in, scope: 'a b' }) })
    const folder = mkdtempSync(join(tmpdir(), 'personctl-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const env = { ...service.env, PERSONCTL_CONFIG_DIR: folder }
    await runPersonctl(get, { env })
    const { stdout } = await runPersonctl([...get, '-o', 'json'], { env })
    expect(JSON.parse(stdout)).toMatchObject({ access_token: 't', scope: 'a b' })
    expect(service.requests).toHaveLength(requests)
  })

  it.each([
    ['a wrong secret', { status: 401, body: { error: 'invalid_client' } }, 4],
    ['a failure', { status: 500, body: {} }, 8],
    ['an answer without a token', { body: {} }, 8],
  ])('leaves stdout empty if it gets no token for %s', async (_, answer, exitCode) => {
    const service = await startCernDouble({ token: () => answer })
    const outcome = await runPersonctl(get, { env: service.env })
    expect(outcome).toMatchObject({ exitCode, stdout: '' })
    expect(jsonError(outcome).service).toBe('cern')
    expectNoSecretIn(outcome)
  })
})

describe('token get --device', () => {
  it('prints where to confirm, and the token once somebody did', async () => {
    const token = jwtFor([audience, 'account'])
    const service = await startDeviceDouble([refusal('authorization_pending'), tokenAnswer(token)])
    const outcome = await runPersonctl([...get, '--device'], { env: service.env })
    expect(outcome).toEqual({
      exitCode: 0,
      stdout: `${token}\n`,
      stderr:
        'Open https://auth.example/device?user_code=ABCD-EFGH in a browser and confirm the code ABCD-EFGH within 10 minutes.\n',
    })
    expect(sentTo(service)).toEqual([`${realm}/auth/device`, `${realm}/token`, `${realm}/token`])
    const [begin = {}, poll] = service.requests.map(fieldsOf)
    expect(begin).toMatchObject({ client_id: 'client', audience, code_challenge_method: 'S256' })
    expect(poll).toMatchObject({ device_code: deviceCode, code_verifier: expect.any(String) })
  })

  it('works for public clients, and without a URL that contains the code', async () => {
    const device = { verification_uri_complete: undefined, expires_in: 60 }
    const service = await startDeviceDouble([tokenAnswer('opaque')], device)
    const { PERSONCTL_CERN_CLIENT_SECRET: _, ...env } = service.env
    const outcome = await runPersonctl([...get, '--device'], { env })
    expect(outcome).toMatchObject({ exitCode: 0, stdout: 'opaque\n' })
    expect(outcome.stderr).toBe(
      'Open https://auth.example/device in a browser and enter the code ABCD-EFGH within 1 minute.\n',
    )
    expect(service.requests.map(fieldsOf).filter((fields) => 'client_secret' in fields)).toEqual([])
  })

  it('exchanges a token whose audience is the client', async () => {
    const own = jwtFor('client')
    const service = await startDeviceDouble([tokenAnswer(own)])
    const outcome = await runPersonctl([...get, '--device', '--debug'], { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 0, stdout: 'exchanged\n' })
    expectNoSecretIn(outcome)
    expect(fieldsOf(service.requests.at(-1) as SeenRequest)).toMatchObject({ subject_token: own, audience })
  })

  it('prints a line of JSON for programs', async () => {
    const service = await startDeviceDouble([tokenAnswer('opaque')])
    const { stdout, stderr } = await runPersonctl([...get, '--device', '-o', 'json'], { env: service.env })
    expect(JSON.parse(stdout)).toMatchObject({ access_token: 'opaque' })
    expect(JSON.parse(stderr).prompt).toMatchObject({
      verification_uri: 'https://auth.example/device',
      verification_uri_complete: 'https://auth.example/device?user_code=ABCD-EFGH',
      user_code: 'ABCD-EFGH',
    })
  })

  it('polls more slowly after slow_down', async () => {
    const service = await startDeviceDouble([refusal('slow_down'), tokenAnswer('opaque')])
    const begun = performance.now()
    const { stdout } = await runPersonctl([...get, '--device'], { env: service.env })
    expect(stdout).toBe('opaque\n')
    // RFC 8628: five seconds more from then on.
    expect(performance.now() - begun).toBeGreaterThan(5000)
  })

  it.each([
    ['refused in the browser', [refusal('access_denied')], {}, 'access_denied'],
    ['too late', [refusal('expired_token')], {}, 'expired_token'],
    ['never confirmed', [], { expires_in: 1 }, 'expired_token'],
  ])('ends with 4 if it is %s', async (_, polls, device, code) => {
    const service = await startDeviceDouble(polls, device)
    const outcome = await runPersonctl([...get, '--device', '-o', 'json'], { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(JSON.parse(outcome.stderr.split('\n')[1] ?? '').error).toMatchObject({ code })
    expectNoSecretIn(outcome)
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('is ended by %s with %i', async (signal, exitCode) => {
    const service = await startDeviceDouble([], { interval: 600 })
    const { child, outcome, stderrHas } = startPersonctl([...get, '--device'], { env: service.env })
    await stderrHas('ABCD-EFGH')
    child.kill(signal)
    expect(await outcome).toMatchObject({ exitCode, stdout: '' })
  })

  it('waits no longer than --timeout', async () => {
    const service = await startDeviceDouble([], { interval: 600 })
    const outcome = await runPersonctl([...get, '--device', '--timeout', '1'], { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 7, stdout: '' })
  })

  it('escapes control characters of the service', async () => {
    const device = {
      user_code: 'A\u001b[2JB',
      verification_uri_complete: 'https://x.example/\u001b]0;owned\u0007',
    }
    const service = await startDeviceDouble([tokenAnswer('opaque')], device)
    const { stderr } = await runPersonctl([...get, '--device'], { env: service.env })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: to find them is the purpose
    expect(stderr.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
  })
})

describe('token get --exchange', () => {
  const start = () => startCernDouble({ token: () => tokenAnswer('exchanged') })

  it('reads the token from a file, stdin or its variable', async () => {
    const service = await start()
    const inVariable = { ...service.env, PERSONCTL_CERN_SUBJECT_TOKEN: ` ${subjectToken}\n` }
    const file = fileWith(`\ufeff${subjectToken}\nnot this\n`)
    const outcomes = [
      await runPersonctl([...get, '--exchange', file, '--debug'], { env: service.env }),
      await runPersonctl([...get, '--exchange', '-', '--debug'], {
        env: service.env,
        stdin: `${subjectToken}\r\n`,
      }),
      await runPersonctl([...get, '--debug', '--exchange'], { env: inVariable }),
    ]
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ exitCode: 0, stdout: 'exchanged\n' })
      expectNoSecretIn(outcome)
    }
    expect(sentTo(service)).toEqual([`${realm}/token`, `${realm}/token`, `${realm}/token`])
    for (const request of service.requests) {
      expect(fieldsOf(request)).toEqual({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        client_id: 'client',
        client_secret: clientSecret,
        subject_token: subjectToken,
        subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
        audience,
      })
    }
  })

  it('uses the client secret even if a token is set', async () => {
    const service = await start()
    const env = { ...service.env, PERSONCTL_CERN_TOKEN: 'given', PERSONCTL_CERN_SUBJECT_TOKEN: subjectToken }
    expect(await runPersonctl([...get, '--exchange'], { env })).toMatchObject({ stdout: 'exchanged\n' })
    expect(fieldsOf(service.requests[0] as SeenRequest)).toMatchObject({ client_secret: clientSecret })
  })

  it('ends with 4 if the exchange is refused, and shows neither token nor secret', async () => {
    const service = await startCernDouble({
      token: ({ body }) => ({ status: 403, body: { error: 'access_denied', error_description: body } }),
    })
    const env = { ...service.env, PERSONCTL_CERN_SUBJECT_TOKEN: subjectToken }
    const outcome = await runPersonctl([...get, '--exchange', '--debug'], { env })
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expectNoSecretIn(outcome)
  })

  it.each<[string, string[], number, RegExp]>([
    ['nothing in the variable', ['--exchange'], 4, /no token in PERSONCTL_CERN_SUBJECT_TOKEN/],
    ['nothing on stdin', ['--exchange', '-'], 4, /no token in stdin/],
    ['a file that is not there', ['--exchange', '/nowhere/token'], 4, /\/nowhere\/token.*ENOENT/],
    ['an empty name', ['--exchange', ''], 2, /--exchange is empty/],
    ['two ways at once', ['--exchange', '-', '--device'], 2, /cannot be used together/],
    ['a service that has none', ['--service', 'cis', '--exchange', '-'], 2, /People cannot sign in to cis/],
    ['an operand', ['--exchange', '-', subjectToken], 2, /too many arguments/],
  ])('refuses %s before it sends a request', async (_, args, exitCode, message) => {
    const service = await start()
    const outcome = await runPersonctl([...get, ...args], { env: service.env })
    expect(outcome).toMatchObject({ exitCode, stdout: '' })
    expect(jsonError(outcome).message).toMatch(message)
    expect(service.requests).toEqual([])
  })

  it('refuses a token on the command line without repeating it', async () => {
    const service = await start()
    const outcome = await runPersonctl([...get, '--exchange', jwtFor('x'), '-o', 'table'], {
      env: service.env,
    })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).toContain('--exchange -')
    expect(outcome.stderr).not.toContain('eyJ')
    expect(service.requests).toEqual([])
  })
})

it.each([['--device'], ['--exchange']])('token get %s requires a client', async (way) => {
  const outcome = await runPersonctl([...get, way])
  expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
  expect(jsonError(outcome).hint).toContain('PERSONCTL_CERN_CLIENT_ID')
})

it('token get --device refuses a token URL without a realm before it sends a request', async () => {
  const service = await startCernDouble()
  const env = { ...service.env, PERSONCTL_CERN_TOKEN_URL: `${service.origin}/token` }
  const outcome = await runPersonctl([...get, '--device'], { env })
  expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
  expect(jsonError(outcome).message).toContain('PERSONCTL_CERN_TOKEN_URL')
  expect(service.requests).toEqual([])
})
