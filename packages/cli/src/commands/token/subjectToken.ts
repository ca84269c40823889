import { readFile } from 'node:fs/promises'
import { CredentialsError } from '../../config/credentialsError.ts'
import { variable } from '../../config/variables.ts'
import { UsageError } from '../../failure/usageError.ts'
import type { IO } from '../../io.ts'
import { readText } from '../../text/lines.ts'

/** What stands for stdin. */
const stdinMark = '-'

export const subjectTokenVariable = 'PERSONCTL_CERN_SUBJECT_TOKEN'

/** Where the token to be exchanged is: in a file, on stdin as `-`, or in the variable. */
export type SubjectTokenPlace = { readonly file: string } | { readonly variable: typeof subjectTokenVariable }

/** Throws UsageError for what cannot be a place. It is not repeated where it looks like a token. */
export function parseSubjectTokenPlace(value: string | true): SubjectTokenPlace {
  if (value === true) return { variable: subjectTokenVariable }
  if (value.trim() === '')
    throw new UsageError('--exchange is empty.', 'Is a variable of your script not set?')
  if (/^eyJ[\w-]+\./.test(value)) {
    throw new UsageError(
      '--exchange takes the name of a file, and not a token: others can see what stands on a line.',
      waysToGiveIt,
    )
  }
  return { file: value }
}

/** Reads the token: the first line of what is there. */
export async function readSubjectToken(
  place: SubjectTokenPlace,
  { stdin, env }: Pick<IO, 'stdin' | 'env'>,
  signal: AbortSignal,
): Promise<string> {
  const content =
    'variable' in place ? (variable(env, place.variable) ?? '') : await contentOf(place.file, stdin, signal)
  const token = content.trimStart().split(/\r?\n/, 1)[0]?.trim() ?? ''
  if (/^[\x21-\x7e]+$/.test(token)) return token
  const name = 'variable' in place ? place.variable : place.file === stdinMark ? 'stdin' : place.file
  throw token === ''
    ? new CredentialsError(`There is no token to exchange in ${name}.`, waysToGiveIt)
    : new CredentialsError(
        `What is in ${name} has characters in it that no token has.`,
        'Give the token alone, without "Bearer" and spaces.',
      )
}

const waysToGiveIt = `Give it in a file with --exchange FILE, on stdin with --exchange ${stdinMark}, or in ${subjectTokenVariable}.`

async function contentOf(
  file: string,
  stdin: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<string> {
  if (file === stdinMark) return readText(stdin, signal)
  try {
    return (await readFile(file, 'utf8')).replace(/^\ufeff/, '')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new CredentialsError(`--exchange names ${file}, which cannot be read: ${reason}.`, waysToGiveIt)
  }
}
