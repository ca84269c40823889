import { hostname } from 'node:os'
import type { Engine, Statements } from '../engine/engine.ts'
import { MirrorError } from '../errors.ts'
import { collectionsOf, type Service } from '../schema/collections.ts'

/** A run of one service, and all that a walk needs to know about it. */
export interface ServiceRun {
  readonly run: number
  readonly service: Service
  /** The number of pulls that have worked on it, this one included. */
  readonly attempt: number
  /** The last run of the service that was published; undefined before the first. */
  readonly previous: PublishedRun | undefined
  readonly isBaseline: boolean
}

/** A run of one service that was published. */
export interface PublishedRun {
  readonly run: number
  readonly selection: Selection
  readonly scopes: readonly string[] | undefined
}

/** The rows and attributes of a service that a run stores. Two runs can only be compared as far as these are the same. */
export interface Selection {
  /** The filters that decide which rows there are. */
  readonly rows: readonly string[]
  readonly only: readonly string[] | undefined
  readonly include: readonly string[]
}

/** The request for a run of one service. */
export interface NewServiceRun {
  readonly service: Service
  readonly selection: Selection
  /** The scopes of the token; undefined if they are not known. */
  readonly scopes: readonly string[] | undefined
}

/** An interrupted walk is continued for this long. Later, what it has seen is too old to tell who is gone. */
const resumableMs = 12 * 3_600_000

/** Creates the run of a pull. */
export async function createRun(engine: Engine, services: readonly Service[], now: number): Promise<number> {
  const time = new Date(now).toISOString()
  // The lock says that nobody works on them any more.
  await engine.run(
    "update run set status = 'interrupted', ended = coalesce(ended, ?) where status = 'running'",
    [time],
  )
  const [row] = await engine.all<{ id: number }>(
    `insert into run (status, services, started, host, pid, version) values ('running', ?, ?, ?, ?, ?) returning id`,
    [services.join(' '), time, hostname(), process.pid, process.versions.node],
  )
  return Number(row?.id)
}

/**
 * Begins the run of one service, or continues one that was interrupted: then its checkpoints and staged rows become part
 * of this run.
 *
 * @param notice called with what became of an earlier run that was not published
 */
export async function beginServiceRun(
  engine: Engine,
  run: number,
  wanted: NewServiceRun,
  { fresh, now, notice }: { fresh: boolean; now: number; notice(text: string): unknown },
): Promise<ServiceRun> {
  const { service, selection, scopes } = wanted
  const previous = await findPublished(engine, service)
  const isBaseline =
    previous === undefined || JSON.stringify(previous.selection.rows) !== JSON.stringify(selection.rows)
  const fingerprint = JSON.stringify({ selection, scopes: scopes && [...scopes].sort() })
  const [open] = await engine.all<{
    run: number
    status: string
    attempt: number
    started: string
    fingerprint: string
  }>(
    `select run, status, attempt, started, fingerprint from run_service
      where service = ? and status in ('running', 'interrupted', 'refused') order by run desc limit 1`,
    [service],
  )
  const isResumable =
    open !== undefined &&
    open.status !== 'refused' &&
    !fresh &&
    open.fingerprint === fingerprint &&
    // The clock may have gone back since.
    Math.abs(now - Date.parse(open.started)) < resumableMs
  if (open !== undefined && isResumable) {
    await engine.transaction((statements) => adoptServiceRun(statements, service, open.run, run))
    return { run, service, attempt: open.attempt + 1, previous, isBaseline }
  }
  // One whose lists contradicted themselves has said so.
  if (open !== undefined && open.fingerprint !== '') {
    const reason =
      open.status === 'refused'
        ? 'was refused'
        : fresh
          ? 'was interrupted'
          : open.fingerprint === fingerprint
            ? 'was interrupted too long ago'
            : 'had other options or other scopes'
    notice(`Run ${open.run} of ${service} ${reason}; it was abandoned.`)
  }
  await engine.transaction(async (statements) => {
    await abandonServiceRuns(statements, service)
    await statements.insert(
      'run_service',
      ['run', 'service', 'status', 'attempt', 'started', 'fingerprint', 'selection', 'scopes', 'is_baseline'],
      [
        [
          run,
          service,
          'running',
          1,
          new Date(now).toISOString(),
          fingerprint,
          JSON.stringify(selection),
          scopes === undefined ? null : JSON.stringify(scopes),
          isBaseline,
        ],
      ],
    )
  })
  return { run, service, attempt: 1, previous, isBaseline }
}

