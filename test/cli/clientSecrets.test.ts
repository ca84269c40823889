import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { bin } from '../helpers/personctlProcess.ts'
import { environment, jsonError } from '../helpers/runPersonctl.ts'
import { accessToken, startServiceDouble } from './helpers/serviceDouble.ts'
import { listStoredSecrets, userFolder, userWithKeyring } from './helpers/userFolder.ts'

const secret = 'hunter2-is-the-s3cret'
const person = profile({ first_name: value('Ada') })
const add = ['context', 'add', 'work', '--preset', 'mozilla', '--client-id', 'sync', '--no-check']
const toFile = ['--secret-store', 'file']

describe('context add', () => {
  it('reads a client secret from stdin with or without an end of line', async () => {
    for (const [args, stdin] of [
      [['--client-secret-stdin'], secret],
      [['--client-secret-file', '-'], `\ufeff ${secret} \r\nnot this\n`],
    ] as const) {
      const user = userFolder()
      const { exitCode, stderr } = await user.run([...add, ...toFile, ...args], { stdin })
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
      expect(listStoredSecrets(user)).toEqual([`${secret}\n`])
    }
  })

  it('reads a client secret from a file', async () => {
    const user = userFolder()
    const path = join(dirname(user.path), 'secret.txt')
    writeFileSync(path, `${secret}\nmore\n`)
    await user.run([...add, ...toFile, '--client-secret-file', path])
    expect(listStoredSecrets(user)).toEqual([`${secret}\n`])
  })

  it.each<[string, string[], string, RegExp]>([
    ['an empty stdin', ['--client-secret-stdin'], '\n', /first line of stdin is empty/],
    [
      'a file that is not there',
      ['--client-secret-file', '/nowhere/x'],
      '',
      /\/nowhere\/x cannot be read: ENOENT/,
    ],
    ['two places', ['--client-secret-file', 'x', '--client-secret-stdin'], secret, /cannot be used together/],
    ['a flag', ['--client-secret', secret], '', /No flag takes a secret/],
    ['a flag in one word', [`--client-secret=${secret}`], '', /No flag takes a secret/],
  ])('takes no client secret from %s', async (_, args, stdin, message) => {
    const user = userFolder()
    const outcome = await user.run([...add, ...args], { stdin })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).toMatch(message)
    expect(outcome.stderr).not.toContain(secret)
    expect(existsSync(user.path)).toBe(false)
  })

  it('takes no client secret without a client id', async () => {
    const user = userFolder()
    const args = ['context', 'add', 'work', '--preset', 'mozilla', '--client-secret-stdin']
    const outcome = await user.run(args, { stdin: secret })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({ hint: 'Add --client-id.' })
  })

  it('adds a context without a secret if nobody can be asked', async () => {
    const user = userFolder()
    const added = await user.run(add, { stdin: 'open' })
    expect(added.exitCode).toBe(0)
    expect(JSON.parse(added.stderr).notice).toMatchObject({ code: 'no_secret' })
    expect(Object.keys(user.files())).toEqual(['contexts.json'])
    const outcome = await user.run(['user', 'get', 'ada', '-c', 'work'])
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      message: 'The client id is "sync", but no secret is set for it.',
      hint: expect.stringContaining('personctl context set work --service cis --client-secret-file FILE'),
    })
  })
})

