import type { PersonReport } from '@personctl/sdk/dabp'
import { MirrorError } from '../errors.ts'
import { hashJson, toCanonicalJson } from './comparison.ts'
import type { ReceivedRow, SetRow } from './rows.ts'
import { readPart, savePart } from './runs.ts'
import { stageRows } from './staging.ts'
import { asObject, confirmMissing, isNotFound, mapConcurrently, report, type WalkContext } from './walk.ts'

const batchSize = 50

/**
 * Stages the reports of DABP on people. Every request leaves the date of the person's last activity as it is: a copy is
 * not activity.
 *
 * @returns the reason for a brake
 */
export async function walkDabp(context: WalkContext): Promise<string | undefined> {
  const { engine, clients, options, serviceRun, signal } = context
  const { people } = clients.dabp ?? {}
  if (people === undefined) return undefined
  const part = 'reports'
  let state = await readPart(engine, serviceRun, part)
  const read = async (reference: string): Promise<ReceivedRow | undefined> => {
    await context.pace()
    context.countRequests(1)
    try {
      const result = await people.getReport(reference, {
        skipUpdatingActivity: true,
        ...(signal && { signal }),
      })
      return toRow(context, reference, result)
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }
  const all = state.status === 'whole' ? [] : await listReferences(context)
  const { hasPseudonyms, replace } = context.privacy
  // Pseudonyms are in another order than what they stand for.
  const pending = hasPseudonyms
    ? all.slice(all.findIndex((reference) => replace(reference) === state.position) + 1)
    : all.filter((reference) => reference > (state.position ?? ''))
  const total = all.length
  let rows: ReceivedRow[] = []
  let waiting = 0
  const save = async (position: string | undefined, status: 'running' | 'whole') => {
    state = { ...state, status, rows: state.rows + waiting, total, position }
    await engine.transaction(async (statements) => {
      await stageRows(statements, context, 'dabp_report', rows)
      await savePart(statements, serviceRun, part, state, context.now())
    })
    rows = []
    waiting = 0
    report(context, part, state, { lastTotal: undefined, requests: context.countRequests(0) })
  }
  for await (const { value, result } of mapConcurrently(pending, options.concurrency ?? 4, read)) {
    if (result !== undefined) rows.push(result)
    waiting += 1
    if (waiting === batchSize) await save(replace(value), 'running')
  }
  if (state.status !== 'whole') await save(undefined, 'whole')
  // Each report was requested by itself: one that is missing was not found.
  return confirmMissing(context, 'dabp_report', async () => ({ found: [] }))
}

/** Returns the references of the people whose reports are requested, in an order of their own. */
async function listReferences({ engine, options, privacy }: WalkContext): Promise<string[]> {
  const { references, id = 'uuid' } = options.people ?? {}
  if (references !== undefined) return [...new Set(references)].sort()
  if (privacy.hasPseudonyms)
    throw new MirrorError(
      'invalid_argument',
      'A mirror with pseudonyms does not know the references of people.',
      {
        hint: 'Pass them in people.references.',
      },
    )
  const rows = await engine.all<{ reference: string }>(
    // Those of whom there is a report, too: somebody who is no longer active may still have permissions.
    `select ${id} as reference from cis_person where active and ${id} is not null
      union select reference from dabp_report`,
  )
  return rows.map(({ reference }) => reference).sort()
}

function toRow({ privacy }: WalkContext, reference: string, { groups = [] }: PersonReport): ReceivedRow {
  // The names in it might identify somebody; the digest tells that it has changed.
  const data = privacy.hasPseudonyms ? { digest: hashJson(toCanonicalJson(groups)) } : { groups }
  const grants = new Map<string, SetRow>()
  for (const group of groups) {
    const { id: groupId, name: groupName } = group
    const add = (kind: string, item: Record<string, unknown>) => {
      const { id, name, externalId, privilege } = item
      const itemId = textOf(id) ?? textOf(name) ?? ''
      const identifier = textOf(groupId) ?? textOf(groupName) ?? ''
      const type = asObject(item['resourceType'])?.['name']
      // Groups of one id and different names exist.
      const key = { group_id: identifier, group_name: textOf(groupName) ?? '', kind, item_id: itemId }
      grants.set(JSON.stringify(key), {
        ...key,
        item_name: textOf(name),
        external_id: textOf(externalId),
        resource_type: textOf(type),
        privilege: textOf(privilege),
      })
    }
    for (const policy of group.policies ?? [])
      add(policy.name === 'role_superuser' ? 'superuser' : 'policy', { ...policy })
    for (const resource of group.resources ?? []) add('resource', { ...resource })
  }
  return { key: privacy.replace(reference), data, sets: { dabp_grant: [...grants.values()] } }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
