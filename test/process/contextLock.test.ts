import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type UserFolder, userFolder } from '../cli/helpers/userFolder.ts'
import { type Running, startPersonctl } from '../helpers/personctlProcess.ts'
import type { Outcome } from '../helpers/runPersonctl.ts'

const preload = fileURLToPath(new URL('../helpers/signalBeforeRename.mjs', import.meta.url))
const dayMs = 86_400_000

/** Starts a command that sends itself a signal just before it moves a file to a path that matches. */
function startUntilRename(
  user: UserFolder,
  args: readonly string[],
  signal: 'SIGKILL' | 'SIGSTOP',
  target: string,
  stdin = '',
): Running {
  const env = { ...user.env, NODE_OPTIONS: `--import=${preload}`, SIGNAL: signal, RENAME_TO: target }
  return startPersonctl(args, { env, stdin })
}

const add = (name: string) => ['context', 'add', name, '--preset', 'cern']
const secretFromStdin = ['--client-secret-stdin', '--secret-store', 'file', '--no-check']
const changed = 'contexts\\.json$'

/** Returns a user with a context, and a lock whose owner was killed after it had written its change. */
async function userWithStaleLock(): Promise<UserFolder> {
  const user = userFolder()
  await user.run(add('base'))
  const { exitCode } = await startUntilRename(user, add('killed'), 'SIGKILL', changed).outcome
  expect(exitCode).toBe(null)
  expect(existsSync(user.at('contexts.json.lock'))).toBe(true)
  return user
}

/** Continues a process, which may not even be suspended yet, and returns its outcome. */
async function resume({ child, outcome }: Running): Promise<Outcome> {
  const timer = setInterval(() => child.kill('SIGCONT'), 10)
  try {
    return await outcome
  } finally {
    clearInterval(timer)
  }
}

const contextNames = (user: UserFolder) => Object.keys(user.contexts().contexts).sort()

/** Stops the clock of this process, or lets it advance by a second whenever it is read. */
function setClock(stepMs: 0 | 1000): void {
  let nowMs = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
    nowMs += stepMs
    return nowMs
  })
  onTestFinished(() => clock.mockRestore())
}

describe.skipIf(process.platform === 'win32')('the lock of contexts.json', () => {
  it('leaves the old file when a process is killed between write and rename', async () => {
    const user = await userWithStaleLock()
    expect(contextNames(user)).toEqual(['base'])
    expect(await user.run(['context', 'list'])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('loses no change of 16 processes that find the lock of a killed one', async () => {
    const user = await userWithStaleLock()
    const names = Array.from({ length: 16 }, (_, index) => `team-${index}`)
    const outcomes = await Promise.all(
      names.map((name) => startPersonctl(add(name), { env: user.env }).outcome),
    )
    expect(outcomes.filter(({ exitCode, stderr }) => exitCode !== 0 || stderr !== '')).toEqual([])
    expect(contextNames(user)).toEqual(['base', ...names].sort())
    expect(Object.keys(user.files())).toEqual(['contexts.json'])
  }, 120_000)

  it('loses no change when its owner is suspended just before it renames', async () => {
    const user = userFolder()
    await user.run(add('base'))
    const suspended = startUntilRename(user, add('suspended'), 'SIGSTOP', changed)
    onTestFinished(() => void suspended.child.kill('SIGKILL'))
    await suspended.stderrHas('about to rename')

    setClock(1000)
    expect(await user.run(add('meanwhile'))).toMatchObject({ exitCode: 0, stderr: '' })
    expect(contextNames(user)).toEqual(['base', 'meanwhile'])
    expect(await resume(suspended)).toMatchObject({ exitCode: 0 })
    expect(contextNames(user)).toEqual(['base', 'meanwhile', 'suspended'])
    expect(Object.keys(user.files())).toEqual(['contexts.json'])
  })

  it('is waited for while its owner lives', async () => {
    const user = userFolder()
    await user.run(add('base'))
    const suspended = startUntilRename(user, add('first'), 'SIGSTOP', changed)
    onTestFinished(() => void suspended.child.kill('SIGKILL'))
    await suspended.stderrHas('about to rename')

    setClock(0)
    const second = user.run(add('second'))
    expect(await resume(suspended)).toMatchObject({ exitCode: 0 })
    expect(await second).toMatchObject({ exitCode: 0, stderr: '' })
    expect(Object.keys(user.contexts().contexts)).toEqual(['base', 'first', 'second'])
  })

  it.each([
    ['a day in the past', -dayMs],
    ['a day in the future', dayMs],
  ])('is taken over at once from a killed process, dated %s', async (_, offsetMs) => {
    const user = await userWithStaleLock()
    const date = new Date(Date.now() + offsetMs)
    utimesSync(user.at('contexts.json.lock'), date, date)
    setClock(0)
    expect(await user.run(add('next'))).toMatchObject({ exitCode: 0, stderr: '' })
    expect(contextNames(user)).toEqual(['base', 'next'])
    expect(Object.keys(user.files())).toEqual(['contexts.json'])
  })

  it.each([
    ['a file', (path: string) => writeFileSync(path, '')],
    ['an empty folder', (path: string) => mkdirSync(path)],
  ])('is taken at once in the presence of %s of its name', async (_, obstruct) => {
    const user = userFolder()
    await user.run(add('base'))
    obstruct(user.at('contexts.json.lock'))
    setClock(0)
    expect(await user.run(add('next'))).toMatchObject({ exitCode: 0, stderr: '' })
    expect(contextNames(user)).toEqual(['base', 'next'])
    expect(existsSync(user.at('contexts.json.lock'))).toBe(false)
  })

  it('is taken over from the owner on another machine after ten seconds', async () => {
    const user = userFolder()
    await user.run(add('base'))
    mkdirSync(user.at('contexts.json.lock'))
    const owner = '1@elsewhere.0.1-1'
    writeFileSync(user.at('contexts.json.lock', owner), '')
    setClock(1000)
    expect(await user.run(add('next'))).toMatchObject({ exitCode: 0, stderr: '' })
    expect(Object.keys(user.files())).toEqual(['contexts.json'])
  })

  it.each([
    ['context add', ['context', 'add', 'work', '--service', 'cis', '--client-id', 'x', ...secretFromStdin]],
    ['context remove', ['context', 'remove', 'work']],
  ])('%s removes the secret that a killed process has not finished to store', async (_, args) => {
    const user = userFolder()
    const addSecret = [...add('work'), '--client-id', 'x', ...secretFromStdin]
    await user.run(addSecret, { stdin: 's3cret' })
    const again = ['context', 'set', 'work', ...secretFromStdin]
    await startUntilRename(user, again, 'SIGKILL', changed, 'unfinished').outcome
    expect(Object.values(user.files())).toContain('unfinished\n')
    expect(await user.run(args, { stdin: 'another' })).toMatchObject({ exitCode: 0 })
    expect(Object.values(user.files())).not.toContain('unfinished\n')
  })
})
