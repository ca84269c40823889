import type { Engine } from '../engine/engine.ts'
import { describeError, isMirrorError, MirrorError } from '../errors.ts'
import { type Service, services } from '../schema/collections.ts'
import { walkCern } from './cernWalk.ts'
import { walkCis } from './cisWalk.ts'
import { hashJson } from './comparison.ts'
import { walkDabp } from './dabpWalk.ts'
import type { PullOptions, PullResult, ServiceResult } from './options.ts'
import { createPrivacy, type Privacy } from './privacy.ts'
import { checkLimits, findBrake, isEmpty, publish, removeOldVersions } from './publish.ts'
import {
  beginServiceRun,
  checkOrigin,
  createRun,
  endServiceRun,
  readWidestScopes,
  restartServiceRun,
  type Selection,
  type ServiceRun,
} from './runs.ts'
import { createPacer, type WalkContext } from './walk.ts'

type Walk = (context: WalkContext) => Promise<string | undefined>

const walks: Readonly<Record<Service, Walk>> = {
  cis: walkCis,
  cern: walkCern,
  dabp: walkDabp,
}

/** Codes of errors of the SDK for lists that contradict themselves: the rest of such a list would not mend it. */
const brokenListCodes = ['repeated_page', 'repeated_rows', 'list_changed', 'incomplete_list']

/** Pulls the services that have a client, one after the other, and publishes each on its own. */
export async function pull(engine: Engine, options: PullOptions): Promise<PullResult> {
  const { clients, baseUrls = {}, hooks = {}, keepDays = 90, now = Date.now } = options
  checkLimits(options.limits ?? {})
  const wanted = services.filter((service) => clients[service] !== undefined)
  if (wanted.length === 0)
    throw new MirrorError('invalid_argument', 'No service has a client.', {
      hint: 'Pass at least one in clients.',
    })
  checkGroupFilters(options.groups ?? [])
  const pace = createPacer(options.rate, options.signal)
  const privacy = createPrivacy(options)
  const startedAt = now()
  const release = await engine.lock()
  try {
    await checkOrigin(engine, {
      ...Object.fromEntries(wanted.map((service) => [`url_${service}`, baseUrls[service]])),
      pseudonym_key: privacy.keyPrint,
    })
    const run = await createRun(engine, wanted, startedAt)
    const results: ServiceResult[] = []
    for (const service of wanted) {
      const result = await pullService(engine, { run, service, options, privacy, pace, startedAt: now() })
      results.push(result)
      if (result.status === 'published') hooks.onPublished?.(result)
      if (options.signal?.aborted === true) break
    }
    const last = results.at(-1)
    const unmatched = privacy.listUnmatched()
    // Of a walk that was continued, earlier pages are not known.
    if (
      last &&
      unmatched.length > 0 &&
      results.every(({ status, resumed }) => status === 'published' && !resumed)
    ) {
      const text = `No row of ${wanted.join(', ')} has the attribute ${unmatched.join(', ')}: the name may be misspelt, or the token does not show it.`
      results[results.length - 1] = { ...last, notices: [...last.notices, text] }
      hooks.onNotice?.(text)
    }
    if (results.some(({ status }) => status === 'published') && keepDays !== Number.POSITIVE_INFINITY)
      await removeOldVersions(engine, { keepDays, now: now() })
    const result = summarize(run, results, now() - startedAt)
    await finishRun(engine, result, now())
    throwUnlessPublished(result, options.signal)
    return result
  } finally {
    await release()
  }
}

/**
 * Publishes a run that was refused, without any request.
 *
 * @throws {MirrorError} with the code `run_not_found` if the run was not refused, or another one has begun since
 */
export async function acceptRun(
  engine: Engine,
  run: number,
  now: () => number = Date.now,
): Promise<PullResult> {
  const startedAt = now()
  const release = await engine.lock()
  try {
    const refused = await engine.all<{
      service: Service
      note: string | null
      is_baseline: boolean | number
    }>("select service, note, is_baseline from run_service where run = ? and status = 'refused'", [run])
    if (refused.length === 0)
      throw new MirrorError('run_not_found', `Run ${run} does not wait to be accepted.`, {
        hint: 'personctl mirror status shows the runs. A later pull abandons a refused run.',
        run,
      })
    const results: ServiceResult[] = []
    for (const { service, note, is_baseline } of refused) {
      const began = now()
      const tables = await publish(engine, { run, service }, { note: `accepted: ${note ?? ''}`, now: now() })
      results.push({
        service,
        status: 'published',
        reason: undefined,
        error: undefined,
        resumed: false,
        isBaseline: Boolean(is_baseline),
        tables,
        requests: 0,
        durationMs: now() - began,
        notices: [],
      })
    }
    const result = summarize(run, results, now() - startedAt)
    await finishRun(engine, result, now())
    return result
  } finally {
    await release()
  }
}

