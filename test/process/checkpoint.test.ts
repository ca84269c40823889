import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type PagedService, startPagedService } from '../cli/helpers/pagedService.ts'
import { bin } from '../helpers/personctlProcess.ts'
import { environment, jsonError, runPersonctl } from '../helpers/runPersonctl.ts'

const preload = fileURLToPath(new URL('../helpers/failingOutput.mjs', import.meta.url))
const failing = (settings: Record<string, string>) => ({ NODE_OPTIONS: `--import=${preload}`, ...settings })

/** A file of rows and a checkpoint, for as long as the test lasts. */
function job(format: string, service: Pick<PagedService, 'env'>) {
  const folder = mkdtempSync(join(tmpdir(), 'personctl-checkpoint-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const out = join(folder, 'out')
  const checkpoint = join(folder, 'checkpoint')
  const list = ['user', 'list', '-o', format]
  return {
    out,
    checkpoint,
    written: () => (existsSync(out) ? readFileSync(out, 'utf8') : ''),
    isStored: () => existsSync(checkpoint),
    /** The whole list, as a run that nothing happens to writes it. */
    whole: async () => (await runPersonctl(list, { env: service.env })).stdout,
    /** Starts the list in a process of its own whose stdout is the file. */
    start(
      env: Record<string, string> = {},
      { args = ['--checkpoint', checkpoint], flags = 'a' }: { args?: readonly string[]; flags?: string } = {},
    ) {
      const descriptor = openSync(out, flags)
      const child = spawn(process.execPath, [bin, ...list, ...args], {
        env: environment({ ...service.env, ...env }),
        stdio: ['ignore', descriptor, 'pipe'],
      })
      closeSync(descriptor)
      let stderr = ''
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        stderr += text
      })
      const outcome = new Promise<{ exitCode: number | null; stdout: string; stderr: string }>((resolve) => {
        child.once('close', (exitCode) => resolve({ exitCode, stdout: '', stderr }))
      })
      return { child, outcome }
    },
    run(env: Record<string, string> = {}, options: { args?: readonly string[]; flags?: string } = {}) {
      return this.start(env, options).outcome
    },
  }
}

