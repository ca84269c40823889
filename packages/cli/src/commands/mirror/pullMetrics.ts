import { realpath, rm, stat, writeFile } from 'node:fs/promises'
import type { Mirror, MirrorStatus, PullResult } from '@personctl/mirror'
import { createOwner, replaceFile } from '../../config/atomicFile.ts'
import { hasErrorCode, NotWritableError, systemErrorCode } from '../../errors/errors.ts'
import type { Invocation } from '../command.ts'
import { countedKinds, toRows } from './pullResult.ts'

/** The record of a pull for Prometheus. */
export interface PullRecord {
  /** Reads the state of the mirror after the pull. */
  observe(mirror: Mirror): Promise<void>
  /** Returns the error if the file cannot be written. */
  write(result: PullResult | undefined): Promise<Error | undefined>
  /** Writes the record of a pull that failed, unless it was not a pull. A file that cannot be written is a notice. */
  writeFailure(error: unknown): Promise<void>
}

/**
 * Creates the record of a pull that begins now.
 *
 * @param mirror the database, without a password
 */
export function createPullRecord(file: string, mirror: string, output: Invocation['output']): PullRecord {
  const startedAt = performance.now()
  let status: MirrorStatus | undefined
  let isWritten = false
  const write = async (result: PullResult | undefined) => {
    isWritten = true
    const durationMs = performance.now() - startedAt
    return writePullMetrics(file, { mirror, result, status, durationMs }).then(
      () => undefined,
      (error: Error) => error,
    )
  }
  return {
    async observe(opened) {
      // A database that is gone or full has been reported by the pull.
      status = await opened.status().catch(() => undefined)
    },
    write,
    async writeFailure(error) {
      // The process that is pulling writes its own.
      if (isWritten || hasErrorCode(error, 'mirror_busy')) return
      const failure = await write((error as { result?: PullResult }).result)
      if (failure !== undefined)
        await output.notify({ code: 'not_writable', message: failure.message, hint: null })
    },
  }
}

/** The outcome of a pull, as far as it is known. */
interface PullOutcome {
  /** The database, without a password. */
  readonly mirror: string
  /** Undefined if the pull did not begin, or if the database failed. */
  readonly result: PullResult | undefined
  /** The state of the mirror afterwards; undefined if it cannot be read. */
  readonly status: MirrorStatus | undefined
  readonly durationMs: number
}

/** A metric in the text format of Prometheus, with its values by labels. */
interface Metric {
  readonly name: string
  readonly help: string
  readonly samples: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[]
}

/**
 * Writes the metrics of a pull to a file for the textfile collector of node_exporter. A reader sees the old file or the new
 * one, and everybody may read it, as far as the umask allows.
 *
 * @throws {NotWritableError} if it cannot be written
 */
async function writePullMetrics(path: string, outcome: PullOutcome): Promise<void> {
  // A device or a pipe would be replaced by a file.
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile() === false)
    throw new NotWritableError(`The metrics cannot be written: ${path} is not a file.`, nextStep)
  const target = await realpath(path).catch(() => path)
  // The collector reads all files that end with .prom.
  const unfinished = `${target}.${createOwner()}.tmp`
  try {
    await writeFile(unfinished, formatMetrics(listMetrics(outcome), outcome.mirror), { flag: 'wx' })
    await replaceFile(unfinished, target)
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {})
    throw new NotWritableError(
      `The metrics cannot be written to ${path}: ${systemErrorCode(error)}.`,
      nextStep,
    )
  }
}

const nextStep = 'Name a file in an existing folder that you may write to with --metrics-file.'

function listMetrics({ result, status, durationMs }: PullOutcome): Metric[] {
  const published = result === undefined ? [] : toRows(result).filter((row) => row.status === 'published')
  const services = status?.services ?? []
  return [
    {
      name: 'run_success',
      help: '1 if the last pull published every service, 0 if it was refused, failed or was interrupted.',
      samples: [{ value: result?.status === 'published' ? 1 : 0 }],
    },
    {
      name: 'last_published_timestamp_seconds',
      help: 'The time of the last complete run of a service, in seconds since 1970.',
      samples: services.flatMap(({ service, published: at }) =>
        at === null ? [] : { labels: { service }, value: Date.parse(at) / 1000 },
      ),
    },
    {
      name: 'rows',
      help: 'The number of live rows of a table.',
      samples: services.flatMap(({ rows }) =>
        Object.entries(rows).map(([collection, value]) => ({ labels: { collection }, value })),
      ),
    },
    {
      name: 'changes',
      help: 'The number of changes that the last pull published.',
      samples: countedKinds.map((kind) => ({
        labels: { kind },
        value: published.reduce((sum, { counts }) => sum + (counts[kind] ?? 0), 0),
      })),
    },
    {
      name: 'requests',
      help: 'The number of requests of the last pull, without those that were repeated.',
      samples: result === undefined ? [] : [{ value: result.requests }],
    },
    {
      name: 'duration_seconds',
      help: 'The time that the last pull took.',
      samples: [{ value: Math.round(durationMs) / 1000 }],
    },
  ]
}

/** Returns metrics as text. Each value says of which mirror it is: a machine may have several. */
function formatMetrics(metrics: readonly Metric[], mirror: string): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, help, samples }) => {
      const full = `personctl_mirror_${name}`
      const lines = samples.map(
        ({ labels, value }) => `${full}{${formatLabels({ mirror, ...labels })}} ${value}\n`,
      )
      return `# HELP ${full} ${help}\n# TYPE ${full} gauge\n${lines.join('')}`
    })
    .join('')
}

function formatLabels(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => {
      const escaped = value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
      return `${name}="${escaped}"`
    })
    .join(',')
}
