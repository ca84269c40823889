import type { Entity, GroupEntity, UserEntity } from '@backstage/catalog-model'
import type { EntityProvider, EntityProviderConnection } from '@backstage/plugin-catalog-node'
import { type CisClient, unwrapProfile } from '@personctl/sdk'

/**
 * Gives the catalog of Backstage the active people of CIS, and their LDAP groups. Run `refresh` from the scheduler of the
 * backend; a refresh that fails leaves the catalog as it is.
 */
export class PeopleProvider implements EntityProvider {
  readonly #cis: CisClient
  #connection: EntityProviderConnection | undefined

  constructor(cis: CisClient) {
    this.#cis = cis
  }

  getProviderName(): string {
    return 'personctl-people'
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection
  }

  /** Replaces the people and groups of the catalog. Returns their number. */
  async refresh(signal?: AbortSignal): Promise<number> {
    if (this.#connection === undefined) throw new Error('The catalog has not connected the provider yet.')
    const users: UserEntity[] = []
    const groups = new Set<string>()
    for await (const person of this.#cis.users.list({ prefetch: 1, ...(signal && { signal }) })) {
      const { primary_username, first_name, last_name, primary_email, access_information, uuid } =
        unwrapProfile(person)
      if (!primary_username || !uuid) continue
      const memberOf = Object.keys(access_information?.ldap ?? {}).map(toName)
      for (const group of memberOf) groups.add(group)
      users.push({
        ...entity('User', toName(primary_username), `cis:${uuid}`),
        spec: {
          profile: {
            displayName: [first_name, last_name].filter(Boolean).join(' '),
            ...(primary_email && { email: primary_email }),
          },
          memberOf,
        },
      } as UserEntity)
    }
    const teams = [...groups].map(
      (name) =>
        ({ ...entity('Group', name, 'cis:ldap'), spec: { type: 'ldap', children: [] } }) as GroupEntity,
    )
    const entities: Entity[] = [...teams, ...users]
    const locationKey = this.getProviderName()
    const deferred = entities.map((one) => ({ entity: one, locationKey }))
    await this.#connection.applyMutation({ type: 'full', entities: deferred })
    return entities.length
  }
}

function entity(kind: string, name: string, location: string): Entity {
  const annotations = {
    'backstage.io/managed-by-location': location,
    'backstage.io/managed-by-origin-location': location,
  }
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, annotations } }
}

/** Returns a name that the catalog accepts. */
function toName(text: string): string {
  return text
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^[^a-zA-Z0-9]+|[^a-zA-Z0-9]+$/g, '')
    .slice(0, 63)
}
