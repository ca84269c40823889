import type { CernClient } from '@personctl/sdk/cern'
import type { CisClient } from '@personctl/sdk/cis'
import type { DabpClient } from '@personctl/sdk/dabp'
import type { CollectionName, Service } from '../schema/collections.ts'

/** The clients of the services to pull. A service without a client is not pulled, and stays as it is in the mirror. */
export interface PullClients {
  cis?: Pick<CisClient, 'users' | 'token'> | undefined
  cern?: Pick<CernClient, 'identities' | 'groups' | 'applications' | 'paginate' | 'token'> | undefined
  dabp?: Pick<DabpClient, 'people' | 'token'> | undefined
}

/** Options of `mirror.pull`. */
export interface PullOptions {
  clients: PullClients
  /**
   * The URLs of the services. A mirror remembers them, and is never filled from others.
   *
   * @default not compared
   */
  baseUrls?: Readonly<Partial<Record<Service, string>>> | undefined
  /**
   * The scopes of the tokens, by which a lost scope is told from a hidden attribute.
   *
   * @default those that the clients report
   */
  scopes?: Readonly<Partial<Record<Service, readonly string[]>>> | undefined
  /**
   * The attributes to store, such as `primary_email` or `staff_information.title` of CIS and `upn` of CERN, or groups
   * of them such as `staff_information`. Identifiers and `active` are always stored. A notice names those that no row has.
   *
   * @default all but those of `optionalAttributes`
   */
  only?: readonly string[] | undefined
  /** Attributes to store in addition, such as `birthDate`, which is left out otherwise. @default none */
  include?: readonly string[] | undefined
  /**
   * Stores keyed hashes in place of all that identifies a person. Equal values have equal hashes, also in different
   * services, so that queries that join them still work. All pulls into one mirror need the same key.
   *
   * @default values are stored as they are
   */
  pseudonymise?: { readonly key: string } | undefined
  /** Filters of groups of CERN, such as `groupIdentifier:contains:atlas`; all must hold. @default all groups */
  groups?: readonly string[] | undefined
  /**
   * The members to store of each group: the direct ones, all including those of groups within it, or both, which tells
   * them apart. `both` needs two requests a group, the others one.
   *
   * @default 'both'
   */
  memberships?: 'both' | 'direct' | 'recursive' | 'none' | undefined
  /** The people whose reports are requested from DABP. @default the active people of CIS in the mirror */
  people?: ReportSelection | undefined
  limits?: PullLimits | undefined
  /** Begins anew, even if an interrupted pull could be continued. @default false */
  fresh?: boolean | undefined
  /** Publishes although the token shows less than that of the last run. @default false */
  acceptVisibility?: boolean | undefined
  /** The number of days for which versions that are no longer live, and changes, are stored. @default 90 */
  keepDays?: number | undefined
  /** The number of requests at the same time, where they do not depend on each other, from 1 to 16. @default 4 */
  concurrency?: number | undefined
  /**
   * The largest number of requests a second, such as 5 or 0.5. Requests that a client repeats after a failure, and those for
   * tokens, come on top.
   *
   * @default no limit
   */
  rate?: number | undefined
  hooks?: PullHooks | undefined
  /** Ends the pull; the next one continues. @default none */
  signal?: AbortSignal | undefined
  /** Returns the time in milliseconds since the epoch. @default Date.now */
  now?: (() => number) | undefined
}

/** The people whose reports are requested. */
export interface ReportSelection {
  /** Their references at DABP. @default those of the active people of CIS in the mirror */
  readonly references?: readonly string[] | undefined
  /** The column of `cis_person` that is the reference at DABP. @default 'uuid' */
  readonly id?: 'uuid' | 'user_id' | 'primary_email' | undefined
}

/** The limits of what may be gone in one pull. A run beyond them is refused; `mirror.accept` publishes it all the same. */
export interface PullLimits {
  /**
   * The number of people, groups, applications or roles that may be gone or deactivated in a table: a number, or a share
   * such as `'2%'`.
   *
   * @default the larger of 25 and 2%
   */
  readonly gone?: number | string | undefined
  /** The number of memberships that may end. @default the larger of 100 and 5% */
  readonly memberships?: number | string | undefined
}

/** Functions that are called during a pull. An error that one throws ends it. */
export interface PullHooks {
  /** Called after each page. */
  onProgress?(progress: PullProgress): unknown
  /** Called for what an operator should know, such as attributes that the token no longer shows. */
  onNotice?(text: string): unknown
  /** Called when a service has been published, before the pull of the next one. */
  onPublished?(result: ServiceResult): unknown
}

/** The progress in a table. */
export interface PullProgress {
  readonly service: Service
  readonly part: string
  /** The number of rows that have been received, also by an interrupted pull that is continued. */
  readonly rows: number
  /** The number of rows that the service reports; undefined if it does not. */
  readonly total: number | undefined
  /** The number of rows when it was pulled last, as a hint of what is left; undefined at first. */
  readonly lastTotal: number | undefined
  /** The number of requests of this pull, without those that were repeated. */
  readonly requests: number
  /** The time since the pull began, in milliseconds. */
  readonly elapsedMs: number
}

/** The numbers of changes of a table. */
export type ChangeCounts = Readonly<Record<string, number>>

/** The result of a pull for one service. */
export interface ServiceResult {
  readonly service: Service
  /**
   * `published`: readers see the new rows. `refused`: a brake holds the run back, for `mirror.accept`. `interrupted`: it
   * failed, and the next pull continues.
   */
  readonly status: 'published' | 'refused' | 'interrupted'
  /** The reason, in a sentence, unless it was published. */
  readonly reason: string | undefined
  /** The error that interrupted it. */
  readonly error: unknown
  /** True if it continued an interrupted pull. */
  readonly resumed: boolean
  /** True if nothing was published before with this selection, so that nothing counts as added. */
  readonly isBaseline: boolean
  /** The rows that were seen, and the changes by kind, of each table. */
  readonly tables: Readonly<Partial<Record<CollectionName, ChangeCounts>>>
  readonly requests: number
  readonly durationMs: number
  /** Texts for an operator, such as what the run could not see. */
  readonly notices: readonly string[]
}

/** The result of a pull. */
export interface PullResult {
  readonly run: number
  /** The worst status of its services. */
  readonly status: 'published' | 'refused' | 'interrupted'
  readonly services: readonly ServiceResult[]
  readonly requests: number
  readonly durationMs: number
}
