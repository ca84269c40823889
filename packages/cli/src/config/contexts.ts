import type { CernEnvironment, CisEnvironment } from '@personctl/sdk'
import { didYouMean } from '@personctl/shared/didYouMean'
import { ConfigurationError, checkNotEmpty, UsageError } from '../errors/errors.ts'
import { readContextFile } from './contextFile.ts'
import type { ContextFile, StoredContext, StoredService } from './contextSchema.ts'
import { defaultPresets, findPreset, type Preset, presetNames } from './presets.ts'
import {
  type Environment,
  findConfigDir,
  readVariable,
  type ServiceName,
  ServiceVariables,
  serviceNames,
} from './variables.ts'

/** A named set of settings. Environment variables have precedence over it, unless the command line names it. */
export interface Context {
  readonly name: string
  /** The option or variable that selects it, `the context in use`, or `default`. */
  readonly origin: string
  /** True for the embedded directory, which ignores the settings of environment variables. */
  readonly demo?: true
  /** True for a context in the file, as opposed to a preset. */
  readonly isStored?: true
  /** True for a stored context that the command line names. It has precedence over environment variables. */
  readonly isNamed?: true
  /** Settings per service; production for a service without any. */
  readonly cis?: ContextService<CisEnvironment>
  readonly dabp?: ContextService<never>
  readonly cern?: ContextService<CernEnvironment>
}

/** The settings of one service in a context. */
interface ContextService<Stage> extends Omit<StoredService, 'preset'> {
  readonly preset?: string
  /** The environment that the preset stands for. */
  readonly environment?: Stage
}

/**
 * Returns the context that the flag selects (or the argument that `label` names), or else `PERSONCTL_CONTEXT`, or else the context in use, or else `mozilla`.
 *
 * @throws {UsageError} if it does not exist
 * @throws {ConfigurationError} if the stored contexts are invalid
 */
export async function resolveContext(
  flag: string | undefined,
  env: Environment,
  label: string = namedOrigin,
): Promise<Context> {
  const inVariable = readVariable(env, 'PERSONCTL_CONTEXT')?.trim()
  const named = selectContext(flag, inVariable, undefined)
  // Presets work without the file, and with an invalid one.
  if (named.origin !== 'default' && findPreset(named.name) !== undefined)
    return createContext(named, undefined)

  const { contexts, current } = await readContextFile(findConfigDir(env).path)
  const choice = selectContext(flag, inVariable, current)
  const { name } = choice
  const stored = Object.hasOwn(contexts, name) ? contexts[name] : undefined
  if (stored === undefined && findPreset(name) === undefined)
    throw createUnknownContextError(flag === undefined ? choice : { name, origin: label }, contexts)
  return createContext(choice, stored)
}

/** Creates the error for a context that does not exist, or is a preset. Its hint lists those that exist. */
export function createUnknownContextError(
  { name, origin }: Pick<Context, 'name' | 'origin'>,
  contexts: ContextFile['contexts'],
): UsageError {
  checkNotEmpty(origin, name)
  if (findPreset(name) !== undefined) {
    return new UsageError(
      `${JSON.stringify(name)} is a preset, which cannot be changed.`,
      `To have a copy of your own: personctl context copy ${name} NAME.`,
    )
  }
  const all = [...Object.keys(contexts), ...presetNames]
  const suggestion = didYouMean(name, all)
  return new UsageError(
    wordUnknownContext(JSON.stringify(name), origin),
    `${suggestion === undefined ? '' : `Did you mean ${suggestion}? `}Contexts: ${all.join(', ')}.`,
  )
}

function wordUnknownContext(name: string, origin: string): string {
  if (origin === currentOrigin) return `The context in use, ${name}, does not exist.`
  return `There is no context ${name}${origin === argumentOrigin ? '' : `, which ${origin} names`}.`
}

/** The origin of a context that is in use. */
const currentOrigin = 'the context in use'

/** The origin of a context that an argument names. */
export const argumentOrigin = 'The name'

/** The origin of a context that the command line names. */
export const namedOrigin = '--context'

function selectContext(
  flag: string | undefined,
  inVariable: string | undefined,
  current: string | undefined,
): { name: string; origin: string } {
  if (flag !== undefined) return { name: flag, origin: namedOrigin }
  if (inVariable !== undefined) return { name: inVariable, origin: 'PERSONCTL_CONTEXT' }
  if (current !== undefined) return { name: current, origin: currentOrigin }
  return { name: defaultPresets.cis, origin: 'default' }
}

/** Creates a context from its stored settings, or from the preset of its name. */
export function createContext(
  { name, origin }: Pick<Context, 'name' | 'origin'>,
  stored: StoredContext | undefined,
): Context {
  const { demo, cis, dabp, cern } = stored ?? expandPreset(name)
  return {
    name,
    origin,
    ...(demo && { demo }),
    ...(stored && { isStored: true }),
    ...(stored && origin === namedOrigin && { isNamed: true }),
    ...(cis && { cis: resolvePreset(name, 'cis', cis, (preset) => preset.cis) }),
    ...(dabp && { dabp: resolvePreset<never>(name, 'dabp', dabp, () => undefined) }),
    ...(cern && { cern: resolvePreset(name, 'cern', cern, (preset) => preset.cern) }),
  }
}

/** Returns the settings to store for a context that is the same as a preset. */
export function expandPreset(name: string): StoredContext {
  const { demo, cis, cern } = findPreset(name) ?? {}
  return {
    ...(demo && { demo }),
    ...(cis && { cis: { preset: name } }),
    ...(cern && { cern: { preset: name } }),
  }
}

function resolvePreset<Stage>(
  context: string,
  name: string,
  { preset, ...rest }: StoredService,
  environmentOf: (preset: Preset) => Stage | undefined,
): ContextService<Stage> {
  if (preset === undefined) return rest
  const environment = environmentOf(findPreset(preset) ?? {})
  if (environment !== undefined) return { ...rest, preset, environment }
  throw new ConfigurationError(
    `Context ${context} has the preset ${JSON.stringify(preset)} for ${name}, which does not exist.`,
    `To choose another one: personctl context set ${context} --service ${name} --preset PRESET`,
  )
}

/** Returns the services that the context or an environment variable has settings for. */
export function listServices(context: Context, env: Environment): ServiceName[] {
  return serviceNames.filter(
    (service) => context[service] !== undefined || new ServiceVariables(env, service).hasAny(),
  )
}
