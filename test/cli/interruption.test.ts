import { describe, expect, it } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { startPersonctl } from '../helpers/personctlProcess.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'

describe.each([
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

  it(`ends a list that is half done with ${exitCode}, what is printed being whole`, async () => {
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

  it(`ends the wait for stdin with ${exitCode}`, async () => {
    const service = await startServiceDouble()
    const args = ['user', 'get', '-', '--debug', '-o', 'yaml']
    const { child, outcome, stderrHas } = startPersonctl(args, { env: service.env, stdin: 'open' })
    await stderrHas('debug: reading ids from stdin')
    child.kill(signal)
    expect(await outcome).toMatchObject({ exitCode, stdout: '' })
    expect(service.requests).toEqual([])
  })
})

it('ends quietly when nobody reads on', async () => {
  const service = await startServiceDouble({
    user: () => ({ body: profile({ first_name: value('x'.repeat(2 ** 20)) }) }),
  })
  const { child, outcome } = startPersonctl(['user', 'get', 'a', 'b', 'c', '-o', 'ndjson'], {
    env: service.env,
  })
  child.stdout?.once('data', () => child.stdout?.destroy())
  expect(await outcome).toMatchObject({ exitCode: 0, stderr: '' })
})
