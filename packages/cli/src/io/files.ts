import { readFile } from 'node:fs/promises'
import { systemErrorCode, UsageError } from '../errors/errors.ts'
import { readText } from '../text/text.ts'
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
  try {
    return (await readFile(path, { encoding: 'utf8', signal })).replace(/^\ufeff/, '')
  } catch (error) {
    signal.throwIfAborted()
    throw new UsageError(
      `${shownPath} cannot be read: ${systemErrorCode(error)}.`,
      'Check that the file exists and that you have permission to read it.',
    )
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
