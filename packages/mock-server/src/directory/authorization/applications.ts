import type { Application, Registration, Role } from '../../openapi/cern.generated.ts'
import type { Groups } from './groups.ts'
import { derivedGuid } from './guid.ts'

/** An application and what belongs to it. */
export interface ApplicationRecord extends Application {
  readonly roles: readonly RoleRecord[]
  /** The protocol it is registered for, and as what. */
  readonly registration?: { readonly provider: Protocol; readonly definition?: Registration['definition'] }
}

export interface RoleRecord extends Role {
  /** The ids of the groups whose members have it. */
  readonly groups: readonly string[]
}

export const protocols = ['saml', 'openid'] as const
export type Protocol = (typeof protocols)[number]

/** The id of the registration provider of a protocol. */
export function providerIdOf(protocol: Protocol): string {
  return derivedGuid('registration provider', protocol)
}

const described: readonly (readonly [identifier: string, protocol: Protocol, roles: Roles])[] = [
  ['atlas-shift-planner', 'openid', { administrator: 'atlas-administrators', shifter: 'atlas-shifters' }],
  [
    'cms-run-registry',
    'openid',
    { administrator: 'authorization-service-administrators', user: 'cern-users' },
  ],
  ['library-catalogue', 'saml', { librarian: 'cern-staff', reader: 'cern-users' }],
  ['status-board', 'openid', { 'default-role': 'cern-users' }],
]
type Roles = Readonly<Record<string, string>>

/** The applications that are there whatever the seed. */
export function namedApplications(groups: Groups, ownerId: string | null): readonly ApplicationRecord[] {
  const groupId = (identifier: string): string | undefined => {
    const place = groups.placeOfIdentifier(identifier)
    return place === undefined ? undefined : groups.idAt(place)
  }
  return described.map(([applicationIdentifier, provider, roles]) => ({
    applicationIdentifier,
    ownerId,
    administratorsId: groupId(Object.values(roles)[0] ?? '') ?? null,
    id: derivedGuid('application', applicationIdentifier),
    roles: Object.entries(roles).map(([name, group]) =>
      roleOf(applicationIdentifier, name, [groupId(group) ?? []].flat()),
    ),
    registration:
      provider === 'saml' ? { provider, definition: metadataOf(applicationIdentifier) } : { provider },
  }))
}

function roleOf(application: string, name: string, groups: readonly string[]): RoleRecord {
  return {
    name,
    displayName: name.slice(0, 1).toUpperCase() + name.slice(1).replaceAll('-', ' '),
    description: `May use ${application} as ${name}`,
    required: name === 'user',
    multifactor: name === 'administrator',
    applyToAllUsers: name === 'default-role',
    id: derivedGuid('role', `${application} ${name}`),
    groups,
  }
}

function metadataOf(application: string): string {
  return `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://${application}.example.org"/>`
}
