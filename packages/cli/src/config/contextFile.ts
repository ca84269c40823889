import { statSync } from 'node:fs'
import type Conf from 'conf'
import { ConfigurationError, systemErrorCode } from '../errors/errors.ts'
import { JsonSyntaxError, parseJson } from '../text/jsonSyntax.ts'
import type { ContextFile } from './contextSchema.ts'
import { contextFilePath } from './presets.ts'

/** The version of the format that this personctl writes, and the newest that it reads. */
const version = 1

/**
 * Reads the stored contexts. A missing file has no contexts.
 *
 * @throws {ConfigurationError} if the file cannot be read, is invalid, or has a newer format
 */
export async function readContextFile(folder: string): Promise<ContextFile> {
  // conf would create the folder, and takes longer to load than most commands to look here in vain.
  if (!hasContextFile(folder)) return { version, contexts: {} }
  return readStore(await openStore(folder))
}

/**
 * Changes the stored contexts, while no other process does. Returns the result of `change`.
 *
 * @param change changes the file that it is given; runs again if another process took over meanwhile
 * @throws {ConfigurationError} if the file cannot be read, is invalid, or has a newer format; it is left unchanged
 * @throws {NotWritableError} if the file cannot be written
 */
export async function changeContextFile<Result>(
  folder: string,
  signal: AbortSignal,
  change: (file: ContextFile) => Result | Promise<Result>,
): Promise<Result> {
  const path = contextFilePath(folder)
  // Most commands only read.
  const [{ withFileLock }, { describeWriteError }] = await Promise.all([
    import('./fileLock.ts'),
    import('./atomicFile.ts'),
  ])
  try {
    hasContextFile(folder)
    return await withFileLock(path, signal, async (replace) => {
      const store = await openStore(folder)
      const file = readStore(store)
      const result = await change(file)
      await replace(serializeStore(store, file))
      return result
    })
  } catch (error) {
    throw describeWriteError(path, error)
  }
}

/** @throws {ConfigurationError} if the file cannot be read, or if it or its folder belongs to somebody else */
function hasContextFile(folder: string): boolean {
  const path = contextFilePath(folder)
  try {
    const file = statSync(path, { throwIfNoEntry: false })
    if (file !== undefined) checkOwner(path, file.uid)
    // Its owner can replace what is in it, for example with a link to another file of this user.
    const { uid } = statSync(folder)
    checkOwner(folder, uid)
    return file !== undefined
  } catch (error) {
    if (error instanceof ConfigurationError) throw error
    const code = systemErrorCode(error)
    // EACCES: the folder is closed to this user, so it is not theirs; a container may have another user's HOME.
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes(code)) return false
    throw unreadable(path, code)
  }
}

/**
 * Checks that the file or the folder belongs to this user or to root: the URLs in it decide where secrets are sent.
 *
 * @throws {ConfigurationError} if it belongs to somebody else
 */
function checkOwner(path: string, owner: number): void {
  const user = process.getuid?.()
  // With sudo, the folder may be that of the user who called it.
  const caller = user === 0 ? Number(process.env['SUDO_UID'] ?? 0) : user
  if (user === undefined || [0, user, caller].includes(owner)) return
  throw new ConfigurationError(
    `${path} belongs to another user (${owner}), who could send your secrets anywhere.`,
    'Check it and run chown, or set PERSONCTL_CONFIG_DIR to a folder of your own. The presets work without it: --context mozilla, or --demo.',
  )
}

/**
 * Opens the file with conf. conf is told nothing that would have it change the file on its own: it has no defaults to
 * add, no migrations (which would leave a key `__internal__`), no watcher, and does not clear a file that is invalid.
 */
async function openStore(folder: string): Promise<Conf<ContextFile>> {
  const [{ default: Conf }, { findProblem }] = await Promise.all([
    import('conf'),
    import('./contextSchema.ts'),
  ])
  const path = contextFilePath(folder)
  try {
    return new Conf<ContextFile>({
      cwd: folder,
      configName: 'contexts',
      clearInvalidConfig: false,
      // A context may have a dot in its name.
      accessPropertiesByDotNotation: false,
      deserialize: (content) => parseContextFile(path, content, findProblem),
    })
  } catch (error) {
    throw error instanceof ConfigurationError ? error : unreadable(path, systemErrorCode(error))
  }
}

/** Returns the content of the file. A missing file has no contexts. */
function readStore({ store }: Conf<ContextFile>): ContextFile {
  return 'version' in store ? store : { version, contexts: {} }
}

/**
 * Gives conf new content, and returns the text for the file. conf's own way of writing is replaced: with SNAP in the
 * environment, as in a terminal of an editor from the Snap Store, it does not write atomically; it installs handlers
 * for all signals; and it cannot check that the lock is still its own as it renames.
 */
function serializeStore(store: Conf<ContextFile>, file: ContextFile): string {
  let content = ''
  const write = (changed: ContextFile) => {
    content = `${JSON.stringify(changed, null, 2)}\n`
  }
  Object.assign(store, { _write: write })
  store.store = file
  return content
}

const repairHint =
  'Repair the file or move it away; it is left unchanged. The presets work without it: --context mozilla, or --demo.'

function unreadable(path: string, code: string): ConfigurationError {
  return new ConfigurationError(`${path} cannot be read: ${code}.`, repairHint)
}

/** Parses the file. Unknown keys are preserved. */
function parseContextFile(
  path: string,
  content: string,
  findProblem: (content: unknown) => string | undefined,
): ContextFile {
  const file = parseJsonFile(path, content.replace(/^\ufeff/, ''))
  if (hasNewerVersion(file)) {
    throw new ConfigurationError(
      `${path} was written by a newer personctl: it has version ${file.version}, and this one reads up to version ${version}.`,
      'Update personctl, or set PERSONCTL_CONFIG_DIR to another folder. The file is left unchanged.',
    )
  }
  const problem = findProblem(file)
  if (problem === undefined) return file as ContextFile
  throw new ConfigurationError(`${path} is invalid at ${problem}.`, repairHint)
}

function parseJsonFile(path: string, content: string): unknown {
  try {
    return parseJson(content)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    throw new ConfigurationError(error.describe(path), repairHint)
  }
}

function hasNewerVersion(content: unknown): content is { version: number } {
  return (
    typeof content === 'object' &&
    content !== null &&
    'version' in content &&
    typeof content.version === 'number' &&
    content.version > version
  )
}