describe('with a keyring, personctl', () => {
  it('stores a secret in the keyring only, and reads it from there', async () => {
    const user = userWithKeyring()
    const service = await startServiceDouble({ user: () => ({ body: person }) })
    const place = ['--url', service.origin, '--token-url', `${service.origin}/oauth/token`]
    const added = await user.run([...add, ...place, '--client-secret-stdin'], { stdin: secret })
    expect(added).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(added.stdout).cis.clientSecret).toBe('keyring')
    expect(Object.values(user.keyring())).toEqual([secret])
    const [id] = Object.keys(user.keyring()).map((key) => key.replace('personctl/', ''))
    expect(user.files()).toEqual({
      'contexts.json': expect.not.stringContaining(secret),
      // For the sweep, which finds with it what killed processes have left in the keyring.
      [`secrets/${id}.keyring`]: '1\n',
    })
    expect(user.contexts().secretStore).toBe('keyring')

    expect(await user.run(['user', 'get', 'ada', '-c', 'work'])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(service.requests[0]?.body ?? '')).toMatchObject({ client_secret: secret })
    const asked = user.keyringProcesses().length
    // The token of the first command is enough for the second: the keyring is left alone.
    expect(await user.run(['user', 'get', 'ada', '-c', 'work'])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(user.keyringProcesses()).toHaveLength(asked)
  })

  it('removes a secret with its context, and replaces it by another', async () => {
    const user = userWithKeyring()
    await user.run([...add, '--client-secret-stdin'], { stdin: secret })
    await user.run(['context', 'set', 'work', '--client-secret-stdin', '--no-check'], { stdin: 'another' })
    expect(Object.values(user.keyring())).toEqual(['another'])
    await user.run(['context', 'set', 'work', '--client-id', 'other'])
    expect(user.keyring()).toEqual({})
    await user.run(['context', 'set', 'work', '--client-secret-stdin', '--no-check'], { stdin: secret })
    const { stdout } = await user.run(['context', 'remove', 'work'])
    expect(JSON.parse(stdout)).toMatchObject({ secrets: 1 })
    expect(user.keyring()).toEqual({})
  })

  it('stores a long secret in pieces because Windows takes 2,560 bytes', async () => {
    const user = userWithKeyring({ FAKE_KEYRING_LIMIT: '2560' })
    const service = await startServiceDouble({ user: () => ({ body: person }) })
    const long = `${'é'.repeat(900)}${'👩'.repeat(700)}${'x'.repeat(900)}`
    const place = ['--url', service.origin, '--token-url', `${service.origin}/oauth/token`]
    await user.run([...add, ...place, '--client-secret-stdin'], { stdin: long })
    expect(Object.keys(user.keyring()).length).toBeGreaterThan(1)
    await user.run(['user', 'get', 'ada', '-c', 'work'])
    expect(JSON.parse(service.requests[0]?.body ?? '')).toMatchObject({ client_secret: long })
    await user.run(['context', 'remove', 'work'])
    expect(user.keyring()).toEqual({})
  })

  it('warns once if the keyring refuses, and uses a file from then on', async () => {
    const user = userWithKeyring({ FAKE_KEYRING_REFUSES: 'yes' })
    const first = await user.run([...add, '--client-secret-stdin'], { stdin: secret })
    expect(first.exitCode).toBe(0)
    const { code, message } = JSON.parse(first.stderr).notice
    expect(code).toBe('secret_in_file')
    expect(message).toContain('The keyring is locked.')
    expect(message).toContain(user.at('secrets'))
    const second = await user.run(['context', 'add', 'home', ...add.slice(3), '--client-secret-stdin'], {
      stdin: secret,
    })
    expect(second).toMatchObject({ exitCode: 0, stderr: '' })
    expect(listStoredSecrets(user)).toEqual([`${secret}\n`, `${secret}\n`])
    expect(user.keyringProcesses()).toHaveLength(1)
  })

  it('fails if the keyring refuses and was requested', async () => {
    const user = userWithKeyring({ FAKE_KEYRING_REFUSES: 'yes' })
    const args = [...add, '--client-secret-stdin', '--secret-store', 'keyring']
    const outcome = await user.run(args, { stdin: secret })
    expect(outcome).toMatchObject({ exitCode: 1, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({ hint: expect.stringContaining('--secret-store file') })
    expect(existsSync(user.at('contexts.json'))).toBe(false)
  })

  it('reports a missing credential if the keyring refuses later, and what it cannot remove', async () => {
    const user = userWithKeyring()
    await user.run([...add, '--client-secret-stdin'], { stdin: secret })
    const locked = { env: { FAKE_KEYRING_REFUSES: 'yes' } }
    const outcome = await user.run(['user', 'get', 'ada', '-c', 'work'], locked)
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      message: expect.stringMatching(/cannot be read from the system's keyring.*The keyring is locked/),
      hint: expect.stringContaining('unlocked'),
    })
    const removed = await user.run(['context', 'remove', 'work'], locked)
    expect(removed.exitCode).toBe(0)
    expect(JSON.parse(removed.stderr).notice).toMatchObject({ code: 'secret_left' })
  })

  // Where D-Bus is, and personctl asks it.
  it.skipIf(process.platform !== 'linux')(
    'waits no longer than three seconds for a keyring that never responds',
    async () => {
      const user = userFolder()
      const bus = join(dirname(user.path), 'bus')
      const server = createServer(() => {})
      server.listen(bus)
      await once(server, 'listening')
      onTestFinished(() => void server.close())
      const env = { DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}` }
      const { exitCode, stderr } = await user.run([...add, '--client-secret-stdin'], { stdin: secret, env })
      expect(exitCode).toBe(0)
      expect(JSON.parse(stderr).notice.message).toContain('it did not respond within 3 s')
      expect(listStoredSecrets(user)).toEqual([`${secret}\n`])
    },
    60_000,
  )
})

describe('a secret in a file', () => {
  it.skipIf(process.platform === 'win32')('causes a warning if others may read the file', async () => {
    const user = userFolder()
    const service = await startServiceDouble({ user: () => ({ body: person }) })
    const place = ['--url', service.origin, '--token-url', `${service.origin}/oauth/token`]
    await user.run([...add, ...place, ...toFile, '--client-secret-stdin', '--use'], { stdin: secret })
    const [name = ''] = readdirSync(user.at('secrets'))
    chmodSync(user.at('secrets', name), 0o644)
    const { exitCode, stderr } = await user.run(['user', 'get', 'ada'])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stderr).notice).toMatchObject({
      code: 'secret_exposed',
      hint: `Run chmod 600 ${user.at('secrets', name)}.`,
    })
  })

  it('is not used for a client of another id', async () => {
    const user = userFolder()
    await user.run([...add, ...toFile, '--client-secret-stdin', '--use'], { stdin: secret })
    const outcome = await user.run(['user', 'get', 'ada'], { env: { PERSONCTL_CIS_CLIENT_ID: 'other' } })
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(jsonError(outcome).message).toBe('The client id is "other", but no secret is set for it.')
  })
})

describe('personctl writes neither secret nor token outside its store', () => {
  const commands = (origin: string): [string[], string?][] => [
    [
      [...add, '--url', origin, '--token-url', `${origin}/oauth/token`, '--client-secret-stdin', '--use'],
      secret,
    ],
    [['context', 'show', '--origin', '-o', 'table']],
    [['context', 'list', '-o', 'csv']],
    [['user', 'get', 'ada', '--debug']],
    [['user', 'get', 'ada', 'bob', '--debug', '-o', 'yaml']],
    [['user', 'get', 'echo', '--debug']],
    [['token', 'inspect', '-o', 'table', '--debug']],
    [['doctor', '--debug', '-o', 'table']],
    [['doctor', '--no-token-cache', '-o', 'json']],
    [['context', 'set', 'work', '--scope', 'display:staff', '--debug']],
    [['user', 'get', 'ada', '--debug', '--no-token-cache']],
  ]
  // Whatever is asked for by this name, the service repeats all that it was sent.
  const service = () =>
    startServiceDouble({
      user: (request) =>
        request.url.includes('echo')
          ? { status: 400, body: JSON.stringify(request.headers) }
          : { body: person },
    })

  it.each(['keyring', 'file'] as const)(
    'if the store is the %s',
    async (store) => {
      const user = store === 'keyring' ? userWithKeyring() : userFolder()
      const { origin } = await service()
      let written = ''
      for (const [args, stdin = ''] of commands(origin)) {
        const { stdout, stderr } = await user.run(
          args[1] === 'add' ? [...args, '--secret-store', store] : args,
          { stdin },
        )
        written += stdout + stderr
      }
      expect(written).toContain('debug: ')
      expect(written).not.toContain(secret)
      expect(written).not.toContain(accessToken)
      const holding = (text: string) =>
        Object.entries(user.files())
          .filter(([, content]) => content.includes(text))
          .map(([name]) => dirname(name))
      expect(holding(secret)).toEqual(store === 'file' ? ['secrets'] : [])
      expect(new Set(holding(accessToken))).toEqual(new Set(['tokens']))

      await user.run(['context', 'remove', 'work'])
      expect(Object.keys(user.files())).toEqual(['contexts.json'])
      expect(JSON.stringify(user.contexts())).not.toContain('work')
    },
    60_000,
  )

  it('nor to the environment or the command line of a keyring process', async () => {
    const user = userWithKeyring()
    const { origin, env } = await service()
    await user.run(commands(origin)[0]?.[0] ?? [], { stdin: secret })
    // With a secret of the environment, beside the one that is kept.
    const other = {
      PERSONCTL_CERN_CLIENT_SECRET: 'an0ther-s3cret',
      PERSONCTL_CIS_URL: env['PERSONCTL_CIS_URL'] ?? '',
    }
    await user.run(['user', 'get', 'ada'], { env: other })
    const processes = user.keyringProcesses()
    expect(processes.length).toBeGreaterThan(1)
    for (const { argv, env } of processes) {
      expect(JSON.stringify({ argv, env })).not.toMatch(/s3cret/)
      expect(Object.keys(env).filter((name) => name.startsWith('PERSONCTL_'))).toEqual([])
    }
  })

  // The system's own view of a personctl that is at work, and of the processes it has started.
  it.skipIf(process.platform !== 'linux')(
    'nor to the command line or the environment that the system shows',
    async () => {
      const user = userFolder()
      const { origin } = await startServiceDouble({ user: () => undefined })
      const args = [...(commands(origin)[0]?.[0] ?? []), ...toFile]
      await user.run(args, { stdin: secret })
      const child = spawn(process.execPath, [bin, 'user', 'get', 'ada', '--debug'], {
        env: environment(user.env),
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      let stderr = ''
      for await (const text of child.stderr.setEncoding('utf8')) {
        stderr += text
        if (stderr.includes('/v2/user/')) break
      }
      const shown = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${child.pid}/${name}`, 'utf8'))
      child.kill('SIGKILL')
      expect(shown.join()).toContain('personctl')
      expect(shown.join()).not.toContain(secret)
    },
  )
})
