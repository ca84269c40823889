import type { Engine } from '../engine/engine.ts'
import { collectionsOf, type Service, services } from '../schema/collections.ts'

/** The state of one service in a mirror. */
export interface ServiceStatus {
  readonly service: Service
  /** The last run that was published; null before the first. */
  readonly run: number | null
  /** The time at which it was published, ISO 8601. */
  readonly published: string | null
  /** The time since then, in seconds. */
  readonly ageSeconds: number | null
  /** The numbers of live rows by table. */
  readonly rows: Readonly<Record<string, number>>
  /** The run that is not published. */
  readonly pending: PendingRun | null
}

/** A run that is not published: one that goes on, that was interrupted, or that a brake holds back. */
export interface PendingRun {
  readonly run: number
  readonly status: 'running' | 'interrupted' | 'refused'
  readonly started: string
  /** The number of rows that have been received. */
  readonly rows: number
  /** The reason why it is not published. */
  readonly note: string | null
}

/** A run of one service. */
export interface RunStatus {
  readonly run: number
  readonly service: Service
  readonly status: string
  readonly started: string
  readonly ended: string | null
  /** The number of pulls that have worked on it. */
  readonly attempt: number
  readonly requests: number
  /** The changes by kind; empty for a run that was not published. */
  readonly changes: Readonly<Record<string, number>>
  readonly note: string | null
}

/** The state of a mirror. */
export interface MirrorStatus {
  /** The database, without a password. */
  readonly mirror: string
  readonly services: readonly ServiceStatus[]
  /** The run up to which the changes were removed, as too old; null if all are there. */
  readonly prunedUntil: number | null
  /** The runs, latest first. */
  readonly runs: readonly RunStatus[]
}

interface RunRow {
  run: number
  service: Service
  status: string
  started: string
  ended: string | null
  attempt: number
  requests: number
  note: string | null
}

/** Returns the state of a mirror. */
export async function readStatus(engine: Engine, now: number = Date.now()): Promise<MirrorStatus> {
  const runs = await engine.all<RunRow>(
    `select run, service, status, started, ended, attempt, requests, note from run_service
      order by run desc, service limit 1000`,
  )
  const changes = await engine.all<{ run: number; service: Service; kind: string; count: number }>(
    `select run, service, kind, count(distinct key) as count from change_log group by run, service, kind
      order by run, service, kind`,
  )
  const status: ServiceStatus[] = []
  for (const service of services) {
    const ofService = runs.filter((one) => one.service === service)
    if (ofService.length > 0) status.push(await readService(engine, service, ofService, now))
  }
  const [pruned] = await engine.all<{ value: string }>(
    "select value from mirror_meta where key = 'pruned_until'",
  )
  return {
    mirror: engine.description,
    services: status,
    prunedUntil: pruned === undefined ? null : Number(pruned.value),
    runs: runs.map((one) => ({
      ...one,
      requests: Number(one.requests),
      changes: Object.fromEntries(
        changes
          .filter(({ run, service }) => run === one.run && service === one.service)
          .map(({ kind, count }) => [kind, Number(count)]),
      ),
    })),
  }
}

async function readService(
  engine: Engine,
  service: Service,
  runs: readonly RunRow[],
  now: number,
): Promise<ServiceStatus> {
  const last = runs.find(({ status }) => status === 'published')
  const open = runs.find(({ status }) => ['running', 'interrupted', 'refused'].includes(status))
  const rows: Record<string, number> = {}
  for (const { name } of collectionsOf(service)) {
    const [row] = await engine.all<{ count: number }>(
      `select count(*) as count from ${name}_version where until_run is null`,
    )
    rows[name] = Number(row?.count ?? 0)
  }
  return {
    service,
    run: last?.run ?? null,
    published: last?.ended ?? null,
    ageSeconds: last?.ended ? Math.max(0, Math.round((now - Date.parse(last.ended)) / 1000)) : null,
    rows,
    pending: open === undefined ? null : await readPending(engine, open),
  }
}

async function readPending(
  engine: Engine,
  { run, service, status, started, note }: RunRow,
): Promise<PendingRun> {
  const [row] = await engine.all<{ count: number | null }>(
    'select sum(row_count) as count from run_part where run = ? and service = ?',
    [run, service],
  )
  return { run, status: status as PendingRun['status'], started, rows: Number(row?.count ?? 0), note }
}
