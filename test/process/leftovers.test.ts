import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { startServiceDouble } from '../cli/helpers/serviceDouble.ts'
import { type UserFolder, userFolder } from '../cli/helpers/userFolder.ts'
import { profile, value } from '../helpers/cisProfiles.ts'
import { runPersonctlProcess } from '../helpers/personctlProcess.ts'

const preload = fileURLToPath(new URL('../helpers/killBeforeWrite.mjs', import.meta.url))
const person = { body: profile({ first_name: value('Ada') }) }

/** Runs a command again and again, killed before its first write, before its second one, and so on. Returns how often. */
async function killAtEachWrite(
  user: UserFolder,
  command: (attempt: number) => readonly string[],
  secret: (attempt: number) => string,
): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const env = { ...user.env, NODE_OPTIONS: `--import=${preload}`, KILL_BEFORE: String(attempt) }
    const { exitCode, stderr } = await runPersonctlProcess(command(attempt), { env, stdin: secret(attempt) })
    if (exitCode === 0) return attempt - 1
    expect({ exitCode, stderr: stderr.replace(/^.*"notice".*\n/gm, '') }).toEqual({
      exitCode: null,
      stderr: '',
    })
  }
}

describe.skipIf(process.platform === 'win32')('commands that are killed at every write', () => {
  it('leave nothing of a secret or a token after context remove and token forget', async () => {
    const user = userFolder()
    let tokens = 0
    const { origin } = await startServiceDouble({
      user: () => person,
      token: () => {
        tokens += 1
        return { body: { access_token: `t0ken-${tokens}`, token_type: 'Bearer', expires_in: 3600 } }
      },
    })
    const urls = [
      '--service',
      'cis',
      '--url',
      origin,
      '--token-url',
      `${origin}/oauth/token`,
      '--client-id',
      'x',
    ]
    const secretFlags = ['--client-secret-stdin', '--secret-store', 'file', '--no-check']
    const secret = (attempt: number) => `s3cret-${attempt}`

    let killed = await killAtEachWrite(
      user,
      (attempt) => ['context', 'add', `c${attempt}`, ...urls, ...secretFlags],
      secret,
    )
    const [name = ''] = Object.keys(user.contexts().contexts)
    killed += await killAtEachWrite(user, () => ['context', 'set', name, ...secretFlags], secret)
    killed += await killAtEachWrite(
      user,
      () => ['user', 'get', 'ada', '-c', name],
      () => '',
    )
    killed += await killAtEachWrite(
      user,
      (attempt) => ['context', 'copy', name, `copy${attempt}`],
      () => '',
    )
    expect(killed).toBeGreaterThanOrEqual(40)
    expect(JSON.stringify(user.files())).toMatch(/s3cret/)
    expect(JSON.stringify(user.files())).toMatch(/t0ken/)

    for (const context of Object.keys(user.contexts().contexts)) {
      expect(await user.run(['context', 'remove', context])).toMatchObject({ exitCode: 0, stderr: '' })
    }
    expect(await user.run(['token', 'forget'])).toMatchObject({ exitCode: 0, stderr: '' })
    expect(Object.keys(user.files())).toEqual(['contexts.json'])
    expect(JSON.stringify(user.files())).not.toMatch(/s3cret|t0ken/)
  }, 300_000)

  it('leave nothing after context remove that was killed, and token forget', async () => {
    const user = userFolder()
    const add = ['context', 'add', 'work', '--preset', 'cern', '--client-id', 'x', '--client-secret-stdin']
    await runPersonctlProcess([...add, '--secret-store', 'file', '--no-check'], {
      env: user.env,
      stdin: 's3cret',
    })
    await killAtEachWrite(
      user,
      (attempt) =>
        attempt === 1 || 'work' in user.contexts().contexts
          ? ['context', 'remove', 'work']
          : ['context', 'list'],
      () => '',
    )
    await user.run(['token', 'forget'])
    expect(JSON.stringify(user.files())).not.toContain('s3cret')
  }, 120_000)
})

it('token forget removes tokens from a folder that tokens links to, and nothing else', async () => {
  const user = userFolder()
  const { env } = await startServiceDouble({ user: () => person })
  const elsewhere = join(dirname(user.path), 'elsewhere')
  mkdirSync(elsewhere)
  mkdirSync(user.path)
  writeFileSync(join(elsewhere, 'letter.txt'), 'Dear all')
  symlinkSync(elsewhere, user.at('tokens'))
  expect(await user.run(['user', 'get', 'ada'], { env })).toMatchObject({ exitCode: 0 })
  expect(readdirSync(elsewhere)).toHaveLength(2)
  const { stdout } = await user.run(['token', 'forget'])
  expect(JSON.parse(stdout)).toEqual({ tokens: 1 })
  expect(readdirSync(elsewhere)).toEqual(['letter.txt'])
  expect(existsSync(user.at('tokens'))).toBe(true)
})
