import type { Statements } from '../engine/engine.ts'
import { collections } from './collections.ts'

/** The views by name, each after those that it uses. They are created again with each version of the schema. */
export const views: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.values(collections)
      .filter(({ name }) => name !== 'cern_member')
      .map(({ name, key, columns, isEntity }) => {
        const selected = [
          ...Object.keys(key),
          ...Object.keys(columns),
          ...(isEntity ? ['hidden', 'data'] : []),
        ]
        return [
          name,
          `select ${[...selected, 'from_run'].join(', ')} from ${name}_version where until_run is null`,
        ]
      }),
  ),
  cern_member: `select g.id as group_id, i.id as identity_id, m.group_n, m.identity_n, m.direct, m.from_run
    from cern_member_version m
    join cern_key g on g.n = m.group_n
    join cern_key i on i.n = m.identity_n
    where m.until_run is null`,
  change: `select c.n, c.run, r.ended as at, c.service, c.collection, c.key, c.person, c.kind, c.attribute, c.old, c.new
    from change_log c
    join run_service r on r.run = c.run and r.service = c.service
    where r.status = 'published'`,
}

/** Creates the views, in place of those of an earlier version. */
export async function createViews(statements: Statements): Promise<void> {
  for (const name of Object.keys(views).reverse()) await statements.run(`drop view if exists ${name}`)
  for (const [name, sql] of Object.entries(views)) await statements.run(`create view ${name} as ${sql}`)
}
