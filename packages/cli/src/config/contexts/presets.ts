import type { CernEnvironment, CisEnvironment } from '@personctl/sdk'

/** A context that is always there. */
export interface Preset {
  /** The embedded directory, which no setting of the environment applies to. */
  readonly demo?: true
  /** The stage of the one service it is about. */
  readonly cis?: CisEnvironment
  readonly cern?: CernEnvironment
}

export const presets: Readonly<Record<string, Preset>> = {
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
