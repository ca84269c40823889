import type { RowData } from './comparison.ts'
import { isKey, type ReceivedRow, type SetRow } from './rows.ts'
import {
  asObject,
  confirmMissing,
  type LookUp,
  mapConcurrently,
  readPages,
  type WalkContext,
  walkList,
} from './walk.ts'

/** The ways to log in by which CIS lists the identifiers of everybody, each the beginning of a user id. */
const connectionMethods = ['ad', 'github', 'email', 'oauth2', 'google-oauth2']

/**
 * Stages the people of CIS: the active ones, then the others, since no list of the service has both.
 *
 * @returns the reason for a brake
 */
export async function walkCis(context: WalkContext): Promise<string | undefined> {
  const { clients, signal } = context
  const { users } = clients.cis ?? {}
  if (users === undefined) return undefined
  for (const active of ['true', 'false'] as const)
    await walkList(context, {
      part: active === 'true' ? 'active people' : 'inactive people',
      collection: 'cis_person',
      list: (walk) => users.list({ active, ...walk }),
      toRow: (profile) => toPerson(context, profile, active === 'true'),
    })

  const lookUp = async (keys: readonly string[]): Promise<LookUp> => {
    const found: ReceivedRow[] = []
    const find = async (uuid: string) => {
      // One state after the other, since not every token shows the state itself.
      for (const active of ['true', 'any'] as const) {
        await context.pace()
        context.countRequests(1)
        const profile = await users.find({ uuid }, { active, ...(signal && { signal }) })
        if (profile !== undefined) return toPerson(context, profile, active === 'true')
      }
      return undefined
    }
    for await (const { result } of mapConcurrently(keys, context.options.concurrency ?? 4, find))
      if (result !== undefined) found.push(result)
    return { found }
  }

  let everybody: Map<string, string> | undefined
  // A pseudonym cannot be looked up. The list of identifiers is another proof of absence: it has everybody in any state.
  const lookUpPseudonyms = async (keys: readonly string[]): Promise<LookUp> => {
    if (everybody === undefined) {
      everybody = new Map()
      for (const connectionMethod of connectionMethods)
        for await (const page of readPages(
          context,
          users.ids({ connectionMethod, active: 'any', ...(signal && { signal }) }),
        ))
          for (const { uuid } of page.items) everybody.set(context.privacy.replace(uuid), uuid)
    }
    const uuids = keys.flatMap((key) => everybody?.get(key) ?? [])
    return lookUp(uuids)
  }
  return confirmMissing(context, 'cis_person', context.privacy.hasPseudonyms ? lookUpPseudonyms : lookUp)
}

/** @param active the state in which the service lists the person: not every token shows it */
function toPerson({ privacy }: WalkContext, profile: unknown, active: boolean): ReceivedRow | undefined {
  const values: RowData = { active, ...unwrapAttributes(profile) }
  const uuid = values['uuid']
  if (!isKey(uuid)) return undefined
  delete values['uuid']
  delete values['schema']
  const data = privacy.replaceAll(privacy.select('cis', values))
  return { key: privacy.replace(uuid), data, sets: { cis_group_member: listGroups(data) } }
}

/** Returns the contents of all attributes by path, without their signatures and metadata. */
function unwrapAttributes(profile: unknown): RowData {
  const values: RowData = {}
  for (const [name, node] of Object.entries(asObject(profile) ?? {})) {
    const attribute = asObject(node)
    if (attribute === undefined) values[name] = node
    else if (isAttribute(attribute)) values[name] = contentOf(attribute)
    else
      for (const [part, child] of Object.entries(attribute)) {
        const inner = asObject(child)
        values[`${name}.${part}`] = inner !== undefined && isAttribute(inner) ? contentOf(inner) : child
      }
  }
  return values
}

// The service itself tells an attribute from a group of attributes by its metadata.
function isAttribute(node: Record<string, unknown>): boolean {
  return Object.hasOwn(node, 'metadata')
}

function contentOf({ value, values }: Record<string, unknown>): unknown {
  return (values === undefined ? value : values) ?? null
}

/** Returns the groups that the attributes of a person name. */
function listGroups(data: RowData): SetRow[] {
  return ['ldap', 'mozilliansorg', 'access_provider'].flatMap((source) =>
    Object.entries(asObject(data[`access_information.${source}`]) ?? {}).map(([name, label]) => ({
      source,
      name,
      label: typeof label === 'string' ? label : null,
    })),
  )
}
