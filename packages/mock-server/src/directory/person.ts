import type { Display } from '../openapi/cis.generated.ts'
import type { LookupKey } from './lookupKey.ts'

/** What the directory knows of a person, before it is laid out as a profile. */
export interface Person {
  readonly keys: Readonly<Record<LookupKey, string>>
  /** When the record was made and last changed, `YYYY-MM-DDTHH:MM:SS.000Z`. */
  readonly created: string
  readonly modified: string
  /** What is set, by the path of the attribute. Every other attribute is null. */
  readonly values: Readonly<Record<string, unknown>>
  /** Where the display is not the one a new record is given. */
  readonly displays: Readonly<Record<string, Display>>
}
