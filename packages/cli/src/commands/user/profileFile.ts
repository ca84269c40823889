import { parseExactJson } from '@personctl/shared/exactJson'
import { isObject } from '@personctl/shared/guards'
import { UsageError } from '../../errors/errors.ts'
import { nameInput, readInput } from '../../io/files.ts'
import type { IO } from '../../io/io.ts'
import { JsonSyntaxError, parseJsonOrLines } from '../../text/jsonSyntax.ts'

/** The content of a file of profiles, unchecked. Numbers that JavaScript would change are an `ExactNumber`. */
export interface ProfileFile {
  readonly profiles: readonly unknown[]
  /** False for a single profile. */
  readonly isList: boolean
}

/**
 * Reads a file with a profile, a list of profiles, or ndjson.
 *
 * @param path the path, or `-` for stdin
 * @throws {UsageError} if it cannot be read, or if it is not valid JSON
 */
async function readProfiles(path: string, io: Pick<IO, 'stdin'>, signal: AbortSignal): Promise<ProfileFile> {
  return parseProfileFile(await readInput(path, io, signal), path)
}

/**
 * Parses the content of a file with a profile, a list of profiles, or ndjson.
 *
 * @throws {UsageError} if it is not valid JSON, or if it is empty, though its name promises more
 */
export function parseProfileFile(text: string, path: string): ProfileFile {
  if (text.trim() === '' && /\.(?:json|csv)$/i.test(path)) {
    throw new UsageError(
      `The content of ${nameInput(path)} is empty.`,
      'Check that the command that wrote it has not failed.',
    )
  }
  try {
    return parseProfiles(text)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    throw new UsageError(
      error.describe(`The content of ${nameInput(path)}`),
      'Give a profile, a list of profiles, or ndjson with a profile on each line.',
    )
  }
}

/**
 * Reads a file of profiles with signatures and metadata.
 *
 * @throws {UsageError} if it cannot be read, or if a profile has only values, as every command writes it without `--raw`
 */
export async function readWholeProfiles(
  path: string,
  io: Pick<IO, 'stdin'>,
  signal: AbortSignal,
): Promise<ProfileFile> {
  const file = await readProfiles(path, io, signal)
  const unwrapped = file.profiles.findIndex(isUnwrapped)
  if (unwrapped < 0) return file
  throw new UsageError(
    `${file.isList ? `The profile ${unwrapped}` : 'The profile'} in ${nameInput(path)} has no signatures and metadata.`,
    'Write profiles as the service stores them: add --raw to the command that wrote the file.',
  )
}

function parseProfiles(text: string): ProfileFile {
  // A list of nobody, as ndjson.
  if (text.trim() === '') return { profiles: [], isList: true }
  const { values, isLines } = parseJsonOrLines(text, parseExactJson)
  const [content] = values
  if (isLines) return { profiles: values, isList: true }
  return Array.isArray(content) ? { profiles: content, isList: true } : { profiles: [content], isList: false }
}

/** Returns true for a profile without signatures and metadata. */
function isUnwrapped(profile: unknown): boolean {
  if (!isObject(profile)) return false
  const values = ['user_id', 'uuid', 'primary_email', 'first_name', 'active'].map((name) => profile[name])
  return values.some((value) => typeof value === 'string') && !values.some(isObject)
}
