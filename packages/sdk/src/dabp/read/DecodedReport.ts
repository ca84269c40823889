import type { LegacyReport, PersonReport } from '../wire.generated.ts'

/** A report, whichever form it came in. */
export interface DecodedReport extends PersonReport {
  /** The report as it was, where it came in the format of version 1: `groups` holds what can be told from it. */
  readonly legacy?: LegacyReport
}
