import type { Statements } from '../engine/engine.ts'
import { collections } from './collections.ts'

/**
 * The identities of CERN that belong to people of CIS: by employee id, or else by posix id, or else by e-mail. Each rule
 * leaves out the identities of those before it.
 */
const personLinks = `select p.uuid, i.id as identity_id, i.n as identity_n, 'employee_id' as linked_by
    from cern_identity i join cis_person p on p.employee_id = i.person_id
    union all
    select p.uuid, i.id, i.n, 'posix_id'
    from cern_identity i join cis_person p on p.posix_id = i.upn
    where not exists (select 1 from cis_person q where q.employee_id = i.person_id)
    union all
    select p.uuid, i.id, i.n, 'email'
    from cern_identity i join cis_person p on lower(p.primary_email) = lower(i.email)
    where not exists (select 1 from cis_person q where q.employee_id = i.person_id)
      and not exists (select 1 from cis_person q where q.posix_id = i.upn)`

/**
 * Finds anew which identities belong to which people. The links are a table, since to find them takes a second for 65,000
 * people, and most questions need them.
 */
export async function linkPeople(statements: Statements): Promise<void> {
  await statements.run('delete from person_link')
  await statements.run(`insert into person_link (uuid, identity_id, identity_n, linked_by) ${personLinks}`)
}

/**
 * The views that join the services. A report of DABP belongs to the person whose uuid is its reference, or else to the one
 * whose user id it is, or else whose e-mail.
 */
const joinedViews: Readonly<Record<string, string>> = {
  person_identity: 'select uuid, identity_id, identity_n, linked_by from person_link',
  // The reference is looked up only by queries that select it, and a second report does not double a person.
  person: `select p.uuid, p.active, p.primary_email, p.first_name, p.last_name, p.user_id, p.staff, p.manager, p.title,
      p.team, p.cost_center, p.worker_type, p.office_location, p.manager_email, p.employee_id, p.posix_id,
      i.id as identity_id, i.upn, i.person_id, i.department, i.blocked, l.linked_by,
      coalesce(
        (select d.reference from dabp_report d where d.reference = p.uuid),
        (select d.reference from dabp_report d where d.reference = p.user_id
          and not exists (select 1 from cis_person q where q.uuid = d.reference)),
        (select min(d.reference) from dabp_report d where lower(d.reference) = lower(p.primary_email)
          and not exists (select 1 from cis_person q where q.uuid = d.reference)
          and not exists (select 1 from cis_person q where q.user_id = d.reference))
      ) as dabp_reference
    from cis_person p
    left join person_identity l on l.uuid = p.uuid
    left join cern_identity i on i.id = l.identity_id`,
  person_group: `select p.uuid, p.primary_email, p.active, p.staff, l.identity_id, l.linked_by, g.id as group_id,
      g.group_identifier, m.direct, r.ended as since
    from cis_person p
    join person_identity l on l.uuid = p.uuid
    join cern_member_version m on m.identity_n = l.identity_n and m.until_run is null
    join cern_group g on g.n = m.group_n
    left join run_service r on r.run = m.from_run and r.service = 'cern'`,
  access: `select a.reference, coalesce(p.uuid, u.uuid, e.uuid) as uuid,
      coalesce(p.primary_email, u.primary_email, e.primary_email) as primary_email,
      coalesce(p.active, u.active, e.active) as active,
      case when p.uuid is not null then 'uuid' when u.uuid is not null then 'user_id'
        when e.uuid is not null then 'primary_email' end as linked_by,
      a.group_id, a.group_name, a.kind, a.item_id, a.item_name, a.external_id, a.resource_type, a.privilege
    from dabp_grant a
    left join cis_person p on p.uuid = a.reference
    left join cis_person u on p.uuid is null and u.user_id = a.reference
    left join cis_person e on p.uuid is null and u.uuid is null and lower(e.primary_email) = lower(a.reference)`,
}

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
  ...joinedViews,
}

/** Creates the views, in place of those of an earlier version. */
export async function createViews(statements: Statements): Promise<void> {
  for (const name of Object.keys(views).reverse()) await statements.run(`drop view if exists ${name}`)
  for (const [name, sql] of Object.entries(views)) await statements.run(`create view ${name} as ${sql}`)
}