async function pullService(
  engine: Engine,
  {
    run,
    service,
    options,
    privacy,
    pace,
    startedAt,
  }: {
    run: number
    service: Service
    options: PullOptions
    privacy: Privacy
    pace: WalkContext['pace']
    startedAt: number
  },
): Promise<ServiceResult> {
  const { hooks = {}, now = Date.now, signal } = options
  const notices: string[] = []
  const notice = (text: string) => {
    notices.push(text)
    hooks.onNotice?.(text)
  }
  let requests = 0
  let serviceRun: ServiceRun | undefined
  const conclude = (
    status: ServiceResult['status'],
    rest: Partial<Pick<ServiceResult, 'reason' | 'error' | 'tables'>> = {},
  ): ServiceResult => ({
    service,
    status,
    reason: rest.reason,
    error: rest.error,
    resumed: (serviceRun?.attempt ?? 1) > 1,
    isBaseline: serviceRun?.isBaseline ?? false,
    tables: rest.tables ?? {},
    requests,
    durationMs: now() - startedAt,
    notices,
  })
  try {
    const scopes = options.scopes?.[service] ?? (await readScopes(options, service))
    const selection = selectionOf(options, service, privacy)
    serviceRun = await beginServiceRun(
      engine,
      run,
      { service, selection, scopes },
      { fresh: options.fresh ?? false, now: now(), notice },
    )
    const { previous, isBaseline } = serviceRun
    const lost = missingFrom(previous?.scopes, scopes)
    const gained = missingFrom(scopes, previous?.scopes)
    const context: WalkContext = {
      engine,
      run,
      serviceRun,
      clients: options.clients,
      options,
      privacy,
      isBaseline,
      isFirst: await isEmpty(engine, service),
      visibility: {
        isLess: missingFrom(await readWidestScopes(engine, service), scopes).length > 0,
        isMore: gained.length > 0,
        isSelected: comparableAttributes(privacy, previous?.selection),
      },
      signal,
      now,
      notice,
      pace,
      countRequests: (count) => {
        requests += count
        return requests
      },
      startedAt,
    }
    const missing = await walks[service](context)
    const brake = missing ?? (await findBrake(engine, serviceRun, options.limits ?? {}))
    const loss =
      lost.length === 0
        ? undefined
        : `The token of ${service} has lost ${lost.join(' ')}: what only these show was not seen, and stays as it was.`
    if (loss !== undefined) {
      notice(loss)
      await noteLostScopes(engine, serviceRun, lost)
    }
    const refusal = brake ?? (options.acceptVisibility === true ? undefined : loss)
    await engine.run('update run_service set requests = requests + ? where run = ? and service = ?', [
      requests,
      run,
      service,
    ])
    if (refusal !== undefined) {
      await endServiceRun(engine, serviceRun, { status: 'refused', note: refusal, now: now() })
      return conclude('refused', { reason: refusal })
    }
    const tables = await publish(engine, serviceRun, { note: notices.join('\n') || null, now: now() })
    return conclude('published', { tables })
  } catch (error) {
    const reason = describeError(error)
    try {
      const end = { note: noteOf(error), now: now() }
      if (serviceRun !== undefined && isBrokenList(error)) await restartServiceRun(engine, serviceRun, end)
      else if (serviceRun !== undefined)
        await endServiceRun(engine, serviceRun, { status: 'interrupted', ...end })
    } catch {
      // The database is gone or full. The next pull finds the run as it is, and continues it.
    }
    return conclude('interrupted', { reason, error })
  }
}

/** Checks filters of groups before the first request: CERN would refuse them after the walk of another service. */
function checkGroupFilters(filters: readonly string[]): void {
  const wrong = filters.find((filter) => !/^[^:]+:/.test(filter))
  if (wrong === undefined) return
  throw new MirrorError('invalid_argument', `The filter of groups ${JSON.stringify(wrong)} names no field.`, {
    hint: 'Write field:value or field:operator:value, such as groupIdentifier:startsWith:atlas.',
  })
}

