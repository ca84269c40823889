import type { Application, Group, Identity, Registration, Role } from '../../openapi/cern.generated.ts'
import type { Protocol } from './applications.ts'

/** A row as a data file has it: as many of its fields as matter, and any others. */
type Given<Row> = Partial<Row> & { readonly [field: string]: unknown }

/** The CERN part of a data file. What it gives takes the place of what would be generated; the rest stays. */
export interface AuthorizationData {
  /** Each with a `upn` or an `id`; whatever else is left out is as usual. */
  readonly identities?: readonly GivenIdentity[]
  /** Each with a `groupIdentifier`. Without `memberships`, nobody is in them. */
  readonly groups?: readonly GivenGroup[]
  readonly memberships?: readonly GivenMembership[]
  /** Each with an `applicationIdentifier`. */
  readonly applications?: readonly GivenApplication[]
}

export type GivenIdentity = Given<Identity>

export type GivenGroup = Given<Group> & Pick<Group, 'groupIdentifier'>

/** Who, or which other group, is directly in a group. */
export interface GivenMembership {
  /** The `id` or the `groupIdentifier` of a group. */
  readonly group: string
  /** The `id`, the `upn` or the `personId` of an identity. */
  readonly identity?: string
  /** The `id` or the `groupIdentifier` of a group that is inside the other. */
  readonly memberGroup?: string
}

export interface GivenApplication extends Given<Application> {
  readonly applicationIdentifier: string
  readonly roles?: readonly GivenRole[]
  readonly registration?: { readonly provider: Protocol; readonly definition?: Registration['definition'] }
}

export interface GivenRole extends Partial<Role> {
  readonly name: string
  /** The `id` or the `groupIdentifier` of each group whose members have it. */
  readonly groups?: readonly string[]
}