describe.skipIf(process.platform === 'win32')('--checkpoint', () => {
  it('writes each row once if the list is killed at any write', async () => {
    const service = await startPagedService([1, 0, 2])
    const whole = await job('csv', service).whole()
    let killAt = 1
    for (; ; killAt += 1) {
      const list = job('csv', service)
      const { exitCode } = await list.run(failing({ KILL_AT: String(killAt) }))
      if (exitCode === 0) break
      expect(await list.run()).toEqual({ exitCode: 0, stdout: '', stderr: '' })
      expect(list.written(), `killed at ${killAt}`).toBe(whole)
      expect(list.isStored()).toBe(false)
    }
    expect(killAt).toBeGreaterThan(15)
  })

  it('writes each row once if every run is killed a little later than the one before', async () => {
    const service = await startPagedService([2, 1, 0, 3, 2])
    const list = job('csv', service)
    for (let killAt = 3; ; killAt += 1) {
      const { exitCode } = await list.run(failing({ KILL_AT: String(killAt) }))
      if (exitCode === 0) break
      expect(killAt).toBeLessThan(40)
    }
    expect(list.written()).toBe(await list.whole())
  })

  it('writes each row once if the list is killed at random moments', async () => {
    const service = await startPagedService(Array.from({ length: 12 }, () => 5))
    const list = job('ndjson', service)
    const whole = await list.whole()
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const { child, outcome } = list.start()
      await sleep(100 + Math.random() * 300)
      child.kill('SIGKILL')
      await outcome
      // A list that was killed before its end has a checkpoint, or no row yet.
      if (!list.isStored() && list.written() !== '') break
    }
    if (list.isStored() || list.written() === '') await list.run()
    expect(list.written()).toBe(whole)
  })

  it.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stores the position in the middle of a page at %s', async (signal, exitCode) => {
    const service = await startPagedService([3, 2, 4], (count) => (count === 3 ? 'never' : undefined))
    const list = job('csv', service)
    const { child, outcome } = list.start()
    for (let waited = 0; !list.written().includes('ad|x|p4') && waited < 60_000; waited += 20) await sleep(20)
    child.kill(signal)
    const ended = await outcome
    expect(ended.exitCode).toBe(exitCode)
    expect(ended.stderr).toContain('5 rows are written. To continue after them, run the same command again.')
    expect(await list.run()).toMatchObject({ exitCode: 0 })
    expect(list.written()).toBe(await list.whole())
  })

  it('is taken over from a process that was killed before it wrote who it is', async () => {
    const list = job('csv', await startPagedService([1, 2]))
    writeFileSync(`${list.checkpoint}.lock`, '')
    expect(await list.run()).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    expect(list.written()).toBe(await list.whole())
    expect(existsSync(`${list.checkpoint}.lock`)).toBe(false)
  })

  it('is used by one process at a time, until that has ended or is killed', async () => {
    const service = await startPagedService([3, 2, 4], (count) => (count === 3 ? 'never' : undefined))
    const list = job('csv', service)
    const { child, outcome } = list.start()
    for (let waited = 0; !list.written().includes('ad|x|p4') && waited < 60_000; waited += 20) await sleep(20)
    const other = await list.run()
    expect(other.exitCode).toBe(2)
    expect(other.stderr).toContain(
      `Another process (${child.pid}) is using the checkpoint ${list.checkpoint}.`,
    )
    expect(service.pageRequests()).toHaveLength(3)
    child.kill('SIGKILL')
    await outcome
    expect(await list.run()).toEqual({ exitCode: 0, stdout: '', stderr: '' })
    expect(list.written()).toBe(await list.whole())
    expect(existsSync(`${list.checkpoint}.lock`)).toBe(false)
  })

  it.skipIf(process.platform !== 'linux')(
    'takes over from a killed process that nobody waits for, as in a container',
    async () => {
      const service = await startPagedService([3, 2])
      const list = job('csv', service)
      const script = '"$@" >> "$OUT" & exec sleep 60'
      const command = [process.execPath, bin, 'user', 'list', '-o', 'csv', '--checkpoint', list.checkpoint]
      const parent = spawn('sh', ['-c', script, 'sh', ...command], {
        env: environment({ ...service.env, ...failing({ KILL_AT: '8' }), OUT: list.out }),
        stdio: 'ignore',
      })
      onTestFinished(() => void parent.kill())
      const lock = `${list.checkpoint}.lock`
      const state = () => {
        const id = existsSync(lock) ? readFileSync(lock, 'utf8').split('@')[0] : undefined
        return id === undefined || id === '' ? '' : readFileSync(`/proc/${id}/stat`, 'utf8')
      }
      for (let waited = 0; !state().includes(') Z ') && waited < 30_000; waited += 20) await sleep(20)
      expect(state()).toContain(') Z ')
      expect(await list.run()).toMatchObject({ exitCode: 0 })
      expect(list.written()).toBe(await list.whole())
    },
  )

  it.each([
    ['refuses', 'uses it still', 0, 2],
    ['takes over', 'has not used it for 10 minutes', 601_000, 0],
  ])('%s a checkpoint of another machine, which %s', async (_, _state, ageMs, exitCode) => {
    const service = await startPagedService([1])
    const list = job('ndjson', service)
    const lock = `${list.checkpoint}.lock`
    writeFileSync(lock, '1@elsewhere.4026531836.1-1')
    const renewed = new Date(Date.now() - ageMs)
    utimesSync(lock, renewed, renewed)
    expect((await list.run()).exitCode).toBe(exitCode)
    expect(existsSync(lock)).toBe(exitCode !== 0)
    expect(list.written()).toBe(exitCode === 0 ? await list.whole() : '')
  })

  it('follows rows that the file already has', async () => {
    const service = await startPagedService([2, 2])
    const list = job('ndjson', service)
    writeFileSync(list.out, 'before\n')
    await list.run({}, { args: ['--checkpoint', list.checkpoint, '--limit', '3'] })
    await list.run()
    expect(list.written()).toBe(`before\n${await list.whole()}`)
  })

  it('starts from the beginning, without the rows so far, after a list that contradicts itself', async () => {
    const circle = { Items: [], nextPage: { id: '1' } }
    const service = await startPagedService([2, 2], (count) => (count === 2 ? { body: circle } : undefined))
    const list = job('csv', service)
    const broken = await list.run()
    expect(broken.exitCode).toBe(8)
    expect(broken.stderr).toContain('To start from the beginning, run the same command again.')
    expect(await list.run()).toMatchObject({ exitCode: 0 })
    expect(list.written()).toBe(await list.whole())
  })

  it.each<[string, string, string, RegExp]>([
    ['another file', 'elsewhere', 'a', /is of rows in another file\./],
    [
      'the file that > has emptied',
      'out',
      'w',
      /The output is shorter than the checkpoint .* says: rows are lost\./,
    ],
    ['the file from its beginning', 'out', 'r+', /The output is not opened for appending\./],
  ])('changes nothing if stdout is %s', async (_, name, flags, message) => {
    const service = await startPagedService([2, 2])
    const list = job('ndjson', service)
    await list.run({}, { args: ['--checkpoint', list.checkpoint, '--limit', '3'] })
    const before = { rows: list.written(), checkpoint: readFileSync(list.checkpoint, 'utf8') }
    const other = { ...list, out: join(list.out, '..', name) }
    writeFileSync(join(list.out, '..', 'elsewhere'), '')
    const descriptor = openSync(other.out, flags)
    const requests = service.requests.length
    const child = spawn(
      process.execPath,
      [bin, 'user', 'list', '-o', 'ndjson', '--checkpoint', list.checkpoint],
      {
        env: environment(service.env),
        stdio: ['ignore', descriptor, 'pipe'],
      },
    )
    closeSync(descriptor)
    let stderr = ''
    for await (const text of child.stderr ?? []) stderr += text
    expect(jsonError({ exitCode: 2, stdout: '', stderr }).message).toMatch(message)
    expect(service.requests).toHaveLength(requests)
    if (flags !== 'w') expect(list.written()).toBe(before.rows)
    expect(readFileSync(list.checkpoint, 'utf8')).toBe(before.checkpoint)
  })
})

