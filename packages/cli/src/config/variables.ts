import { homedir, userInfo } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import type { Environment } from '../io/io.ts'

export type { Environment }

/** The services, as commands, contexts and the SDK name them. */
export type ServiceName = 'cis' | 'dabp' | 'cern'

export const serviceNames: readonly ServiceName[] = ['cis', 'dabp', 'cern']

/** Reads the settings of one service from environment variables. An empty variable counts as not set. */
export class ServiceVariables {
  readonly #env: Environment
  readonly #prefix: string

  constructor(env: Environment, service: ServiceName) {
    this.#env = env
    this.#prefix = `PERSONCTL_${service.toUpperCase()}`
  }

  /** Returns the full name of a variable, for messages. */
  name(setting: string): string {
    return `${this.#prefix}_${setting}`
  }

  /** Returns true if any variable of the service is set. */
  hasAny(): boolean {
    return Object.keys(this.#env).some(
      (name) => name.startsWith(`${this.#prefix}_`) && readVariable(this.#env, name) !== undefined,
    )
  }

  read(setting: string): string | undefined {
    return readVariable(this.#env, this.name(setting))
  }
}

/** Returns the value of a variable; undefined if it is not set, or blank. */
export function readVariable(env: Environment, name: string): string | undefined {
  const value = env[name]
  return value === undefined || value.trim() === '' ? undefined : value
}

/** The folder of the contexts, secrets and tokens. */
interface ConfigDir {
  readonly path: string
  /** The variable that it comes from, or `default`. */
  readonly origin: string
}

/** Returns the folder of this user: `PERSONCTL_CONFIG_DIR`, or else the usual one of the system. */
export function findConfigDir(env: Environment): ConfigDir {
  const given = readVariable(env, 'PERSONCTL_CONFIG_DIR')
  if (given !== undefined) return { path: resolve(given), origin: 'PERSONCTL_CONFIG_DIR' }
  for (const name of process.platform === 'win32' ? ['XDG_CONFIG_HOME', 'APPDATA'] : ['XDG_CONFIG_HOME']) {
    const base = readVariable(env, name)
    // The XDG specification requires that relative paths are ignored.
    if (base !== undefined && isAbsolute(base)) return { path: join(base, 'personctl'), origin: name }
  }
  return { path: join(findHome(), '.config', 'personctl'), origin: 'default' }
}

/** Returns the home folder. An empty or relative HOME would lead to the current folder, so it counts as not set. */
function findHome(): string {
  const home = homedir()
  if (isAbsolute(home)) return home
  try {
    return userInfo().homedir
  } catch {
    // The user has no entry in the list of users, as in some containers.
    return resolve('/')
  }
}
