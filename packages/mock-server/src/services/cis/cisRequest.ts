import type { ActiveFilter } from '@personctl/generated/cis'
import type { Quirks } from '@personctl/generated/quirks'
import { isObject } from '@personctl/shared/guards'
import type { Directory } from '../../directory/directory.ts'
import type { StoredProfile } from '../../directory/profile.ts'
import type { ResponseFactory } from '../../http/response.ts'
import type { ServiceCall } from '../../routing/router.ts'
import type { PublisherKeys } from '../publishing/publisherKeys.ts'
import type { Entitlement } from './cisPermissions.ts'
import type { ProfileFilter } from './profileFilter.ts'

/** The behaviour of the service (`observed`), or the one that its source and documents intend (`documented`). */
export type Conformance = 'observed' | 'documented'

/** Dependencies of the Person API. */
export interface CisDeps {
  readonly directory: Directory
  readonly quirks: Quirks
  readonly pageSizes: CisPageSizes
  readonly filter: ProfileFilter
  readonly loadPublisherKeys: () => Promise<PublisherKeys>
  readonly responses: ResponseFactory
  /** Returns what an Authorization header entitles its sender to; throws or rejects with InvalidTokenError. */
  readonly entitlementOf: (authorization: string | null) => Entitlement | Promise<Entitlement>
}

/** Serves one operation. */
export type CisHandler = (call: ServiceCall, deps: CisDeps) => Response | Promise<Response>

/** Creates the handler of an operation that needs a token. */
export function withEntitlement(
  handle: (call: ServiceCall, deps: CisDeps, entitlement: Entitlement) => Response,
): CisHandler {
  return (call, deps) => {
    const entitlement = deps.entitlementOf(call.request.headers.get('authorization'))
    return entitlement instanceof Promise
      ? entitlement.then((granted) => handle(call, deps, granted))
      : handle(call, deps, entitlement)
  }
}

/** Thrown where the service itself fails: the response is its generic 500. */
export class CisFailure extends Error {
  override readonly name: string = 'CisFailure'

  /** @param code of the journal: the service has none */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

/** The number of people on a page of each list. */
export interface CisPageSizes {
  readonly users: number
  readonly ids: number
  readonly search: number
}

/** @param pageSize the size of every page; undefined for the sizes of the service, or of its documents */
export function pageSizesOf(
  pageSize: number | undefined,
  conformance: Conformance,
  { cisIdPages }: Quirks,
): CisPageSizes {
  if (pageSize !== undefined) return { users: pageSize, ids: pageSize, search: pageSize }
  const sizes = conformance === 'observed' ? observedPageSizes : documentedPageSizes
  return { ...sizes, ids: cisIdPages === 'paged' ? documentedPageSizes.ids : Number.POSITIVE_INFINITY }
}

// The service's pages of users are as many as fit into a megabyte of its store; its ids come all at once, although its
// documents and later versions have pages; a search ends a page with ten found or more.
const observedPageSizes = { users: 50, search: 10 }
const documentedPageSizes = { users: 25, ids: 25, search: 25 }

/** Reads the query parameter `active`. Case does not matter; without a known value it is `true`. */
export function readActiveFilter(parameter: string | null): ActiveFilter {
  const word = parameter?.toLowerCase()
  return word === 'false' || word === 'any' ? word : 'true'
}

/**
 * Returns true for a stored profile that matches the filter. A null `active` is neither true nor false.
 *
 * @throws {CisFailure} if the profile does not have an `active` to compare; the service fails there too
 */
export function matchesActiveFilter(profile: StoredProfile, filter: ActiveFilter): boolean {
  const active = Object.hasOwn(profile, 'active') ? profile['active'] : undefined
  if (!isObject(active) || !Object.hasOwn(active, 'value'))
    throw new CisFailure('profile_incomplete', 'A profile has no active.value')
  if (filter === 'any') return true
  // To Python, 1 equals True and 0 equals False.
  return filter === 'true'
    ? active['value'] === true || active['value'] === 1
    : active['value'] === false || active['value'] === 0
}
