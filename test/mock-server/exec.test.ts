import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runMockProcess, spawnMock } from '../helpers/mockProcess.ts'
import { temporaryFile } from '../helpers/temporaryFile.ts'

type RunSettings = Parameters<typeof runMockProcess>[1]

/** Runs JavaScript in a Node of its own, with the mock. */
function execScript(script: string, flags: readonly string[] = [], settings: RunSettings = {}) {
  return runMockProcess(['exec', ...flags, '--', process.execPath, '-e', script], settings)
}

/** The environment that a command finds. */
async function environment(flags: readonly string[] = [], settings: RunSettings = {}) {
  const outcome = await execScript('console.log(JSON.stringify(process.env))', flags, settings)
  expect(outcome).toMatchObject({ code: 0, stderr: '' })
  return JSON.parse(outcome.stdout) as Record<string, string>
}

describe('the command', () => {
  test('finds the ready mock in its environment, and is the only one to write to stdout', async () => {
    const { code, stdout, stderr } = await execScript(`
      const { PERSONCTL_CIS_URL: url, ...env } = process.env
      const token = await fetch(env.PERSONCTL_CIS_TOKEN_URL, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          audience: env.PERSONCTL_CIS_AUDIENCE,
          client_id: env.PERSONCTL_CIS_CLIENT_ID,
          client_secret: env.PERSONCTL_CIS_CLIENT_SECRET,
        }),
      }).then((response) => response.json())
      const headers = { authorization: 'Bearer ' + token.access_token }
      const response = await fetch(url + '/v2/user/primary_email/ada.lovelace@example.org', { headers })
      console.log((await response.json()).first_name.value)
    `)
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'Ada\n', stderr: '' })
  })

  test('reads stdin and writes stderr', async () => {
    const script = 'process.stdin.pipe(process.stderr)'
    expect(await execScript(script, [], { stdin: 'over\n' })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'over\n',
    })
  })

  test('gets its arguments unchanged, also without --', async () => {
    const args = ['--port', '80', '--', '-h', 'a b', '$HOME', '']
    const script = 'console.log(JSON.stringify(process.argv.slice(1)))'
    const command = [process.execPath, '-e', script, '--', ...args]
    for (const line of [
      ['--', ...command],
      ['--seed', '3', ...command],
    ])
      expect(JSON.parse((await runMockProcess(['exec', ...line])).stdout)).toEqual(args)
  })

  test('determines the exit code, also if a signal ends it', async () => {
    expect((await execScript('process.exit(37)')).code).toBe(37)
    expect((await execScript('process.kill(process.pid, "SIGKILL")')).code).toBe(137)
  })

  test('fails in one line with exit code 127 or 126 if it cannot be run', async () => {
    expect(await runMockProcess(['exec', '--', 'no-such-command', 'x'])).toEqual({
      code: 127,
      stdout: '',
      stderr: "personctl-mock: cannot run 'no-such-command': the command does not exist\n",
    })
    const file = await temporaryFile('plain.txt', 'text')
    expect(await runMockProcess(['exec', '--', file])).toEqual({
      code: 126,
      stdout: '',
      stderr: `personctl-mock: cannot run '${file}': EACCES\n`,
    })
  })
})

