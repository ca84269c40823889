import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { startServiceDouble } from '../cli/helpers/serviceDouble.ts'
import { type UserFolder, userFolder, userWithKeyring } from '../cli/helpers/userFolder.ts'
import { profile, value } from './cisProfiles.ts'
import { runPersonctlProcess } from './personctlProcess.ts'

const preload = fileURLToPath(new URL('killBeforeWrite.mjs', import.meta.url))
const person = { body: profile({ first_name: value('Ada') }) }

/** A command that is to be killed. */
interface Victim {
  readonly args: readonly string[]
  readonly stdin?: string
  readonly env?: Readonly<Record<string, string>>
}

/**
 * Runs a command again and again, killed before its first write, in the middle of it, before the second one, and so on,
 * until it succeeds. Returns the number of those that were killed.
 */
async function killAtEachWrite(user: UserFolder, command: (attempt: number) => Victim): Promise<number> {
  const options = [user.env['NODE_OPTIONS'], `--import=${preload}`].join(' ')
  for (let attempt = 1; ; attempt += 1) {
    const { args, stdin = '', env = {} } = command(attempt)
    const { exitCode, stderr } = await runPersonctlProcess(args, {
      env: { ...user.env, ...env, NODE_OPTIONS: options, KILL_BEFORE: String(attempt) },
      stdin,
    })
    if (exitCode === 0) return attempt - 1
    expect({ args, exitCode, stderr: stderr.replace(/^.*"notice".*\n/gm, '') }).toEqual({
      args,
      exitCode: null,
      stderr: '',
    })
  }
}

/** The settings of a service, as far as these tests look at them. */
interface WithSecret {
  readonly cis?: { readonly clientSecret?: { readonly id: string } }
}

const contextsOf = (user: UserFolder) => user.contexts().contexts as Record<string, WithSecret>

/** Returns the last context of the user. */
const lastOf = (user: UserFolder) => Object.keys(contextsOf(user)).at(-1) ?? ''

/** Copies the last context. In processes of their own: what this process leaves behind is not swept while it runs. */
async function copyContexts(user: UserFolder, count: number): Promise<void> {
  const name = lastOf(user)
  for (let index = 1; index <= count; index += 1) {
    await runPersonctlProcess(['context', 'copy', name, `more${index}`], { env: user.env })
  }
}

/**
 * Kills commands at every write, with secrets in files or in a keyring. Checks that no context loses its secret, and that
 * nothing of a secret or a token is left after `context remove` and `token forget`. Returns how many were killed, by command.
 */
export async function killCommands(kind: 'file' | 'keyring'): Promise<Record<string, number>> {
  const withKeyring = kind === 'keyring' ? userWithKeyring() : undefined
  const user = withKeyring ?? userFolder()
  const everything = () => JSON.stringify([user.files(), withKeyring?.keyring()])
  const { origin } = await startServiceDouble({
    user: () => person,
    token: ({ body }) => {
      const { client_secret: secret, scope } = JSON.parse(body)
      return {
        body: { access_token: `t0ken-of-${secret}-${scope}`, token_type: 'Bearer', expires_in: 3600 },
      }
    },
  })
  const urls = ['--service', 'cis', '--url', origin, '--token-url', `${origin}/oauth/token`]
  const secretFlags = ['--client-secret-stdin', '--secret-store', kind, '--no-check']

  const commands: Record<string, (attempt: number) => Victim> = {
    'context add': (attempt) => ({
      args: ['context', 'add', `c${attempt}`, ...urls, '--client-id', 'x', ...secretFlags],
      stdin: `s3cret-${attempt}`,
    }),
    'context set': (attempt) => ({
      args: ['context', 'set', lastOf(user), ...secretFlags],
      stdin: `new-s3cret-${attempt}`,
    }),
    'context use': () => ({ args: ['context', 'use', lastOf(user)] }),
    'context copy': (attempt) => ({ args: ['context', 'copy', lastOf(user), `copy${attempt}`] }),
    'token get': (attempt) => ({
      args: ['token', 'get', '--service', 'cis', '-c', lastOf(user)],
      env: { PERSONCTL_CIS_SCOPE: `scope${attempt}` },
    }),
    'user get': (attempt) => ({
      args: ['user', 'get', 'ada', '-c', lastOf(user)],
      env: { PERSONCTL_CIS_SCOPE: `other${attempt}` },
    }),
    'context rename': (attempt) => ({ args: ['context', 'rename', lastOf(user), `renamed${attempt}`] }),
    'context set --client-id': (attempt) => ({
      args: ['context', 'set', Object.keys(contextsOf(user))[0] ?? '', '--client-id', `y${attempt}`],
    }),
    'context remove': () => ({ args: ['context', 'remove', lastOf(user)] }),
    'token forget': () => ({ args: ['token', 'forget'] }),
  }
  const killed: Record<string, number> = {}
  for (const [name, command] of Object.entries(commands)) {
    // These change contexts.json alone, as with secrets in files.
    if (kind === 'keyring' && ['context use', 'context rename'].includes(name)) continue
    // Some that are killed have removed one.
    if (name === 'context remove') await copyContexts(user, 10)
    killed[name] = await killAtEachWrite(user, command)
    // Each context still has the secret that it refers to.
    for (const { cis } of Object.values(contextsOf(user))) {
      if (cis?.clientSecret !== undefined) expect(everything()).toContain(`${cis.clientSecret.id}"`)
    }
    if (name === 'user get') expect(everything()).toMatch(/s3cret.*t0ken/)
  }
  expect(Math.min(...Object.values(killed))).toBeGreaterThan(0)
  expect(Object.keys(contextsOf(user)).length).toBeGreaterThan(1)

  for (const context of Object.keys(contextsOf(user))) {
    expect(await user.run(['context', 'remove', context])).toMatchObject({ exitCode: 0 })
  }
  expect(await user.run(['token', 'forget'])).toMatchObject({ exitCode: 0, stderr: '' })
  expect(Object.keys(user.files())).toEqual(['contexts.json'])
  expect(withKeyring?.keyring() ?? {}).toEqual({})
  expect(everything()).not.toMatch(/s3cret|t0ken/)
  return killed
}
