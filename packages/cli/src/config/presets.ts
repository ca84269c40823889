import { join } from 'node:path'
import type { CernEnvironment, CisEnvironment } from '@personctl/sdk'
import { UsageError } from '../errors/errors.ts'

/** The file with all contexts of the folder. */
export function contextFilePath(folder: string): string {
  return join(folder, 'contexts.json')
}

/** A context that is always there. */
export interface Preset {
  /** The embedded directory, which no setting of the environment applies to. */
  readonly demo?: true
  /** The stage of the one service it is about. */
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

export const presetNames: readonly string[] = Object.keys(presets)

/** What a service has its settings of where nothing else says so. DABP is wherever its customers have it. */
export const defaultPresets = { cis: 'mozilla', dabp: undefined, cern: 'cern' } as const

export function presetNamed(name: string): Preset | undefined {
  return Object.hasOwn(presets, name) ? presets[name] : undefined
}

/** The name of a context that may be kept. Throws UsageError for one that may not. */
export function checkedContextName(name: string): string {
  if (presetNamed(name) !== undefined) {
    throw new UsageError(
      `${JSON.stringify(name)} is a preset, which is always the same.`,
      `Choose another name, and start from it: personctl context add my-${name} --preset ${name}`,
    )
  }
  // Lower case only: secrets are kept under the name, and some file systems tell no cases apart.
  if (/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/.test(name)) return name
  throw new UsageError(
    `${JSON.stringify(name)} is no name for a context.`,
    `It takes up to 64 of a-z, 0-9, dot, underscore and hyphen, with a letter or digit at either end. Presets: ${presetNames.join(', ')}.`,
  )
}
