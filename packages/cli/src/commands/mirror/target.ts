import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Mirror, OpenMirrorOptions } from '@personctl/mirror'
import type { Command, OptionValues } from 'commander'
import { withOffer } from '../../completion/commandTable.ts'
import { findConfigDir, readVariable } from '../../config/variables.ts'
import { checkNotEmpty, ExplainedError, hasErrorCode, UsageError } from '../../errors/errors.ts'
import type { Invocation } from '../command.ts'

/** The module of the mirror. It is not part of the CLI, and loaded by the commands that need it only. */
type MirrorModule = typeof import('@personctl/mirror')

const variable = 'PERSONCTL_MIRROR'
const defaultName = 'mirror.sqlite'

/** Adds `--to`, which every command of the mirror has. */
export function addTargetOption(command: Command): void {
  command.addOption(
    withOffer(
      command.createOption(
        '--to <database>',
        `Set the database: a file, or a postgres:// URL (default: ${variable}, or else ${defaultName} in the folder of personctl)`,
      ),
      'files',
    ),
  )
}

/** Parses `--to`; undefined for the default. */
export function parseTarget({ to }: OptionValues): string | undefined {
  if (to !== undefined) checkNotEmpty('--to', to)
  return to
}

export const targetNotes = `\
The mirror is a file of SQLite, or a schema in a database of PostgreSQL. Its password is better in
PGPASSFILE or PGPASSWORD than in the URL, which other users can see in the list of processes.`

/**
 * Loads the module of the mirror.
 *
 * @throws {UsageError} if it is not installed
 */
export async function loadMirrorModule(): Promise<MirrorModule> {
  try {
    return await import('@personctl/mirror')
  } catch (error) {
    const isMissing = hasErrorCode(error, 'ERR_MODULE_NOT_FOUND') || hasErrorCode(error, 'MODULE_NOT_FOUND')
    if (!isMissing || !String(error).includes('@personctl/mirror')) throw error
    throw new UsageError(
      'The mirror is a package of its own, and it is not installed.',
      'Install it beside personctl: npm install --global @personctl/mirror, or without --global in a project.',
    )
  }
}

/** Opens a mirror, calls a function with it, and closes it. */
export async function useMirror<Result>(
  target: string | undefined,
  { connection }: Pick<Invocation, 'connection'>,
  options: OpenMirrorOptions,
  work: (mirror: Mirror, module: MirrorModule) => Promise<Result>,
): Promise<Result> {
  const module = await loadMirrorModule()
  const url = await findTarget(target, connection, options)
  for (const password of readPasswords(url)) connection.redactor.addSecret(password)
  let mirror: Mirror
  try {
    mirror = await module.openMirror(url, options)
  } catch (error) {
    throw target === undefined && hasErrorCode(error, 'mirror_not_found')
      ? new ExplainedError(error, {
          hint: 'Name it with --to, or create it with personctl mirror pull. To try the mirror without a service, add --demo.',
        })
      : error
  }
  try {
    return await work(mirror, module)
  } finally {
    await mirror.close()
  }
}

/** Returns the path or the URL of the mirror: that of the command line, of the variable, or the default. */
export async function findTarget(
  target: string | undefined,
  { env }: Invocation['connection'],
  options: OpenMirrorOptions,
): Promise<string> {
  return target ?? readVariable(env, variable) ?? (await findDefault(env, options))
}

/** Returns the absolute path of a file, or the URL of a server without user, password and options. */
export function describeTarget(url: string): string {
  if (/^file:/i.test(url) && URL.canParse(url)) return fileURLToPath(url)
  if (!postgresScheme.test(url)) return resolve(url)
  if (!URL.canParse(url)) return 'postgres'
  const { host, pathname, searchParams } = new URL(url)
  return `postgres://${host || (searchParams.get('host') ?? 'localhost')}${pathname}`
}

const postgresScheme = /^postgres(?:ql)?:/i

async function findDefault(
  env: Invocation['connection']['env'],
  { readOnly = false }: OpenMirrorOptions,
): Promise<string> {
  const folder = findConfigDir(env).path
  if (!readOnly) {
    const { mkdir } = await import('node:fs/promises')
    // A folder that cannot be created is reported when the file is.
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => {})
  }
  return join(folder, defaultName)
}

/** Returns the password of a URL, as it is written and as it is read. */
function readPasswords(url: string): string[] {
  if (!postgresScheme.test(url)) return []
  const written = [
    /^[^:]+:\/\/[^:/?#]*:([^@]*)@/.exec(url)?.[1],
    /[?&]password=([^&#]*)/.exec(url)?.[1],
  ].flatMap((password) => password || [])
  return written.flatMap((password) => [password, decode(password)])
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