/** Returns all scopes that tokens of published runs have had: stored values may have been seen with any of them. */
export async function readWidestScopes(engine: Engine, service: Service): Promise<string[]> {
  const rows = await engine.all<{ scopes: string }>(
    "select distinct scopes from run_service where service = ? and status = 'published' and scopes is not null",
    [service],
  )
  return [...new Set(rows.flatMap(({ scopes }) => JSON.parse(scopes) as string[]))]
}

async function findPublished(engine: Engine, service: Service): Promise<PublishedRun | undefined> {
  const [row] = await engine.all<{ run: number; selection: string; scopes: string | null }>(
    `select run, selection, scopes from run_service where service = ? and status = 'published' order by run desc limit 1`,
    [service],
  )
  if (row === undefined) return undefined
  const scopes = row.scopes === null ? undefined : (JSON.parse(row.scopes) as string[])
  return { run: Number(row.run), selection: JSON.parse(row.selection) as Selection, scopes }
}

/** Makes everything of an interrupted run part of another one. */
async function adoptServiceRun(
  statements: Statements,
  service: Service,
  from: number,
  to: number,
): Promise<void> {
  for (const table of ['run_part', 'change_log', 'run_service'])
    await statements.run(`update ${table} set run = ? where run = ? and service = ?`, [to, from, service])
  await statements.run(
    "update run_service set status = 'running', attempt = attempt + 1 where run = ? and service = ?",
    [to, service],
  )
  await statements.run('update run set note = ? where id = ?', [`continued by run ${to}`, from])
}

/** Removes what runs that were not published have left. */
async function abandonServiceRuns(statements: Statements, service: Service): Promise<void> {
  const open = await statements.all<{ run: number }>(
    `select run from run_service where service = ? and status in ('running', 'interrupted', 'refused')`,
    [service],
  )
  for (const { run } of open) {
    await statements.run('delete from change_log where run = ? and service = ?', [run, service])
    await statements.run('delete from run_part where run = ? and service = ?', [run, service])
    await statements.run("update run_service set status = 'abandoned' where run = ? and service = ?", [
      run,
      service,
    ])
  }
  await clearStaged(statements, service)
}

/** Empties the tables of rows that are not published. */
export async function clearStaged(statements: Statements, service: Service): Promise<void> {
  for (const { name } of collectionsOf(service)) {
    await statements.run(`delete from ${name}_staged`)
    await statements.run('delete from seen where collection = ?', [name])
  }
}

/** Lets the next pull of a service begin anew: what the walk has seen contradicts itself. The run stays, with the reason. */
export async function restartServiceRun(
  engine: Engine,
  serviceRun: ServiceRun,
  { note, now }: { note: string; now: number },
): Promise<void> {
  const { run, service } = serviceRun
  await engine.transaction(async (statements) => {
    await abandonServiceRuns(statements, service)
    // No pull has this fingerprint, so that none continues the run.
    await statements.run("update run_service set fingerprint = '' where run = ? and service = ?", [
      run,
      service,
    ])
    await endServiceRun(statements, serviceRun, {
      status: 'interrupted',
      note: `${note} The next pull begins anew.`,
      now,
    })
  })
}

/** The position of a walk through one list. */
export interface PartState {
  readonly status: 'running' | 'whole'
  readonly pages: number
  readonly rows: number
  readonly total: number | undefined
  readonly resumeToken: string | undefined
  /** The position in a walk that has no token: the key of the last row that is done. */
  readonly position: string | undefined
}

