import childProcess, { type SpawnOptions } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { type Outcome, type RunOptions, runPersonctl } from '../../helpers/runPersonctl.ts'

const useFakeKeyring = fileURLToPath(new URL('useFakeKeyring.mjs', import.meta.url))

/** Where a user keeps what personctl keeps, for as long as the test lasts. */
export interface UserFolder {
  readonly path: string
  /** What leads personctl there. */
  readonly env: Readonly<Record<string, string>>
  /** Runs personctl as this user. */
  run(args: readonly string[], options?: RunOptions): Promise<Outcome>
  /** The path of something in it. */
  at(...names: string[]): string
  /** All files in it, with what they hold, by their paths in it. */
  files(): Record<string, string>
  /** The content of `contexts.json`. */
  contexts(): { current?: string; secretStore?: string; contexts: Record<string, object> }
}

export function userFolder(extra: Readonly<Record<string, string>> = {}): UserFolder {
  const base = mkdtempSync(join(tmpdir(), 'personctl-user-'))
  onTestFinished(() => rmSync(base, { recursive: true, force: true }))
  const path = join(base, 'config')
  const env = { PERSONCTL_CONFIG_DIR: path, ...extra }
  return {
    path,
    env,
    run: (args, options = {}) => runPersonctl(args, { ...options, env: { ...env, ...options.env } }),
    at: (...names) => join(path, ...names),
    files: () => filesIn(path),
    contexts: () => JSON.parse(readFileSync(join(path, 'contexts.json'), 'utf8')),
  }
}

/** Returns the content of each file of secrets. */
export function listStoredSecrets(user: UserFolder): string[] {
  return Object.entries(user.files())
    .filter(([name]) => name.startsWith('secrets'))
    .map(([, content]) => content)
}

/** The same with a keyring that is a file, which is returned as it is. */
export function userWithKeyring(
  extra: Readonly<Record<string, string>> = {},
): UserFolder & { keyring(): Record<string, string>; keyringProcesses(): KeyringProcess[] } {
  allowSlowKeyring()
  const folder = mkdtempSync(join(tmpdir(), 'personctl-keyring-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'keyring.json')
  const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '')
  return {
    ...userFolder({ NODE_OPTIONS: `--import=${useFakeKeyring}`, FAKE_KEYRING: path, ...extra }),
    keyring: () => JSON.parse(read(path) || '{}'),
    keyringProcesses: () =>
      read(`${path}.processes`)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
  }
}

/** A process that has used the keyring. */
export interface KeyringProcess {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

function filesIn(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {}
  const found: Record<string, string> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    // It says which of the others are secret.
    if (!entry.isFile() || entry.name === '.gitignore') continue
    const path = join(entry.parentPath, entry.name)
    found[path.slice(folder.length + 1)] = readFileSync(path, 'utf8')
  }
  return found
}

/** Raises the time limit of the keyring's process: on a busy machine, the fake takes longer to start than a keyring may. */
function allowSlowKeyring(): void {
  const { spawn } = childProcess
  const replaceSpawn = (replacement: object) => {
    Object.assign(childProcess, { spawn: replacement })
    syncBuiltinESMExports()
  }
  replaceSpawn((command: string, args: readonly string[], options: SpawnOptions) =>
    spawn(command, args, options.timeout === undefined ? options : { ...options, timeout: 60_000 }),
  )
  onTestFinished(() => replaceSpawn(spawn))
}
