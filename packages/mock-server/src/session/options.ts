import type { Quirks } from '@personctl/generated/quirks'
import type { ClientRegistration, StoredData } from '../directory/data/dataFile.ts'
import type { TrustedIssuer } from '../oauth/verify.ts'
import type { Conformance } from '../services/cis/cisRequest.ts'
import type { GivenPublisherKeys } from '../services/publishing/publisherKeys.ts'

/** Options of the mock. All of them are optional. */
export interface AppOptions {
  /** The number of people to generate. The three named ones are included, and always exist. @default 100 */
  readonly people?: number
  /** The number of groups to generate. The nine named ones are included, and always exist. @default 40 */
  readonly groups?: number
  /** The seed of the generated people and groups, an integer. The same seed gives the same bytes everywhere. @default 1 */
  readonly seed?: number
  /**
   * Profiles and other rows that replace the generated ones, and clients. `createApp` serves profiles as they are, however
   * odd; `createPersonMock` and `startMockServer` check them. See {@link StoredData}.
   */
  readonly data?: StoredData
  /** Clients beside the default one (`demo`, `demo-secret`). A client with its id replaces it. */
  readonly clients?: readonly ClientRegistration[]
  /** Issues a token for any client id and secret. @default false */
  readonly anyClient?: boolean
  /** Another identity provider whose tokens are accepted too. */
  readonly trust?: TrustedIssuer
  /**
   * The public keys of publishers, each a JSON Web Key Set, which replace the demo keys. Those of `cis` may be private: with them
   * the Change API signs itself.
   *
   * @default fixed keys, which `GET /__admin/publisher-keys/{publisher}` returns with their private part
   */
  readonly publisherKeys?: GivenPublisherKeys
  /**
   * Signs the attributes of generated people, so that anybody can verify them. Each signature takes some hundredths of a
   * millisecond, which counts in lists of many thousands.
   *
   * @default true
   */
  readonly signatures?: boolean
  /** An audience for which tokens are issued and accepted, beside those of CIS. */
  readonly audience?: string
  /**
   * The response to an invalid token: `observed` responds with 500, as the real service does; `documented` with 401 and
   * a reason, as its source intends.
   *
   * @default 'observed'
   */
  readonly conformance?: Conformance
  /**
   * The choices where nobody knows what a real service does. docs/mock/quirks.md lists them.
   *
   * @default those of {@link conformance}
   */
  readonly quirks?: Quirks
  /** The number of people on a page of each list. @default that of the service, or 25 with `documented` */
  readonly pageSize?: number
  /** The delay of each response, or the shortest and the longest one, in milliseconds. @default 0 */
  readonly latencyMs?: number | readonly [number, number]
  /** The lifetime of tokens, in seconds. @default that of each service: CIS 86400, CERN 1200, DABP 900 */
  readonly tokenTtlSeconds?: number
  /**
   * Serves the admin routes under `/__admin`. Without {@link adminToken} they accept only requests to a loopback
   * address that do not come from a page of another origin.
   *
   * @default true
   */
  readonly admin?: boolean
  /**
   * The token that the admin routes require.
   *
   * @default none on a loopback address; on other addresses the admin routes are closed
   */
  readonly adminToken?: string
  /** The number of requests that the journal of each session contains. @default 1000 */
  readonly journalSize?: number
  /** Called with one line for each request: method, path, status and milliseconds, never a token. */
  readonly log?: (line: string) => void
}

/** @throws {RangeError} if an option is out of its range */
export function checkOptions(options: AppOptions): void {
  checkInteger('people', options.people, 0)
  checkInteger('groups', options.groups, 0)
  checkInteger('seed', options.seed, Number.MIN_SAFE_INTEGER)
  checkInteger('pageSize', options.pageSize, 1)
  checkInteger('tokenTtlSeconds', options.tokenTtlSeconds, 1)
  checkInteger('journalSize', options.journalSize, 1)
  if (options.adminToken === '') throw new RangeError('adminToken must not be empty')
  for (const latency of [options.latencyMs ?? 0].flat())
    if (!(latency >= 0 && Number.isFinite(latency)))
      throw new RangeError(`latencyMs must be milliseconds from 0, not ${latency}`)
  const { conformance = 'observed' } = options
  if (conformance !== 'observed' && conformance !== 'documented')
    throw new RangeError(`conformance must be observed or documented, not ${String(conformance)}`)
}

function checkInteger(name: string, value: number | undefined, minimum: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= minimum)) return
  throw new RangeError(
    `${name} must be an integer${minimum === Number.MIN_SAFE_INTEGER ? '' : ` from ${minimum}`}, not ${value}`,
  )
}
