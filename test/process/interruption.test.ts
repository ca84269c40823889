import { devNull } from 'node:os'
import { describe, expect, it } from 'vitest'
import { startPagedService } from '../cli/helpers/pagedService.ts'
import { fileOf, jwkOf, jwksOf } from '../cli/helpers/publisherKeys.ts'
import { type Behaviour, startServiceDouble } from '../cli/helpers/serviceDouble.ts'
import { profile, value } from '../helpers/cisProfiles.ts'
import { csvRecords } from '../helpers/parseCsv.ts'
import { startPersonctl } from '../helpers/personctlProcess.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'

const list = ['user', 'list', '-o', 'ndjson']

/** Everybody exists but `nobody`. */
const everybody: Behaviour = ({ url }) => {
  const id = new URL(url, 'http://double').pathname.split('/').at(-1) ?? ''
  return { body: id === 'nobody' ? {} : profile({ primary_username: value(id) }) }
}

const valuesIn = (ndjson: string, name: string): string[] =>
  ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line)[name])

describe.each([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s', (signal, exitCode) => {
  it(`ends a request under way with ${exitCode} and nothing on stdout`, async () => {
    const service = await startServiceDouble({ user: () => undefined })
    const { child, outcome, stderrHas } = startPersonctl(['user', 'get', 'ada', '--debug', '-o', 'json'], {
      env: service.env,
    })
    await stderrHas('/v2/user/')
    child.kill(signal)
    const { stdout, stderr, ...rest } = await outcome
    expect(rest).toEqual({ exitCode })
    expect(stdout).toBe('')
    expect(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
      error: { code: 'interrupted' },
    })
  })

  it(`ends a half-finished lookup with ${exitCode} and whole lines on stdout`, async () => {
    const service = await startServiceDouble({
      user: ({ url }) =>
        url.includes('never') ? undefined : { body: profile({ first_name: value('Ada') }) },
    })
    const { child, outcome, stdoutHas } = startPersonctl(['user', 'get', 'ada', 'never', '-o', 'ndjson'], {
      env: service.env,
    })
    await stdoutHas('\n')
    child.kill(signal)
    const { stdout, ...rest } = await outcome
    expect(rest.exitCode).toBe(exitCode)
    expect(JSON.parse(stdout)).toMatchObject({ first_name: 'Ada' })
  })

  it(`says at ${exitCode} how many ids are done and which is next`, async () => {
    const service = await startServiceDouble({
      user: (request) => (request.url.includes('never') ? undefined : everybody(request)),
    })
    const args = ['user', 'get', '-', '--concurrency', '2', '--keep-going', '-o', 'ndjson']
    const { child, outcome, stdoutHas } = startPersonctl(args, {
      env: service.env,
      stdin: 'ada\nnobody\ngrace\nnever\nlinus\nalan\n',
    })
    await stdoutHas('grace')
    child.kill(signal)
    const { stderr, ...rest } = await outcome
    expect(rest.exitCode).toBe(exitCode)
    expect(valuesIn(rest.stdout, 'primary_username')).toEqual(['ada', 'grace'])
    expect(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? '').error).toMatchObject({
      code: 'interrupted',
      hint: '3 ids are done. To continue, begin with "never".',
      done: 3,
      nextId: 'never',
    })
  })

  it.each(['csv', 'json'])(
    `at ${exitCode}, user update writes as %s who is published already`,
    async (format) => {
      const ids = Array.from({ length: 30 }, (_, index) => `p${index}`)
      const batch = (numbers: string[]) => ({
        body: { creates: null, status: 200, updates: { sequence_numbers: numbers, status: '200' } },
      })
      let batches = 0
      const service = await startServiceDouble({
        user: ({ method, url }) => {
          if (url.includes('well-known')) return { body: { api: { publishers_jwks: jwksOf('hris') } } }
          if (method === 'GET')
            return { body: profile({ user_id: value(url.split('/').at(-1)?.split('?')[0] ?? '') }) }
          batches += 1
          return batches === 1 ? batch(ids.slice(0, 25).map(() => '1')) : undefined
        },
      })
      const rows = ids.map((id) => `${id},Countess\n`).join('')
      const file = fileOf('titles.csv', `user_id,staff_information.title\n${rows}`)
      const args = ['user', 'update', file, '--publisher', 'hris', '-o', format, '--debug']
      const env = { ...service.env, PERSONCTL_CIS_PUBLISHER_KEY: jwkOf('hris') }
      const { child, outcome } = startPersonctl(args, { env })
      await expect.poll(() => batches, { timeout: 10_000 }).toBe(2)
      child.kill(signal)
      const { stdout, stderr, ...rest } = await outcome
      expect(rest.exitCode).toBe(exitCode)
      const published = format === 'csv' ? csvRecords(stdout) : JSON.parse(stdout)
      expect(published.map((row: Record<string, unknown>) => [row['user_id'], row['outcome']])).toEqual(
        ids.slice(0, 25).map((id) => [id, 'updated']),
      )
      expect(stderr).toMatch(/25 of 30 ids are done\. The batch .* run the command again\./)
      expect(stderr).not.toContain('check before')
    },
  )

  it(`ends the wait for stdin with ${exitCode}`, async () => {
    const service = await startServiceDouble()
    const args = ['user', 'get', '-', '--debug', '-o', 'yaml']
    const { child, outcome, stderrHas } = startPersonctl(args, { env: service.env, stdin: 'open' })
    await stderrHas('debug: reading ids from stdin')
    child.kill(signal)
    expect(await outcome).toMatchObject({ exitCode, stdout: '' })
    expect(service.requests).toEqual([])
  })

  it(`ends a list with ${exitCode} and the token for the rest of it`, async () => {
    // The rows of a page are there while the next page is still to come.
    const service = await startPagedService([3, 2, 4], (count) => (count === 3 ? 'never' : undefined))
    const { child, outcome, stdoutHas } = startPersonctl(list, { env: service.env })
    await stdoutHas('"p4"')
    child.kill(signal)
    const interrupted = await outcome
    expect(interrupted.exitCode).toBe(exitCode)
    const { code, resumeToken, hint } = jsonError(interrupted)
    expect(code).toBe('interrupted')
    expect(hint).toContain(`--start-at ${resumeToken} `)

    const healthy = await startPagedService([3, 2, 4])
    const rest = await runPersonctl([...list, '--start-at', resumeToken ?? ''], { env: healthy.env })
    expect([interrupted, rest].flatMap(({ stdout }) => valuesIn(stdout, 'first_name'))).toEqual(
      service.people,
    )
  })
})