/** Returns the state of a part of a run; that of a walk from the beginning if it has none. */
export async function readPart(
  engine: Engine,
  { run, service }: ServiceRun,
  part: string,
): Promise<PartState> {
  const [row] = await engine.all<{
    status: PartState['status']
    pages: number
    row_count: number
    claimed_total: number | null
    resume_token: string | null
    position: string | null
  }>(
    `select status, pages, row_count, claimed_total, resume_token, position from run_part
      where run = ? and service = ? and part = ?`,
    [run, service, part],
  )
  return {
    status: row?.status ?? 'running',
    pages: row?.pages ?? 0,
    rows: row?.row_count ?? 0,
    total: row?.claimed_total ?? undefined,
    resumeToken: row?.resume_token ?? undefined,
    position: row?.position ?? undefined,
  }
}

/** Stores the state of a part of a run, in the transaction of the rows up to it. */
export async function savePart(
  statements: Statements,
  { run, service }: ServiceRun,
  part: string,
  state: PartState,
  now: number,
): Promise<void> {
  await statements.insert(
    'run_part',
    [
      'run',
      'service',
      'part',
      'status',
      'pages',
      'row_count',
      'claimed_total',
      'resume_token',
      'position',
      'updated',
    ],
    [
      [
        run,
        service,
        part,
        state.status,
        state.pages,
        state.rows,
        state.total ?? null,
        state.resumeToken ?? null,
        state.position ?? null,
        new Date(now).toISOString(),
      ],
    ],
    `on conflict (run, service, part) do update set status = excluded.status, pages = excluded.pages,
      row_count = excluded.row_count, claimed_total = excluded.claimed_total, resume_token = excluded.resume_token,
      position = excluded.position, updated = excluded.updated`,
  )
}

/** Returns the number of rows of a part in the last published run; undefined before the first. */
export async function readLastTotal(
  engine: Engine,
  { service, previous }: ServiceRun,
  part: string,
): Promise<number | undefined> {
  if (previous === undefined) return undefined
  const [row] = await engine.all<{ row_count: number }>(
    'select row_count from run_part where run = ? and service = ? and part = ?',
    [previous.run, service, part],
  )
  return row?.row_count
}

/** Ends the run of a service that is not published. */
export async function endServiceRun(
  statements: Statements,
  { run, service }: Pick<ServiceRun, 'run' | 'service'>,
  { status, note, now }: { status: 'interrupted' | 'refused'; note: string | null; now: number },
): Promise<void> {
  await statements.run(
    'update run_service set status = ?, note = ?, ended = ? where run = ? and service = ?',
    [status, note, new Date(now).toISOString(), run, service],
  )
}

/**
 * Compares the database with the services that it is filled from, and remembers those that it does not know yet.
 *
 * @param facts values by name, such as the URL of a service
 */
export async function checkOrigin(
  engine: Engine,
  facts: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const known = new Map(
    (await engine.all<{ key: string; value: string }>('select key, value from mirror_meta')).map(
      ({ key, value }) => [key, value],
    ),
  )
  const isFilled = (await engine.all('select 1 from run_service limit 1')).length > 0
  for (const [name, value] of Object.entries(facts)) {
    if (value === undefined) continue
    const before = known.get(name)
    if (name === 'pseudonym_key') {
      if ((before ?? (isFilled ? '' : value)) === value) continue
      throw new MirrorError(
        'other_plan',
        before === undefined || before === ''
          ? `${engine.description} has the values of people as they are, so it cannot be given pseudonyms.`
          : value === ''
            ? `${engine.description} has pseudonyms, and this pull has no key for them.`
            : `${engine.description} has pseudonyms of another key.`,
        { hint: 'Use the same key in every pull, or another mirror.' },
      )
    }
    if (before === undefined || before === value) continue
    throw new MirrorError(
      'other_services',
      `${engine.description} is filled from ${before}, not from ${value}.`,
      { hint: 'Use another mirror: one copy has the people of one service.' },
    )
  }
  await engine.insert(
    'mirror_meta',
    ['key', 'value'],
    Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    'on conflict (key) do nothing',
  )
}
