import { describe, expect, it, vi } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { jsonError, type Outcome, runPersonctl } from '../helpers/runPersonctl.ts'
import { failure, single, startCernDouble } from './helpers/cernDouble.ts'
import { type Answer, type Behaviour, startServiceDouble } from './helpers/serviceDouble.ts'

const headers = { 'retry-after': '900' }

/** Everybody exists, but for those named after what happens to them. */
const everybody: Behaviour = ({ url }) => {
  const id = new URL(url, 'http://double').pathname.split('/').at(-1) ?? ''
  const failures: Readonly<Record<string, Answer>> = {
    nobody: { body: {} },
    forbidden: { status: 403, body: { message: 'no' } },
    limited: { status: 429, headers, body: {} },
    down: { status: 503, headers, body: {} },
    cursed: { status: 500, body: { message: 'Internal Server Error' } },
    rejected: { status: 401, body: {} },
  }
  return failures[id] ?? { body: profile({ primary_username: value(id) }) }
}

const namesIn = (ndjson: string): string[] =>
  ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).primary_username)

const saidIn = ({ stderr }: Outcome): Record<string, Record<string, unknown>>[] =>
  stderr
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))

async function asked(ids: readonly string[], args: readonly string[], env: Record<string, string>) {
  return runPersonctl(['user', 'get', '-', ...args], { env, stdin: ids.join('\n') })
}

describe('user get --keep-going, if the failure has nothing to do with the ids,', () => {
  const many = Array.from({ length: 60 }, (_, index) => `user${index}`)
  const notice = (count: number, found = 0) => [
    {
      notice: {
        code: 'some_failed',
        message: `Of ${count} ids, ${found} were found and ${count - found} failed.`,
        hint: null,
      },
    },
    {
      notice: {
        code: 'stopped_early',
        message: 'The last 5 failed in the same way, so the ids after them were not tried.',
        hint: 'Correct the cause, and run the command again.',
      },
    },
  ]

  it('stops after five that are not permitted', async () => {
    const service = await startServiceDouble({ user: () => ({ status: 403, body: { message: 'no' } }) })
    const outcome = await asked(many, ['--keep-going', '-o', 'ndjson', '--concurrency', '2'], service.env)
    expect(outcome).toMatchObject({ exitCode: 5, stdout: '' })
    const said = saidIn(outcome)
    expect(said.slice(0, 5).map(({ error }) => error?.['id'])).toEqual(many.slice(0, 5))
    expect(said.slice(5)).toEqual(notice(5))
    expect(service.requests.length).toBeLessThan(15)
  })

  it('stops after five in a row whose connection breaks, and keeps the rows before them', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const broken = { headers: { 'content-length': '9999', connection: 'close' }, body: {} }
    const service = await startServiceDouble({
      user: (request) => (/user[012]\b/.test(request.url) ? everybody(request) : broken),
    })
    const outcome = await asked(many, ['--keep-going', '-o', 'json', '--concurrency', '2'], service.env)
    expect(outcome.exitCode).toBe(7)
    expect(JSON.parse(outcome.stdout)).toHaveLength(3)
    expect(saidIn(outcome).slice(5)).toEqual(notice(8, 3))
  })

  it('continues after those that are not permitted if another one was found', async () => {
    const service = await startServiceDouble({ user: everybody })
    const ids = ['ada', ...Array.from({ length: 12 }, () => 'forbidden'), 'grace']
    const outcome = await asked(ids, ['--keep-going', '-o', 'ndjson'], service.env)
    expect(outcome.exitCode).toBe(5)
    expect(namesIn(outcome.stdout)).toEqual(['ada', 'grace'])
  })

  it('says nothing of others if those are the last ones', async () => {
    const service = await startServiceDouble({ user: () => ({ status: 403, body: { message: 'no' } }) })
    const outcome = await asked(many.slice(0, 5), ['--keep-going', '-o', 'ndjson'], service.env)
    expect(outcome.exitCode).toBe(5)
    expect(saidIn(outcome).slice(5)).toEqual(notice(5).slice(0, 1))
  })
})