it('user get ends quietly when its reader closes the pipe', async () => {
  const service = await startServiceDouble({
    user: () => ({ body: profile({ first_name: value('x'.repeat(2 ** 20)) }) }),
  })
  const { child, outcome } = startPersonctl(['user', 'get', 'a', 'b', 'c', '-o', 'ndjson'], {
    env: service.env,
  })
  child.stdout?.once('data', () => child.stdout?.destroy())
  expect(await outcome).toMatchObject({ exitCode: 0, stderr: '' })
})

it('user list ends quietly when its reader closes the pipe', async () => {
  const service = await startPagedService(Array.from({ length: 50 }, () => 50))
  const { child, outcome } = startPersonctl(list, { env: service.env })
  child.stdout?.once('data', () => child.stdout?.destroy())
  expect(await outcome).toMatchObject({ exitCode: 0, stderr: '' })
})

describe('user get -', () => {
  it('prints the row of each whole line as it arrives', async () => {
    const service = await startServiceDouble({ user: everybody })
    const { child, outcome, stdoutHas } = startPersonctl(['user', 'get', '-', '-o', 'ndjson'], {
      env: service.env,
      stdin: 'open',
    })
    child.stdin?.write('ada\r')
    child.stdin?.write('\ngrace\nbar')
    await stdoutHas('"grace"')
    child.stdin?.end('bara')
    const { exitCode, stdout } = await outcome
    expect(exitCode).toBe(0)
    expect(valuesIn(stdout, 'primary_username')).toEqual(['ada', 'grace', 'barbara'])
  })

  it('stops waiting for ids once one has failed', async () => {
    const service = await startServiceDouble({ user: everybody })
    const { child, outcome } = startPersonctl(['user', 'get', '-'], { env: service.env, stdin: 'open' })
    child.stdin?.write('nobody\n')
    expect(await outcome).toMatchObject({ exitCode: 3, stdout: '' })
  })

  it('reads ids no faster than the service responds', async () => {
    let answered = 0
    const service = await startServiceDouble({
      user: (request) => {
        answered += 1
        return answered > 100 ? undefined : everybody(request)
      },
    })
    const { child, outcome, stdoutHas } = startPersonctl(
      ['user', 'get', '-', '-o', 'ndjson', '--concurrency', '4'],
      {
        env: service.env,
        stdin: Array.from({ length: 5000 }, (_, index) => `p${index}`).join('\n'),
      },
    )
    await stdoutHas('"p99"')
    child.kill('SIGINT')
    expect(await outcome).toMatchObject({ exitCode: 130 })
    expect(service.requests.length).toBeLessThanOrEqual(1 + 100 + 4)
  })
})

it('user diff writes a change as soon as its row arrives', async () => {
  const { child, outcome, stdoutHas } = startPersonctl(['user', 'diff', devNull, '-', '-o', 'ndjson'], {
    stdin: 'open',
  })
  child.stdin?.write('{"user_id":"ada"}\n{"user_id":')
  await stdoutHas('"ada"')
  child.stdin?.end('"grace"}\n')
  expect(valuesIn((await outcome).stdout, 'user_id')).toEqual(['ada', 'grace'])
})
