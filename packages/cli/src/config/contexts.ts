import type { CernEnvironment, CisEnvironment } from '@personctl/sdk'
import { UsageError } from '../failure/usageError.ts'

/** A named set of settings to start from. */
export interface Context {
  readonly name: string
  /** The embedded directory, which no setting of the environment applies to. */
  readonly demo?: true
  /** The stages of the services; production where there is none of a service. */
  readonly cis?: { readonly environment: CisEnvironment }
  readonly cern?: { readonly environment: CernEnvironment }
}

const presets: readonly Context[] = [
  { name: 'demo', demo: true },
  { name: 'mozilla', cis: { environment: 'production' } },
  { name: 'mozilla-test', cis: { environment: 'testing' } },
  { name: 'mozilla-dev', cis: { environment: 'development' } },
  { name: 'cern', cern: { environment: 'production' } },
  { name: 'cern-qa', cern: { environment: 'qa' } },
]

const fallback = 'mozilla'

export const contextNames: readonly string[] = presets.map(({ name }) => name)

/** The context that a flag names, or else `PERSONCTL_CONTEXT`. */
export function resolveContext(flag: string | undefined, variable: string | undefined): Context {
  const name = flag ?? variable ?? fallback
  const context = presets.find((preset) => preset.name === name)
  if (context !== undefined) return context
  const origin = flag === undefined ? 'PERSONCTL_CONTEXT' : '--context'
  throw new UsageError(
    `${origin} is ${JSON.stringify(name)}, which is no context.`,
    `Contexts: ${contextNames.join(', ')}.`,
  )
}