describe.skipIf(process.platform === 'win32')('a full disk', () => {
  it.each(['csv', 'ndjson'])('leaves whole rows of %s, and the token for the rest', async (format) => {
    const service = await startPagedService([3, 2, 3])
    const list = job(format, service)
    const whole = await list.whole()
    const full = await list.run(failing({ DISK_BYTES: String(Math.floor(whole.length * 0.8)) }), { args: [] })
    expect(full.exitCode).toBe(1)
    const { code, resumeToken, hint } = jsonError({ ...full, stderr: lastLine(full.stderr) })
    expect(list.written().endsWith('\n')).toBe(true)
    expect(whole.startsWith(list.written())).toBe(true)
    if (format === 'ndjson') {
      expect(code).toBe('system_failure')
      expect(hint).toMatch(/^\d rows are written\./)
    }
    expect(await list.run({}, { args: ['--start-at', resumeToken ?? ''] })).toMatchObject({ exitCode: 0 })
    expect(list.written()).toBe(whole)
  })

  it('leaves the checkpoint of the rows that are written', async () => {
    const service = await startPagedService([3, 2, 3])
    const list = job('csv', service)
    const whole = await list.whole()
    for (const share of [0.1, 0.3, 0.6]) {
      const full = await list.run(failing({ DISK_BYTES: String(Math.floor(whole.length * share)) }))
      if (share < 0.6) expect(full.exitCode).toBe(1)
    }
    await list.run()
    expect(list.written()).toBe(whole)
  })
})

/** Returns the last line, which for people is not JSON: then with the token in the hint as an error. */
function lastLine(stderr: string): string {
  const token = /--start-at ([\w-]+)/.exec(stderr)?.[1]
  if (stderr.startsWith('{')) return stderr
  return `${JSON.stringify({ error: { code: 'text', message: stderr, hint: stderr, resumeToken: token } })}\n`
}
