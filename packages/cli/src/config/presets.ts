import { join } from 'node:path'
import type { CernEnvironment, CisEnvironment } from '@personctl/sdk'
import { UsageError } from '../errors/errors.ts'

// The names and the path of contexts are here, too: completion needs them, and must load nothing heavier.

/** Returns the path of the file with the contexts. */
export function contextFilePath(folder: string): string {
  return join(folder, 'contexts.json')
}

/** A built-in context. */
export interface Preset {
  /** True for the embedded directory, which ignores the settings of environment variables. */
  readonly demo?: true
  /** The environment of the one service that it is for. */
  readonly cis?: CisEnvironment
  readonly cern?: CernEnvironment
}

const presets: Readonly<Record<string, Preset>> = {
  demo: { demo: true },
  mozilla: { cis: 'production' },
  'mozilla-test': { cis: 'testing' },
  'mozilla-dev': { cis: 'development' },
  cern: { cern: 'production' },
  'cern-qa': { cern: 'qa' },
}

/** The names of the built-in contexts. */
export const presetNames: readonly string[] = Object.keys(presets)

/** Default settings per service. DABP has none: every customer has its own URL. */
export const defaultPresets = { cis: 'mozilla', dabp: undefined, cern: 'cern' } as const

/** Returns a built-in context by its name. */
export function findPreset(name: string): Preset | undefined {
  return Object.hasOwn(presets, name) ? presets[name] : undefined
}

/**
 * Checks the name of a context that is about to be stored, and returns it.
 *
 * @throws {UsageError} if it is that of a preset, or invalid
 */
export function checkContextName(name: string): string {
  if (findPreset(name) !== undefined) {
    throw new UsageError(
      `${JSON.stringify(name)} is a preset, which cannot be changed.`,
      `To start from it under another name: personctl context add my-${name} --preset ${name}`,
    )
  }
  // Lower case only: secrets are stored under the name, and some file systems ignore case.
  if (/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/.test(name)) return name
  throw new UsageError(
    `${JSON.stringify(name)} is not a valid context name.`,
    `A name has up to 64 characters (a-z, 0-9, dot, underscore, hyphen), with a letter or digit at both ends. Presets: ${presetNames.join(', ')}.`,
  )
}