describe('user get --keep-going', () => {
  const ids = ['ada', 'nobody', 'grace', 'forbidden', 'down', 'limited', 'cursed', 'ada']

  it('prints all rows but the failed ones, reports each failure, and ends with the highest exit code', async () => {
    const service = await startServiceDouble({ user: everybody })
    const outcome = await asked(ids, ['--keep-going', '-o', 'ndjson'], service.env)
    expect(outcome.exitCode).toBe(8)
    expect(namesIn(outcome.stdout)).toEqual(['ada', 'grace', 'ada'])
    const said = saidIn(outcome)
    expect(said.map(({ error }) => [error?.['id'], error?.['code']]).slice(0, -1)).toEqual([
      ['nobody', 'not_found'],
      ['forbidden', 'not_permitted'],
      ['down', 'server_failure'],
      ['limited', 'rate_limited'],
      ['cursed', 'token_rejected'],
    ])
    expect(said.at(-1)).toEqual({
      notice: { code: 'some_failed', message: 'Of 8 ids, 3 were found and 5 failed.', hint: null },
    })
  })

  it.each([
    [['nobody', 'forbidden'], 5],
    [['limited', 'nobody'], 6],
    [['nobody'], 3],
    [['ada'], 0],
    [[], 0],
  ])('ends for %j with %i', async (some, exitCode) => {
    const service = await startServiceDouble({ user: everybody })
    const outcome = await asked(some, ['--keep-going'], service.env)
    expect(outcome.exitCode).toBe(exitCode)
    expect(JSON.parse(outcome.stdout)).toHaveLength(some.filter((id) => id === 'ada').length)
    if (exitCode === 0) expect(outcome.stderr).toBe('')
  })

  it.each(['table', 'csv'])('writes a sentence for each failure with -o %s', async (format) => {
    const service = await startServiceDouble({ user: everybody })
    const { stdout, stderr } = await asked(ids, ['--keep-going', '-o', format], service.env)
    expect(stdout.match(/^(ada|grace)|\b(ada|grace)\b/gm)).toHaveLength(3)
    const lines = stderr.split('\n').slice(0, -1)
    expect(lines).toHaveLength(6)
    for (const line of lines) expect(line).toMatch(/^personctl: /)
    for (const id of ['nobody', 'forbidden', 'down']) expect(stderr).toContain(id)
  })

  it('stops at a failure that all other requests would meet', async () => {
    const service = await startServiceDouble({ user: everybody })
    const many = ['ada', 'rejected', ...Array.from({ length: 50 }, (_, index) => `p${index}`)]
    const outcome = await asked(many, ['--keep-going', '-o', 'ndjson', '--concurrency', '1'], service.env)
    expect(outcome.exitCode).toBe(4)
    expect(namesIn(outcome.stdout)).toEqual(['ada'])
    expect(jsonError(outcome)).toMatchObject({ code: 'token_rejected', id: 'rejected' })
    const withoutToken = await asked(many, ['--keep-going'], { PERSONCTL_CIS_URL: service.origin })
    expect(withoutToken).toMatchObject({ exitCode: 4, stdout: '' })
    expect(saidIn(withoutToken)).toHaveLength(1)
  })

  it('retries until a service recovers', async () => {
    let requests = 0
    const service = await startServiceDouble({
      user: (request) => {
        requests += 1
        return requests > 5 ? everybody(request) : { status: 503, headers: { 'retry-after': '0' }, body: {} }
      },
    })
    expect(await asked(['ada'], [], service.env)).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('hides a secret that the service repeats in an error', async () => {
    const service = await startServiceDouble({
      user: ({ headers: sent }) => ({
        status: 403,
        body: { message: `${sent.authorization} ${sent.authorization?.slice(7)}` },
      }),
    })
    const { stderr } = await asked(['ada', 'grace'], ['--keep-going'], service.env)
    expect(stderr).toContain('[hidden]')
    expect(stderr).not.toContain('t0ken')
  })

  it('works for lookups at CERN as well', async () => {
    const service = await startCernDouble({
      api: ({ url }) =>
        url.includes('nothing') ? failure(404, 'no') : single({ id: url.split('/').at(-1) }),
    })
    const args = ['identity', 'get', 'a', 'nothing', '-', '--keep-going', '-o', 'ndjson']
    const outcome = await runPersonctl(args, { env: service.env, stdin: 'nothing\nb\n' })
    expect(outcome.exitCode).toBe(3)
    expect(outcome.stdout.match(/"id":"(a|b)"/g)).toHaveLength(2)
    expect(saidIn(outcome)).toHaveLength(3)
  })
})

describe('user get --concurrency', () => {
  it.each([1, 3, 64])('sends %i requests at once, prints in order, and requests one token', async (most) => {
    const many = Array.from({ length: 130 }, (_, index) => `p${index}`)
    const waiting: (() => void)[] = []
    let left = many.length
    let underWay = 0
    let peak = 0
    const service = await startServiceDouble({
      user: async (request) => {
        underWay += 1
        peak = Math.max(peak, underWay)
        // Answers wait for a full house, and then go out last come first.
        await new Promise<void>((resolve) => {
          waiting.push(resolve)
          if (waiting.length < Math.min(most, left)) return
          left -= waiting.length
          for (const go of waiting.splice(0).reverse()) go()
        })
        underWay -= 1
        return everybody(request)
      },
    })
    const args = ['-o', 'ndjson', '--concurrency', String(most)]
    const { exitCode, stdout, stderr } = await asked(many, args, service.env)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(namesIn(stdout)).toEqual(many)
    expect(peak).toBe(most)
    expect(service.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })

  it.each(['0', '65', 'all', '1.5', ''])('refuses %j as a number', async (text) => {
    const outcome = await runPersonctl(['user', 'get', 'ada', '--concurrency', text, '--demo'])
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toContain('--concurrency')
  })
})
