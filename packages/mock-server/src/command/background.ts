import { readFileSync, rmSync } from 'node:fs'
import { get as getPlain } from 'node:http'
import { get } from 'node:https'
import { formatCount } from '@personctl/shared/formatCount'
import { type GivenFlags, ownNames, readFlags, UsageError } from './flags.ts'
import { formatStopHelp, formatWaitHelp } from './help.ts'
import { BackgroundError, type ReadyMock, readReadyFile } from './readyFile.ts'
import type { CommandIO } from './startServer.ts'

const pollMs = 100

/**
 * Runs `personctl-mock wait`: waits until a mock in the background is ready.
 *
 * @returns 0
 * @throws {BackgroundError} if its process ends first, or the time is over
 */
export async function runWait(argv: readonly string[], io: CommandIO): Promise<number> {
  const names = io.names ?? ownNames
  const given = readFlags(argv, 'wait', names)
  if (given.has('help')) return print(io, formatWaitHelp(names, io.stdout.columns))
  const file = given.valueOf('ready-file')
  const url = given.valueOf('url')?.replace(/\/+$/, '')
  if ((file === undefined) === (url === undefined))
    throw new UsageError(`wait requires either --ready-file or --url: ${names.wait} --ready-file FILE`)
  if (url !== undefined && !/^https?:\/\//.test(url)) throw new UsageError(`--url is not a URL: "${url}"`)
  const pid = readWholeNumber(given, 'pid')
  const timeoutSeconds = readWholeNumber(given, 'timeout') ?? 30
  const findReady = async (): Promise<string | undefined> => {
    if (file !== undefined) return findRunning(file)?.url
    return url !== undefined && (await isReady(url)) ? url : undefined
  }
  const readyUrl = await poll(timeoutSeconds, findReady, () => {
    if (pid === undefined || isAlive(pid)) return
    throw new BackgroundError(`the process ${pid} ended before the mock was ready`)
  })
  if (readyUrl === undefined)
    throw new BackgroundError(
      `the mock is not ready after ${formatCount(timeoutSeconds, 'second')}: ${describeMissing(file, url)}`,
    )
  return print(io, `personctl-mock ready ${readyUrl}\n`)
}

function describeMissing(file: string | undefined, url: string | undefined): string {
  if (file === undefined) return `${url} does not respond`
  const mock = readReadyFile(file)
  if (mock === 'missing') return `${file} is missing`
  return mock === 'other'
    ? `${file} is not a ready file`
    : `${file} is left from the process ${mock.pid}, which has ended`
}

/**
 * Runs `personctl-mock stop`: stops the mock that wrote a ready file, and waits for its end.
 *
 * @returns 0, also if the mock has ended already
 * @throws {BackgroundError} if the file is missing or is not a ready file, or the mock does not stop in time
 */
export async function runStop(argv: readonly string[], io: CommandIO): Promise<number> {
  const names = io.names ?? ownNames
  const given = readFlags(argv, 'stop', names)
  if (given.has('help')) return print(io, formatStopHelp(names, io.stdout.columns))
  const file = given.valueOf('ready-file')
  if (file === undefined) throw new UsageError(`stop requires --ready-file: ${names.stop} --ready-file FILE`)
  const timeoutSeconds = readWholeNumber(given, 'timeout') ?? 15
  const left = readReadyFile(file)
  if (left === 'missing')
    throw new BackgroundError(`${file} is missing: the mock has stopped, or never was ready`)
  if (left === 'other')
    throw new BackgroundError(`${file} is not a ready file: name the one of --ready-file of the mock`)
  const running = findRunning(file)
  if (running === undefined) {
    if (isAlive(left.pid) && isSameProcess(left))
      throw new BackgroundError(
        `${file} names the process ${left.pid}, which is another program: end it yourself if it serves the mock`,
      )
    rmSync(file, { force: true })
    return print(io, `personctl-mock had ended: process ${left.pid}\n`)
  }
  const { pid } = running
  sendStop(pid)
  const ended = await poll(timeoutSeconds, async () => (isAlive(pid) ? undefined : true))
  if (ended === undefined)
    throw new BackgroundError(
      `the process ${pid} is still running after ${formatCount(timeoutSeconds, 'second')}; "kill -9 ${pid}" ends it`,
    )
  return print(io, `personctl-mock stopped: process ${pid}\n`)
}

function sendStop(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    // It was faster.
    if (code !== 'ESRCH') throw new BackgroundError(`cannot stop the process ${pid}: ${code}`)
  }
}

/** Calls a function until it returns something; undefined once the time is over. */
async function poll<Value>(
  timeoutSeconds: number,
  find: () => Promise<Value | undefined>,
  check: () => void = () => {},
): Promise<Value | undefined> {
  const end = performance.now() + timeoutSeconds * 1000
  for (;;) {
    const found = await find()
    if (found !== undefined) return found
    check()
    if (performance.now() >= end) return undefined
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

/** Returns the mock of a ready file; undefined if the file is missing or its process has ended. */
function findRunning(file: string): ReadyMock | undefined {
  const mock = readReadyFile(file)
  return typeof mock === 'object' && isAlive(mock.pid) && isSameProcess(mock) && isMock(mock.pid)
    ? mock
    : undefined
}

/** The precision of the time at which a process started, and of the time of a file, with a margin. */
const startToleranceMs = 2000

/**
 * Returns false if another process has got the id of the process since the file was written: after
 * "kill -9", or in a container that was started again. Where the system has no files about processes, the id alone counts.
 */
function isSameProcess({ pid, writtenAt }: ReadyMock): boolean {
  const [ownTicks, ticks] = [readStartTicks(process.pid), readStartTicks(pid)]
  if (ownTicks === undefined || ticks === undefined) return true
  const ownStart = Date.now() - process.uptime() * 1000
  return ownStart + (ticks - ownTicks) * tickMs < writtenAt + startToleranceMs
}

/** Returns false for another program, for example if a container has written the file, and the id is one of its own. */
const isMock = (pid: number): boolean => readProcessFile(pid, 'cmdline')?.includes('personctl') ?? true

const tickMs = 10

/** Returns the time at which a process started, in ticks of the system. */
function readStartTicks(pid: number): number | undefined {
  // The name of the program, which may contain blanks, ends at the last parenthesis.
  const fields = readProcessFile(pid, 'stat')
    ?.replace(/^.*\) /s, '')
    .split(' ')
  return fields?.[19] === undefined ? undefined : Number(fields[19])
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A process that has ended, but whose parent has not noticed.
    return !/\) Z /.test(readProcessFile(pid, 'stat') ?? '')
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Returns the content of a file about a process; undefined where the system has none. */
function readProcessFile(pid: number, name: 'stat' | 'cmdline'): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1')
  } catch {
    return undefined
  }
}

/** Requests readiness. Nothing secret is sent and nothing received is used, so that the certificate does not matter. */
function isReady(url: string): Promise<boolean> {
  const send = url.startsWith('https:') ? get : getPlain
  return new Promise((resolve) => {
    const options = { agent: false, timeout: 2000, rejectUnauthorized: false }
    const request = send(`${url}/__admin/ready`, options, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(false))
  })
}

function readWholeNumber(given: GivenFlags, name: 'pid' | 'timeout'): number | undefined {
  const text = given.valueOf(name)
  if (text === undefined) return undefined
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new UsageError(`--${name} must be a whole number from 1, not '${text}'`)
}

function print(io: CommandIO, text: string): 0 {
  io.stdout.write(text)
  return 0
}
