import { describeFailure } from '../failure/failure.ts'

/** What came of one check. */
export interface Finding {
  readonly service: string
  readonly check: string
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped'
  readonly detail: string
  /** What to do about it. */
  readonly advice: string | null
  /** What a command ends with that fails this way; 0 where none would. */
  readonly exitCode: number
}

/** What a check finds, whichever service it is about. */
export type Result = Omit<Finding, 'service' | 'check'>

export function ok(detail: string): Result {
  return { status: 'ok', detail, advice: null, exitCode: 0 }
}

export function warning(detail: string, advice: string): Result {
  return { status: 'warning', detail, advice, exitCode: 0 }
}

export function skipped(detail: string): Result {
  return { status: 'skipped', detail, advice: null, exitCode: 0 }
}

export function failed(detail: string, advice: string, exitCode: number): Result {
  return { status: 'failed', detail, advice, exitCode }
}

const whereNobodyKnows =
  'Try again later. If it stays so, tell those who run the service; --debug shows what is sent and answered.'

/** What an error means, as a command that ends with it would say. */
export function failedWith(error: unknown): Result {
  const { message, hint, exitCode } = describeFailure(error)
  return { status: 'failed', detail: message, advice: hint ?? whereNobodyKnows, exitCode }
}
