import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { isObject } from '@personctl/shared/guards'
import type { Variables } from './clientVariables.ts'
import { UsageError } from './flags.ts'

/** Thrown if a ready file cannot be written, or a mock in the background does not get ready or does not stop. */
export class BackgroundError extends Error {
  override readonly name: string = 'BackgroundError'
}

/** Returns true for a ready file that a shell reads; others are JSON. */
export const isEnvFile = (file: string): boolean => file.endsWith('.env')

/**
 * Writes a ready file, which only this user may read, since it may contain secrets. Other processes never see an unfinished
 * file.
 *
 * @returns removes the file, unless another server has replaced it
 * @throws {BackgroundError} if it cannot be written
 */
export function writeReadyFile(file: string, content: string): () => void {
  // In a folder of others, they could have made a link of a name that they can guess.
  const unfinished = `${file}.${randomUUID()}`
  try {
    writeFileSync(unfinished, content, { flag: 'wx', mode: 0o600 })
    renameSync(unfinished, file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw new BackgroundError(`--ready-file: cannot write ${file}: ${describeError(error)}`)
  }
  return () => {
    if (readText(file) === content) rmSync(file, { force: true })
  }
}

const describeError = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * Formats variables for a shell, `. ./FILE`, with one line each. Values of letters, digits and the usual punctuation of URLs
 * stay as they are, so that other readers of such files, as Docker and GitLab have them, get the same.
 *
 * @throws {UsageError} if a value contains a NUL character
 */
export function formatEnvFile(variables: Variables): string {
  return Object.entries(variables).map(formatVariable).join('')
}

function formatVariable([name, value]: readonly [string, string]): string {
  if (value.includes('\0'))
    throw new UsageError(`${name} contains a NUL character, which an environment variable cannot contain`)
  const isPlain = /^[\w@%+=:,./-]*$/.test(value)
  return `${name}=${isPlain ? value : `'${value.replaceAll("'", `'\\''`)}'`}\n`
}

/** A running mock, as its ready file tells it. */
export interface ReadyMock {
  readonly url: string
  readonly pid: number
  /** The time at which the file was written, in milliseconds since 1970. The process has started before. */
  readonly writtenAt: number
}

/** Reads a ready file, or tells that it does not exist, or is another kind of file. */
export function readReadyFile(file: string): ReadyMock | 'missing' | 'other' {
  const text = readText(file)
  if (text === undefined) return existsSync(file) ? 'other' : 'missing'
  const [url, pid] = isEnvFile(file)
    ? ['URL', 'PID'].map((name) => parseVariable(text, `PERSONCTL_MOCK_${name}`))
    : parseJson(text)
  if (typeof url !== 'string' || !/^https?:/.test(url) || !URL.canParse(url)) return 'other'
  return /^[1-9]\d{0,9}$/.test(String(pid))
    ? { url, pid: Number(pid), writtenAt: statSync(file).mtimeMs }
    : 'other'
}

function parseVariable(text: string, name: string): string | undefined {
  const value = new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1]
  return value?.startsWith("'") ? value.slice(1, -1).replaceAll(`'\\''`, "'") : value
}

function parseJson(text: string): readonly unknown[] {
  try {
    const line: unknown = JSON.parse(text)
    return isObject(line) && isObject(line['cis']) ? [line['url'], line['pid']] : []
  } catch {
    return []
  }
}
