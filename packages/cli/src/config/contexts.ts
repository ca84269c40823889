import type { CernEnvironment, CisEnvironment } from '@personctl/sdk'
import { didYouMean } from '@personctl/shared/didYouMean'
import { UsageError } from '../errors/errors.ts'
import { readContextFile } from './contextFile.ts'
import type { ContextFile, StoredContext, StoredService } from './contextSchema.ts'
import { defaultPresets, type Preset, presetNamed, presetNames } from './presets.ts'
import { ConfigurationError } from './store.ts'
import {
  configFolder,
  type Environment,
  type ServiceName,
  ServiceVariables,
  serviceNames,
  variable,
} from './variables.ts'

/** A named set of settings to start from. */
export interface Context {
  readonly name: string
  /** What named it: an option, a variable, `the context in use`, or nothing: then it is `default`. */
  readonly origin: string
  /** The embedded directory, which no setting of the environment applies to. */
  readonly demo?: true
  /** What it says of each service; where it says nothing, production stands in. */
  readonly cis?: ContextService<CisEnvironment>
  readonly dabp?: ContextService<never>
  readonly cern?: ContextService<CernEnvironment>
}

/** What a context says of one service. */
interface ContextService<Stage> extends Omit<StoredService, 'preset'> {
  readonly preset?: string
  /** The stage that the preset is. */
  readonly environment?: Stage
}

/** The context that a flag names, or else `PERSONCTL_CONTEXT`, or else the one in use, or else `mozilla`. */
export async function resolveContext(flag: string | undefined, env: Environment): Promise<Context> {
  const inVariable = variable(env, 'PERSONCTL_CONTEXT')?.trim()
  const named = choose(flag, inVariable, undefined)
  // Presets are there without the file, and also with one that is broken.
  if (named.origin !== 'default' && presetNamed(named.name) !== undefined) return contextOf(named, undefined)

  const { contexts, current } = await readContextFile(configFolder(env).path)
  const choice = choose(flag, inVariable, current)
  const { name } = choice
  const stored = Object.hasOwn(contexts, name) ? contexts[name] : undefined
  if (stored === undefined && presetNamed(name) === undefined) throw unknownContext(choice, contexts)
  return contextOf(choice, stored)
}

/** Says that there is no such context, and which there are. */
export function unknownContext(
  { name, origin }: Pick<Context, 'name' | 'origin'>,
  contexts: ContextFile['contexts'],
): UsageError {
  const all = [...Object.keys(contexts), ...presetNames]
  const meant = didYouMean(name, all)
  return new UsageError(
    `${origin} is ${JSON.stringify(name)}, which is no context.`,
    `${meant === undefined ? '' : `Did you mean ${meant}? `}Contexts: ${all.join(', ')}.`,
  )
}

function choose(
  flag: string | undefined,
  inVariable: string | undefined,
  current: string | undefined,
): { name: string; origin: string } {
  if (flag !== undefined) return { name: flag, origin: '--context' }
  if (inVariable !== undefined) return { name: inVariable, origin: 'PERSONCTL_CONTEXT' }
  if (current !== undefined) return { name: current, origin: 'the context in use' }
  return { name: defaultPresets.cis, origin: 'default' }
}

/** A context as the services see it: a stored one, or the preset of that name. */
export function contextOf(
  { name, origin }: Pick<Context, 'name' | 'origin'>,
  stored: StoredContext | undefined,
): Context {
  const { demo, cis, dabp, cern } = stored ?? asStored(name)
  return {
    name,
    origin,
    ...(demo && { demo }),
    ...(cis && { cis: withStage(name, 'cis', cis, (preset) => preset.cis) }),
    ...(dabp && { dabp: withStage<never>(name, 'dabp', dabp, () => undefined) }),
    ...(cern && { cern: withStage(name, 'cern', cern, (preset) => preset.cern) }),
  }
}

function asStored(name: string): StoredContext {
  const { demo, cis, cern } = presetNamed(name) ?? {}
  return {
    ...(demo && { demo }),
    ...(cis && { cis: { preset: name } }),
    ...(cern && { cern: { preset: name } }),
  }
}

function withStage<Stage>(
  context: string,
  name: string,
  { preset, ...rest }: StoredService,
  stageOf: (preset: Preset) => Stage | undefined,
): ContextService<Stage> {
  if (preset === undefined) return rest
  const environment = stageOf(presetNamed(preset) ?? {})
  if (environment !== undefined) return { ...rest, preset, environment }
  throw new ConfigurationError(
    `Context ${context} has ${JSON.stringify(preset)} as its preset for ${name}, and there is none of that name.`,
    `personctl context set ${context} --service ${name} --preset PRESET gives it another.`,
  )
}

/** The services that a context is about, and those that the environment has settings of. */
export function servicesOf(context: Context, env: Environment): ServiceName[] {
  return serviceNames.filter(
    (service) => context[service] !== undefined || new ServiceVariables(env, service).areSet(),
  )
}
