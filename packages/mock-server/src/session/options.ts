import type { DataFile } from '../directory/data/dataFile.ts'
import type { ClientRegistration } from '../oauth/clients.ts'
import type { TrustedIssuer } from '../oauth/verify.ts'
import type { Conformance } from '../services/cis/cisRequest.ts'

/** What the mock is made of, and how it behaves. Everything may be left out. */
export interface AppOptions {
  /** How many people to generate, the three named ones included, who are always there. Default 100. */
  readonly people?: number
  /** How many groups to generate, the nine named ones included, which are always there. Default 40. */
  readonly groups?: number
  /** What the generated people and groups depend on, an integer: the same seed gives the same bytes everywhere. Default 1. */
  readonly seed?: number
  /** Profiles that take the place of the generated ones, and clients. See {@link DataFile}. */
  readonly data?: DataFile
  /** Clients beside the default one (`demo`, `demo-secret`), which one of the same id replaces. */
  readonly clients?: readonly ClientRegistration[]
  /** Give a token to any client id and secret. Default false. */
  readonly anyClient?: boolean
  /** Accept the tokens of another identity provider too. */
  readonly trust?: TrustedIssuer
  /** One more audience to give and accept tokens for, beside those of CIS. */
  readonly audience?: string
  /**
   * `observed`: a refused token is answered with 500, as the real service does. `documented`: with 401 and a reason, as
   * its source intends. Default `observed`.
   */
  readonly conformance?: Conformance
  /** How many people are on a page of each list. Default that of the service, or with `documented` 25. */
  readonly pageSize?: number
  /** How long to wait before each answer, or between what and what, in milliseconds. Default 0. */
  readonly latencyMs?: number | readonly [number, number]
  /** How long a token is valid, in seconds. Default that of each service: CIS 86400, CERN 1200, DABP 900. */
  readonly tokenTtlSeconds?: number
  /**
   * Whether there are admin routes, under `/__admin`. Default true. Without {@link adminToken} they answer only requests
   * to a loopback address, of no foreign page.
   */
  readonly admin?: boolean
  /** What has to be shown to use the admin routes. Default nothing on a loopback address; elsewhere they are closed. */
  readonly adminToken?: string
  /** How many requests the journal of each session keeps. Default 1000. */
  readonly journalSize?: number
  /** Called with one line for each request: method, path, status and milliseconds; never with a token. */
  readonly log?: (line: string) => void
}

/** @throws RangeError naming the option and what it may be */
export function checkOptions(options: AppOptions): void {
  checkInteger('people', options.people, 0)
  checkInteger('groups', options.groups, 0)
  checkInteger('seed', options.seed, Number.MIN_SAFE_INTEGER)
  checkInteger('pageSize', options.pageSize, 1)
  checkInteger('tokenTtlSeconds', options.tokenTtlSeconds, 1)
  checkInteger('journalSize', options.journalSize, 1)
  if (options.adminToken === '') throw new RangeError('adminToken must not be empty')
  for (const limit of [options.latencyMs ?? 0].flat())
    if (!(limit >= 0 && Number.isFinite(limit)))
      throw new RangeError(`latencyMs must be milliseconds from 0, not ${limit}`)
  const { conformance = 'observed' } = options
  if (conformance !== 'observed' && conformance !== 'documented')
    throw new RangeError(`conformance must be observed or documented, not ${String(conformance)}`)
}

function checkInteger(name: string, value: number | undefined, least: number): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return
  throw new RangeError(
    `${name} must be an integer${least === Number.MIN_SAFE_INTEGER ? '' : ` from ${least}`}, not ${value}`,
  )
}
