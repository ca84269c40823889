import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { type Environment, variable } from './variables.ts'

/** Where everything that personctl keeps is: contexts, secrets, tokens. */
export interface Folder {
  readonly path: string
  /** The variable that says so, or else `default`. */
  readonly origin: string
}

/** The folder of this user: `PERSONCTL_CONFIG_DIR`, or else where the system has such folders. */
export function configFolder(env: Environment): Folder {
  const given = variable(env, 'PERSONCTL_CONFIG_DIR')
  if (given !== undefined) return { path: resolve(given), origin: 'PERSONCTL_CONFIG_DIR' }
  for (const name of process.platform === 'win32' ? ['XDG_CONFIG_HOME', 'APPDATA'] : ['XDG_CONFIG_HOME']) {
    const base = variable(env, name)
    // The XDG specification has relative paths ignored.
    if (base !== undefined && isAbsolute(base)) return { path: join(base, 'personctl'), origin: name }
  }
  return { path: join(homedir(), '.config', 'personctl'), origin: 'default' }
}
