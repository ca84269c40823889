import { describe, expect, it } from 'vitest'
import { startPersonctl } from '../helpers/personctlProcess.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startPagedService } from './helpers/pagedService.ts'
import { erased, hasTerminal, onTerminal } from './helpers/stderrTerminal.ts'

const list = ['user', 'list', '-o', 'ndjson']
const namesIn = (ndjson: string): string[] =>
  ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).first_name)

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s', (signal, exitCode) => {
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
    expect([...namesIn(interrupted.stdout), ...namesIn(rest.stdout)]).toEqual(service.people)
  })
})

it('a list that runs out of time says how to go on', async () => {
  const service = await startPagedService([3, 2], (count) => (count === 2 ? 'never' : undefined))
  const outcome = await runPersonctl([...list, '--timeout', '1'], { env: service.env })
  expect(outcome.exitCode).toBe(7)
  expect(namesIn(outcome.stdout)).toEqual(['p0', 'p1', 'p2'])
  expect(jsonError(outcome).resumeToken).toMatch(/^[\w-]+$/)
})

it('a list that fails where it began has the token that it was begun with', async () => {
  const service = await startPagedService([3, 2])
  const { stderr } = await runPersonctl([...list, '--limit', '1'], { env: service.env })
  const token = JSON.parse(stderr).remark.resumeToken
  const broken = await startPagedService([3, 2], () => ({ status: 400, body: {} }))
  const outcome = await runPersonctl([...list, '--start-at', token], { env: broken.env })
  expect(outcome).toMatchObject({ stdout: '' })
  expect(jsonError(outcome).resumeToken).toBe(token)
})

it('a list that goes in a circle offers no token to go on with', async () => {
  const circle = { Items: [], nextPage: { id: '1' } }
  const service = await startPagedService([3, 2], (count) => (count === 1 ? undefined : { body: circle }))
  const outcome = await runPersonctl(list, { env: service.env })
  expect(outcome.exitCode).toBe(8)
  expect(jsonError(outcome)).toMatchObject({ code: 'repeated_page' })
  expect(outcome.stderr).not.toContain('--start-at')
})

it('a list ends quietly when nobody reads on', async () => {
  const service = await startPagedService(Array.from({ length: 50 }, () => 50))
  const { child, outcome } = startPersonctl(list, { env: service.env })
  child.stdout?.once('data', () => child.stdout?.destroy())
  expect(await outcome).toMatchObject({ exitCode: 0, stderr: '' })
})

describe.runIf(hasTerminal)('on a terminal', () => {
  /** Long enough for the line to have a reason to show. */
  const slowService = () =>
    startPagedService(
      Array.from({ length: 20 }, () => 20),
      (count) => (count === 10 ? { status: 503, headers: { 'retry-after': '1' }, body: {} } : undefined),
    )

  it('says how many rows there are, and takes that away again', async () => {
    const { env } = await slowService()
    const written = await onTerminal(list, env)
    expect(written).toMatch(/\r\d+ rows, [\d,]+ a second/)
    expect(written.endsWith(erased)).toBe(true)
  })

  it('does not with --debug, nor on a terminal that cannot erase', async () => {
    const { env } = await slowService()
    expect(await onTerminal([...list, '--debug'], env)).not.toContain('a second')
    expect(await onTerminal(list, { ...env, TERM: 'dumb' })).toBe('')
  })
})
