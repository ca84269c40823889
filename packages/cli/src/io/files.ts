import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { hasErrorCode, systemErrorCode, UsageError } from '../errors/errors.ts'
import { decodeChunks, decodeText, readBytes, readText } from '../text/text.ts'
import type { Ask, IO } from './io.ts'

/** The argument that stands for stdin. */
export const stdinMark = '-'

/**
 * Returns the content of a file, or of stdin for `-`, without a byte order mark.
 *
 * @param shownPath the path in the message of an error
 * @throws {UsageError} if the file cannot be read
 */
export async function readInput(
  path: string,
  { stdin }: Pick<IO, 'stdin'>,
  signal: AbortSignal,
  shownPath: string = path,
): Promise<string> {
  if (path === stdinMark) return readText(stdin, signal)
  return decodeText(await readFileBytes(path, signal, shownPath))
}

/**
 * Returns the content of a file, or of stdin for `-`.
 *
 * @throws {UsageError} if the file cannot be read
 */
export function readInputBytes(
  path: string,
  { stdin }: Pick<IO, 'stdin'>,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  return path === stdinMark ? readBytes(stdin, signal) : readFileBytes(path, signal, path)
}

async function readFileBytes(
  path: string,
  signal: AbortSignal,
  shownPath: string,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path, { signal }))
  } catch (error) {
    signal.throwIfAborted()
    throw createUnreadableError(shownPath, error)
  }
}

function createUnreadableError(path: string, error: unknown): UsageError {
  return new UsageError(
    `${path} cannot be read: ${systemErrorCode(error)}.`,
    'Check that the file exists and that you have permission to read it.',
  )
}

/** The hint for text in another encoding. */
export const encodingHint = 'Save the file as UTF-8; spreadsheets call it "CSV UTF-8".'

/**
 * Yields the text of a file, or of stdin for `-`, in pieces of any size. Rejects as soon as the signal aborts.
 *
 * @param mode `exact` to reject another encoding, in which different letters would look the same
 * @throws {UsageError} if the file cannot be read
 */
export async function* openInput(
  path: string,
  { stdin }: Pick<IO, 'stdin'>,
  signal: AbortSignal,
  mode: 'exact' | 'lenient' = 'lenient',
): AsyncGenerator<string, void, undefined> {
  try {
    yield* decodeChunks(path === stdinMark ? stdin : createReadStream(path), signal, mode === 'exact')
  } catch (error) {
    signal.throwIfAborted()
    if (hasErrorCode(error, 'ERR_ENCODING_INVALID_ENCODED_DATA')) {
      throw new UsageError(`The content of ${nameInput(path)} is not UTF-8.`, encodingHint)
    }
    if (path === stdinMark) throw error
    throw error instanceof Error && 'syscall' in error ? createUnreadableError(path, error) : error
  }
}

/**
 * Returns the content of a file with a secret, or of stdin for `-`. On a terminal, it prompts and hides what is typed.
 *
 * @param ask undefined if nobody may be asked
 * @param shownPath the path in the message of an error
 * @throws {UsageError} if the file cannot be read, or if stdin is a terminal that would show the secret
 */
export async function readSecretInput(
  path: string,
  question: string,
  { io, ask }: { readonly io: Pick<IO, 'stdin' | 'isStdinTerminal'>; readonly ask: Ask | undefined },
  signal: AbortSignal,
  shownPath?: string,
): Promise<string> {
  if (path !== stdinMark || !io.isStdinTerminal) return readInput(path, io, signal, shownPath)
  if (ask !== undefined) return ask(question, signal)
  throw new UsageError(
    'Stdin is a terminal, which would show the secret as it is typed.',
    'Leave out --no-input to be prompted for it, or give it in a file or through a pipe.',
  )
}

/** Returns the name of an input for messages. */
export function nameInput(path: string): string {
  return path === stdinMark ? 'stdin' : path
}
