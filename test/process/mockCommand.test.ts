import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runPersonctlProcess, startPersonctl } from '../helpers/personctlProcess.ts'

const personctl = fileURLToPath(new URL('../../packages/cli/bin/personctl.js', import.meta.url))

describe('personctl mock exec', () => {
  it('runs a command that finds the mock, such as personctl', async () => {
    const command = [process.execPath, personctl, 'user', 'get', 'grace.hopper@example.org', '-o', 'json']
    for (const flags of [[], ['--people', '3']]) {
      const { exitCode, stdout, stderr } = await runPersonctlProcess([
        'mock',
        'exec',
        ...flags,
        '--',
        ...command,
      ])
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
      expect(JSON.parse(stdout)).toMatchObject({ first_name: 'Grace', primary_username: 'grace' })
    }
  })

  it('ends with the exit code of the command, or reports a usage error', async () => {
    const nobody = [process.execPath, personctl, 'user', 'get', 'nobody@example.org']
    expect(await runPersonctlProcess(['mock', 'exec', '--', ...nobody])).toMatchObject({ exitCode: 3 })
    expect(await runPersonctlProcess(['mock', 'exec'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('exec requires a command'),
    })
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('passes %s on to the command', async (signal) => {
    const script = `
      process.on('${signal}', () => process.exit(5))
      setInterval(() => {}, 1000)
      console.log('running')
    `
    const { child, outcome, stdoutHas } = startPersonctl(['mock', 'exec', process.execPath, '-e', script])
    await stdoutHas('running')
    child.kill(signal)
    expect(await outcome).toMatchObject({ exitCode: 5 })
  })
})