/** Notes once for the run which scopes it lost. */
function noteLostScopes(
  engine: Engine,
  { run, service }: ServiceRun,
  lost: readonly string[],
): Promise<void> {
  return engine.insert(
    'change_log',
    ['run', 'service', 'collection', 'key', 'kind', 'old'],
    [[run, service, `${service}_scopes`, service, 'scope_lost', JSON.stringify(lost)]],
  )
}

async function readScopes(
  { clients, signal }: PullOptions,
  service: Service,
): Promise<readonly string[] | undefined> {
  const { scopes } = (await clients[service]?.token(signal && { signal })) ?? {}
  return scopes
}

function selectionOf(options: PullOptions, service: Service, privacy: Privacy): Selection {
  const { groups = [], memberships = 'both', people = {}, only, include = [] } = options
  const rows =
    service === 'cern'
      ? [...groups, `memberships:${memberships}`]
      : service === 'dabp'
        ? people.references === undefined
          ? [people.id ?? 'uuid']
          : // Only to be compared with that of the next pull: the references themselves may tell who somebody is.
            [
              `references:${privacy.replace(hashJson(JSON.stringify([...new Set(people.references)].sort())))}`,
            ]
        : []
  return { rows, only: only && [...only].sort(), include: [...include].sort() }
}

/** Returns the test for attributes that both the last published run and this one store. */
function comparableAttributes(
  privacy: Privacy,
  before: Selection | undefined,
): (attribute: string) => boolean {
  const earlier = createPrivacy({ only: before?.only, include: before?.include })
  return (attribute) => privacy.isSelected(attribute) && earlier.isSelected(attribute)
}

/** Returns the scopes of one list that another does not have; none if one of the lists is not known. */
function missingFrom(all: readonly string[] | undefined, some: readonly string[] | undefined): string[] {
  if (all === undefined || some === undefined) return []
  return all.filter((scope) => !some.includes(scope))
}

function isBrokenList(error: unknown): boolean {
  if (isMirrorError(error)) return error.code === 'incomplete'
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && brokenListCodes.includes(code)
}

function summarize(run: number, results: readonly ServiceResult[], durationMs: number): PullResult {
  const status = (['interrupted', 'refused', 'published'] as const).find((one) =>
    results.some((result) => result.status === one),
  )
  return {
    run,
    status: status ?? 'interrupted',
    services: results,
    requests: results.reduce((sum, { requests }) => sum + requests, 0),
    durationMs,
  }
}

async function finishRun(
  engine: Engine,
  { run, status, services: results }: PullResult,
  now: number,
): Promise<void> {
  const notes = results.flatMap(({ reason, error }) => (error === undefined ? (reason ?? []) : noteOf(error)))
  const note = notes.join('\n') || null
  await engine
    .run('update run set status = ?, ended = ?, note = ? where id = ?', [
      status,
      new Date(now).toISOString(),
      note,
      run,
    ])
    // A database that is gone or full says so in the error of the service.
    .catch(() => {})
}

/**
 * Returns what is stored of a failure. The message of a service or of a database may be about a person, whom nobody would
 * find there to forget.
 */
function noteOf(error: unknown): string {
  if (isMirrorError(error) && error.cause === undefined) return error.message
  const { name = '', code, status } = (error ?? {}) as { name?: unknown; code?: unknown; status?: unknown }
  const what = typeof code === 'string' ? code : String(name)
  return `The pull failed${what && `: ${what}`}${typeof status === 'number' ? ` (HTTP ${status})` : ''}.`
}

/** Throws the error of a pull that did not publish everything. It has the result, and the failure of the service as cause. */
function throwUnlessPublished(result: PullResult, signal: AbortSignal | undefined): void {
  const { run } = result
  if (signal?.aborted === true) throw signal.reason
  const failed = result.services.find(({ status }) => status === 'interrupted')
  if (failed !== undefined) {
    if (isMirrorError(failed.error) && failed.error.code !== 'incomplete') throw failed.error
    throw new MirrorError('incomplete', `Run ${run} of ${failed.service} is incomplete: ${failed.reason}`, {
      hint: 'Readers still see the last complete run. Pull again to continue.',
      run,
      result,
      cause: failed.error,
    })
  }
  const refused = result.services.find(({ status }) => status === 'refused')
  if (refused === undefined) return
  throw new MirrorError('too_many_gone', `Run ${run} of ${refused.service} was refused: ${refused.reason}`, {
    hint: `See personctl mirror diff --run ${run}. If it is right, accept it with personctl mirror pull --accept ${run}.`,
    run,
    result,
  })
}
