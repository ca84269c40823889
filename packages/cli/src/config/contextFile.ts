import { access, constants, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { JsonSyntaxError, parseJson } from '../text/jsonSyntax.ts'
import type { ContextFile } from './contextSchema.ts'
import { contextFilePath } from './presets.ts'
import { ConfigurationError, describeWriteError, errorCode, withFileLock } from './store.ts'

/** The version of the format that this personctl writes, and the newest it reads. */
const version = 1

/** What is kept; nothing yet where there is no file. Throws ConfigurationError where there is one that makes no sense. */
export async function readContextFile(folder: string): Promise<ContextFile> {
  const path = contextFilePath(folder)
  const text = await textOf(path)
  if (text === undefined) return { version, contexts: {} }
  const content = parsed(path, text)
  if (isNewer(content)) {
    throw new ConfigurationError(
      `${path} was written by a newer personctl: it has version ${content.version}, and this one knows up to ${version}.`,
      'Update personctl, or set PERSONCTL_CONFIG_DIR to another folder. The file is left as it is.',
    )
  }
  const { problemOf } = await import('./contextSchema.ts')
  const problem = problemOf(content)
  if (problem === undefined) return content as ContextFile
  throw new ConfigurationError(`${path} makes no sense at ${problem}.`, howToRepair)
}

/**
 * Changes what is kept, with no other process in between. Returns what `change` does.
 *
 * @throws ConfigurationError where what is there makes no sense; it is left as it is
 */
export async function changeContextFile<Result>(
  folder: string,
  signal: AbortSignal,
  change: (file: ContextFile) => Result,
): Promise<Result> {
  const path = contextFilePath(folder)
  try {
    return await withFileLock(path, signal, async (replace) => {
      const file = await readContextFile(folder)
      const result = change(file)
      await replace(`${JSON.stringify(file, null, 2)}\n`)
      return result
    })
  } catch (error) {
    throw describeWriteError(path, error)
  }
}

const howToRepair =
  'Repair the file or move it away; it is left as it is. The presets work without it: --context mozilla, or --demo.'

async function textOf(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\ufeff/, '')
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    // Whose folder one may not even look into is not one's own: a container may have another user's HOME.
    if (code === 'EACCES' && !(await canEnter(dirname(path)))) return undefined
    throw new ConfigurationError(`${path} cannot be read: ${code}.`, howToRepair)
  }
}

async function canEnter(folder: string): Promise<boolean> {
  return access(folder, constants.X_OK).then(
    () => true,
    () => false,
  )
}

function parsed(path: string, text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    const { message, line, column } = error
    throw new ConfigurationError(
      `${path} is no JSON: line ${line}, column ${column}: ${message}.`,
      howToRepair,
    )
  }
}

function isNewer(content: unknown): content is { version: number } {
  return (
    typeof content === 'object' &&
    content !== null &&
    'version' in content &&
    typeof content.version === 'number' &&
    content.version > version
  )
}