describe('the mock', () => {
  test('stops with the command, even if a response is pending', async () => {
    const script = `
      const { connect } = require('node:net')
      const { port } = new URL(process.env.PERSONCTL_MOCK_URL)
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write('GET /v2/version HTTP/1.1\\r\\nHost: x\\r\\nExpect: 100-continue\\r\\n\\r\\n')
      })
      socket.once('data', () => { console.log(port); process.exit(3) })
    `
    const { code, stdout } = await execScript(script, ['--latency', '600000'])
    expect(code).toBe(3)
    const socket = connect(Number(stdout), '127.0.0.1')
    await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('logs to stderr', async () => {
    const script = 'await fetch(process.env.PERSONCTL_MOCK_URL + "/v2/version")'
    expect(await execScript(script, ['--log'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(/^GET \/v2\/version 200 [\d.]+ ms\n$/),
    })
  })
})

describe('a signal to stop', () => {
  async function running(script: string) {
    const child = spawnMock(['exec', '--', process.execPath, '-e', `${script}; console.log('running')`])
    onTestFinished(() => void child.kill('SIGKILL'))
    const exited = once(child, 'exit')
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
    expect(line).toBe('running\n')
    return { child, exited }
  }

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'it hands %s on, and ends as the command does',
    async (signal) => {
      const { child, exited } = await running(`
      setInterval(() => {}, 1000)
      process.on('${signal}', () => { console.log('cleaned up'); process.exit(5) })
    `)
      child.kill(signal)
      expect(await text(child.stdout)).toBe('cleaned up\n')
      expect(await exited).toEqual([5, null])
    },
  )

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)(
    'it ends with 128 and the number of %s where the command does not mind',
    async (signal, code) => {
      const { child, exited } = await running('setInterval(() => {}, 1000)')
      child.kill(signal)
      expect(await exited).toEqual([code, null])
    },
  )

  test('lets a command continue that does not stop yet', async () => {
    const { child, exited } = await running(`
      process.on('SIGTERM', () => console.log('not yet'))
      process.on('SIGINT', () => process.exit(0))
      setInterval(() => {}, 1000)
    `)
    child.kill('SIGTERM')
    const [line] = await once(child.stdout, 'data')
    expect(line).toBe('not yet\n')
    child.kill('SIGINT')
    expect(await exited).toEqual([0, null])
  })
})

describe('the environment', () => {
  test('contains the URLs of the mock and of each service, on a free port', async () => {
    const { PERSONCTL_MOCK_URL: url, ...env } = await environment()
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect(url).not.toContain(':4010')
    expect(env).toMatchObject({
      PERSONCTL_CIS_URL: url,
      PERSONCTL_CIS_TOKEN_URL: `${url}/oauth/token`,
      PERSONCTL_CIS_AUDIENCE: 'api.sso.mozilla.com',
      PERSONCTL_CIS_CLIENT_ID: 'demo',
      PERSONCTL_CIS_CLIENT_SECRET: 'demo-secret',
    })
  })

  test('contains the first client of the flags, or demo from the data file', async () => {
    const reader = ['--client', 'reader:s3cret:display:staff', '--client', 'other:x']
    expect(await environment(reader)).toMatchObject({
      PERSONCTL_CIS_CLIENT_ID: 'reader',
      PERSONCTL_CIS_CLIENT_SECRET: 's3cret',
    })
    const clients = [
      { id: 'portal', secret: 'a' },
      { id: 'demo', secret: 'b' },
    ]
    const data = await temporaryFile('clients.json', JSON.stringify({ clients }))
    expect(await environment(['--data', data])).toMatchObject({
      PERSONCTL_CIS_CLIENT_ID: 'demo',
      PERSONCTL_CIS_CLIENT_SECRET: 'b',
    })
  })

  test('contains no other directory, no real credentials and no proxy for the mock', async () => {
    const own = {
      HTTP_PROXY: 'http://proxy.test',
      NO_PROXY: 'intranet.test',
      PERSONCTL_CONTEXT: 'work',
      PERSONCTL_CIS_URL: 'https://person.api.sso.mozilla.com',
      PERSONCTL_CIS_TOKEN: 'real',
      PERSONCTL_CERN_CLIENT_SECRET_FILE: '/run/secrets/real',
      PERSONCTL_CIS_SCOPE: 'display:staff',
    }
    const { PERSONCTL_MOCK_URL: url, ...env } = await environment([], { env: own })
    expect(env).toMatchObject({
      HTTP_PROXY: 'http://proxy.test',
      NO_PROXY: 'intranet.test,127.0.0.1',
      no_proxy: 'intranet.test,127.0.0.1',
      PERSONCTL_CIS_URL: url,
      PERSONCTL_CIS_SCOPE: 'display:staff',
      PERSONCTL_CONTEXT: 'mozilla',
      PERSONCTL_NO_TOKEN_CACHE: '1',
    })
    for (const gone of ['PERSONCTL_CIS_TOKEN', 'PERSONCTL_CERN_CLIENT_SECRET_FILE'])
      expect(env).not.toHaveProperty(gone)
  })

  test('contains additional variables from --env', async () => {
    const flags = [
      ...[
        '--env',
        'PERSON_API={PERSONCTL_CIS_URL}/v2',
        '--env',
        'AUTH={"secret":"{PERSONCTL_CIS_CLIENT_SECRET}"}',
      ],
      ...['--env', 'EMPTY=', '--env', 'PERSONCTL_CIS_AUDIENCE=other', '--env', 'TWO=a=b\nc'],
    ]
    const env = await environment(flags, { env: { EMPTY: 'not' } })
    expect(env).toMatchObject({
      PERSON_API: `${env['PERSONCTL_MOCK_URL']}/v2`,
      AUTH: '{"secret":"demo-secret"}',
      EMPTY: '',
      PERSONCTL_CIS_AUDIENCE: 'other',
      TWO: 'a=b\nc',
    })
  })
})

describe('an invalid command line is rejected in one line with exit code 2, and nothing runs', () => {
  const command = ['--', process.execPath, '-p', '"ran"']
  test.each<[args: string[], line: RegExp]>([
    [[], /exec requires a command: personctl-mock exec \[flags\] -- COMMAND/],
    [['--seed', '1', '--'], /exec requires a command/],
    [['--json', ...command], /--json is a flag of personctl-mock, not of personctl-mock exec/],
    [['--prot', '1', ...command], /unknown flag --prot; did you mean --port\?/],
    [['--seed', ...command], /--seed must be a whole number, not '--'/],
    [['--people', 'many', ...command], /--people must be a whole number from 0, not 'many'/],
    [['--env', 'hunter2', ...command], /--env must be NAME=VALUE/],
    [['--env', '1A=hunter2', ...command], /--env must be NAME=VALUE/],
    [
      ['--env', 'A={PERSONCTL_SOMETHING_ELSE}', ...command],
      /--env A refers to \{PERSONCTL_SOMETHING_ELSE\}, which is not set; known are PERSONCTL_MOCK_URL, PERSONCTL_/,
    ],
    [
      ['--env', 'A={PERSONCTL_CIS_ULR}', ...command],
      /--env A refers to \{PERSONCTL_CIS_ULR\}, which is not set; did you mean \{PERSONCTL_CIS_URL\}\?/,
    ],
  ])('%j', async (args, line) => {
    const { code, stdout, stderr } = await runMockProcess(['exec', ...args])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(line)
    expect(stderr).toMatch(/^personctl-mock: [^\n]+\n$/)
    expect(stderr).not.toContain('hunter2')
  })

  test('--env is rejected without exec', async () => {
    const { code, stderr } = await runMockProcess(['--env', 'A=b'])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'personctl-mock: --env is a flag of personctl-mock exec, not of personctl-mock\n',
    })
  })
})

test('exec --help prints its own help', async () => {
  const { code, stdout } = await runMockProcess(['exec', '--help'])
  expect(code).toBe(0)
  expect(stdout).toContain('personctl-mock exec [flags] -- COMMAND')
  expect(stdout).toContain('--env NAME=VALUE')
  expect(stdout).not.toContain('--json')
})
