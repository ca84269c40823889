import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runMockProcess, spawnMock, startMockProcessForTest } from '../helpers/mockProcess.ts'
import { runPersonctlProcess, startPersonctl } from '../helpers/personctlProcess.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'

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

describe('personctl-mock in the background', () => {
  const start = async (args: readonly string[]) => {
    const folder = await temporaryFolder()
    const file = join(folder, 'mock.env')
    const mock = await startMockProcessForTest(['--ready-file', file, ...args])
    return { file, mock }
  }

  it.each(['mock.env', 'mock.json'])('is awaited and stopped by the file %s', async (name) => {
    const file = join(await temporaryFolder(), name)
    const child = spawnMock(['--port', '0', '--ready-file', file])
    onTestFinished(() => void child.kill('SIGKILL'))
    const exited = once(child, 'exit')
    const awaited = await runMockProcess(['wait', '--ready-file', file, '--pid', String(child.pid)])
    expect(awaited).toMatchObject({ code: 0, stderr: '' })
    const [, url] = /^personctl-mock ready (\S+)\n$/.exec(awaited.stdout) ?? []
    expect((await fetch(`${url}/v2/version`)).status).toBe(200)
    expect(await runMockProcess(['stop', '--ready-file', file])).toEqual({
      code: 0,
      stdout: `personctl-mock stopped: process ${child.pid}\n`,
      stderr: '',
    })
    expect(await exited).toEqual([0, null])
    expect(existsSync(file)).toBe(false)
  })

  it.each([[], ['--https'], ['--no-admin']])('is awaited by its URL with %j', async (...flags) => {
    const { mock } = await start(flags)
    expect(await runMockProcess(['wait', '--url', mock.url])).toEqual({
      code: 0,
      stdout: `personctl-mock ready ${mock.url}\n`,
      stderr: '',
    })
  })

  it('does not count as ready if its file is left from a mock that was killed', async () => {
    const { file, mock } = await start([])
    mock.child.kill('SIGKILL')
    await mock.exited
    expect(await runMockProcess(['wait', '--ready-file', file, '--timeout', '1'])).toEqual({
      code: 1,
      stdout: '',
      stderr: `personctl-mock wait: the mock is not ready after 1 second: ${file} is left from the process ${mock.child.pid}, which has ended\n`,
    })
    expect(await runMockProcess(['stop', '--ready-file', file])).toMatchObject({ code: 0, stderr: '' })
    expect(existsSync(file)).toBe(false)
    expect(await runMockProcess(['stop', '--ready-file', file])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${file} is missing`),
    })
  })

  it.each(['mock.env', 'mock.json'])('is not another process that has got its id: %s', async (name) => {
    const file = join(await temporaryFolder(), name)
    const mock = await startMockProcessForTest(['--ready-file', file])
    const content = await readFile(file, 'utf8')
    const other = await startMockProcessForTest()
    const program = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    onTestFinished(() => void program.kill('SIGKILL'))
    const stop = async ({ pid }: { readonly pid?: number | undefined }, writtenAt: Date) => {
      await writeFile(file, content.replaceAll(String(mock.child.pid), String(pid)))
      await utimes(file, writtenAt, writtenAt)
      return runMockProcess(['stop', '--ready-file', file])
    }
    // Both have started later than the file was written.
    for (const child of [other.child, program])
      expect(await stop(child, new Date(0))).toEqual({
        code: 0,
        stdout: `personctl-mock had ended: process ${child.pid}\n`,
        stderr: '',
      })
    expect(await stop(program, new Date())).toEqual({
      code: 1,
      stdout: '',
      stderr: `personctl-mock stop: ${file} names the process ${program.pid}, which is another program: end it yourself if it serves the mock\n`,
    })
    expect(existsSync(file)).toBe(true)
    expect((await fetch(`${other.url}/v2/version`)).status).toBe(200)
    expect([program.exitCode, program.signalCode]).toEqual([null, null])
  })

  it.each([
    ['data.json', '{"url":"http://127.0.0.1:1","pid":PID}'],
    ['data.json', '{"url":"x","pid":PID,"cis":{}}'],
    ['data.json', '{"url":"http://127.0.0.1:1","pid":-1,"cis":{}}'],
    ['data.json', '{"url":"http://127.0.0.1:1","pid":1.5,"cis":{}}'],
    ['data.json', '{"url":"http://127.0.0.1:1","pid":"0x7","cis":{}}'],
    ['data.json', '[]'],
    ['data.json', ''],
    ['other.env', 'PERSONCTL_MOCK_URL=http://127.0.0.1:1\n'],
    ['other.env', 'PERSONCTL_MOCK_URL=http://127.0.0.1:1\nPERSONCTL_MOCK_PID=1.5\n'],
    ['other.env', 'MY_PERSONCTL_MOCK_URL=http://127.0.0.1:1\nMY_PERSONCTL_MOCK_PID=PID\n'],
  ])('is not stopped by a file that is not a ready file, which stays: %s %j', async (name, content) => {
    const file = join(await temporaryFolder(), name)
    const mock = await startMockProcessForTest()
    const written = content.replace('PID', String(mock.child.pid))
    await writeFile(file, written)
    const { code, stdout, stderr } = await runMockProcess(['stop', '--ready-file', file])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toBe(
      `personctl-mock stop: ${file} is not a ready file: name the one of --ready-file of the mock\n`,
    )
    expect(await readFile(file, 'utf8')).toBe(written)
    expect((await fetch(`${mock.url}/v2/version`)).status).toBe(200)
  })

  it('is not awaited any longer once its process has ended, for example because of a wrong flag', async () => {
    const file = join(await temporaryFolder(), 'mock.env')
    const child = spawnMock(['--peopl', '5', '--ready-file', file])
    await once(child, 'exit')
    expect(await runMockProcess(['wait', '--ready-file', file, '--pid', String(child.pid)])).toEqual({
      code: 1,
      stdout: '',
      stderr: `personctl-mock wait: the process ${child.pid} ended before the mock was ready\n`,
    })
  })

  it('is awaited and stopped by personctl as well', async () => {
    const { file, mock } = await start([])
    const awaited = await runPersonctlProcess(['mock', 'wait', '--ready-file', file])
    expect(awaited).toEqual({ exitCode: 0, stdout: `personctl-mock ready ${mock.url}\n`, stderr: '' })
    expect(await runPersonctlProcess(['mock', 'stop', '--ready-file', file])).toMatchObject({ exitCode: 0 })
    expect(await mock.exited).toBe(0)
    expect(await runPersonctlProcess(['mock', 'stop'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'personctl mock stop: stop requires --ready-file: personctl mock stop --ready-file FILE\n',
    })
  })

  it.each<[args: string[], message: string]>([
    [['wiat', '--ready-file', 'a'], "unexpected argument 'wiat'; did you mean personctl-mock wait?"],
    [['something'], "unexpected argument 'something'"],
    [['wait'], 'personctl-mock wait: wait requires either --ready-file or --url'],
    [['wait', '--ready-file', 'a', '--url', 'b'], 'wait requires either --ready-file or --url'],
    [['wait', '--url', 'localhost:4010'], '--url is not a URL: "localhost:4010"'],
    [['wait', '--ready-file', 'a', '--timeout', '0'], "--timeout must be a whole number from 1, not '0'"],
    [['wait', '--people', '3'], '--people is a flag of personctl-mock, not of personctl-mock wait'],
    [['stop'], 'personctl-mock stop: stop requires --ready-file'],
    [['--timeout', '3'], '--timeout is a flag of personctl-mock wait, not of personctl-mock'],
  ])('%j is rejected with exit code 2', async (args, message) => {
    const { code, stdout, stderr } = await runMockProcess(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
  })

  it('has help of its own for wait and stop', async () => {
    for (const mode of ['wait', 'stop']) {
      const { code, stdout } = await runMockProcess([mode, '--help'])
      expect(code).toBe(0)
      expect(stdout).toContain(`personctl-mock ${mode} --ready-file FILE`)
      expect(stdout).not.toContain('--people')
    }
    expect((await runMockProcess(['exec', '--help'])).stdout).toMatch(
      /--port PORT +port to listen on \(a free one\)/,
    )
  })
})
