import { didYouMean } from '@personctl/shared/didYouMean'
import { MirrorError } from '../errors.ts'

/** A parameter of a question. */
export interface QuestionParameter {
  readonly name: string
  readonly description: string
  /** `pattern`: a text in which `*` stands for any characters, regardless of case. `time`: a time, ISO 8601. */
  readonly kind: 'pattern' | 'time'
  /** The value without one: for a time, the number of days before now. */
  readonly default: string | number
}

/** A question that can be asked by its name. */
export interface Question {
  readonly name: string
  /** The question, in a sentence. */
  readonly summary: string
  /** The rows that count, and the meaning of the columns. */
  readonly description: string
  readonly parameters: readonly QuestionParameter[]
  /** The statement, the same for both engines, with `:name` for its parameters. */
  readonly sql: string
}

const groups: QuestionParameter = {
  name: 'groups',
  description: 'The group identifiers, with * for any characters',
  kind: 'pattern',
  default: '*',
}

const since: QuestionParameter = {
  name: 'since',
  description: 'The time after which it changed',
  kind: 'time',
  default: 30,
}

/**
 * People who are no longer there, by the last that was known of them, and the identities that belonged to them. The first
 * rule that finds somebody counts, as it does among those who are there.
 */
const lost = `\
gone as materialized (
  select v.uuid, v.primary_email, v.employee_id, v.posix_id from cis_person_version v
  where v.until_run is not null and not exists (
    select 1 from cis_person_version w
    where w.uuid = v.uuid and (w.until_run is null or w.from_run > v.from_run))
),
claimed as materialized (
  select i.id as identity_id, i.n as identity_n, v.uuid, v.primary_email,
    rank() over (partition by i.n order by case
      when i.person_id = v.employee_id then 1 when i.upn = v.posix_id then 2 else 3 end) as rule
  from gone v join cern_identity i
    on i.person_id = v.employee_id or i.upn = v.posix_id or lower(i.email) = lower(v.primary_email)
  where not exists (select 1 from person_identity l where l.identity_id = i.id)
),
lost as materialized (
  select identity_id, identity_n, uuid, primary_email from claimed where rule = 1
)`

/** Identities with somebody who is active: one identity may belong to several people. */
const present = `\
present as (
  select l.identity_id from person_identity l join cis_person p on p.uuid = l.uuid where p.active
)`

/** Every question, in the order of the documents. */
export const questions: readonly Question[] = [
  {
    name: 'left-but-in-a-group',
    summary: 'Who has left and is still in a group?',
    description:
      'People of CIS who are deactivated, or no longer there, and whose identity at CERN is a member of a group, unless it also belongs to somebody who is active. Who is no longer there is known for as long as the mirror has the last version. `direct` is false for members through a group within the group.',
    parameters: [groups],
    sql: `\
with ${lost},
${present}
select m.primary_email, 'deactivated' as status, m.group_identifier, m.direct, m.linked_by, m.since
from person_group m
where not m.active and not exists (select 1 from present a where a.identity_id = m.identity_id)
  and lower(m.group_identifier) like lower(:groups) escape '!'
union all
select l.primary_email, 'removed', g.group_identifier, m.direct, 'last version', r.ended
from lost l
join cern_member_version m on m.identity_n = l.identity_n and m.until_run is null
join cern_group g on g.n = m.group_n
left join run_service r on r.run = m.from_run and r.service = 'cern'
where lower(g.group_identifier) like lower(:groups) escape '!'
order by 1, 3`,
  },
  {
    name: 'not-staff-in-a-staff-group',
    summary: 'Who is in a group whose members must be staff, and is not?',
    description:
      'Members of the groups who are not staff in CIS, have left, or are not in CIS at all. An account of several people counts if none of them is active and staff; accounts of applications and services do not count. The groups are those whose identifiers have "staff" in them, unless you name others.',
    parameters: [{ ...groups, default: '*staff*' }],
    sql: `\
with fit as (
  select l.identity_id from person_identity l join cis_person p on p.uuid = l.uuid where p.active and p.staff
)
select g.group_identifier, i.upn, i.display_name, p.primary_email,
  case when p.uuid is null then 'not in CIS' when p.active is not true then 'has left' else 'not staff' end as reason,
  m.direct
from cern_group g
join cern_member_version m on m.group_n = g.n and m.until_run is null
join cern_identity i on i.n = m.identity_n
left join person_identity l on l.identity_id = i.id
left join cis_person p on p.uuid = l.uuid
where lower(g.group_identifier) like lower(:groups) escape '!' and coalesce(i.type, 'Person') = 'Person'
  and not exists (select 1 from fit f where f.identity_id = i.id)
order by 1, 2`,
  },
  {
    name: 'managers-and-titles-changed',
    summary: 'Whose manager or title has changed since a date?',
    description:
      'A row for each change of title, manager, team or cost center that was published after the time (by default, the last 30 days). A value that is not in both versions of the person, as it was hidden or shown, or not selected, is not a change.',
    parameters: [since],
    sql: `\
with pair as (
  select v.uuid, v.from_run, r.ended as at, v.primary_email,
    w.title as old_title, v.title as new_title, w.manager_email as old_manager, v.manager_email as new_manager,
    w.team as old_team, v.team as new_team, w.cost_center as old_center, v.cost_center as new_center,
    cast(w.data as text) as old_data, cast(v.data as text) as new_data
  from cis_person_version v
  join cis_person_version w on w.uuid = v.uuid and w.until_run = v.from_run
  join run_service r on r.run = v.from_run and r.service = 'cis'
  where r.ended > :since
)
select at, primary_email, 'title' as attribute, old_title as old, new_title as new from pair
where old_title is distinct from new_title
  and old_data like '%"staff_information.title":%' and new_data like '%"staff_information.title":%'
union all
select at, primary_email, 'manager', old_manager, new_manager from pair
where old_manager is distinct from new_manager
  and old_data like '%"access_information.hris":%' and new_data like '%"access_information.hris":%'
union all
select at, primary_email, 'team', old_team, new_team from pair
where old_team is distinct from new_team
  and old_data like '%"staff_information.team":%' and new_data like '%"staff_information.team":%'
union all
select at, primary_email, 'cost_center', old_center, new_center from pair
where old_center is distinct from new_center
  and old_data like '%"staff_information.cost_center":%' and new_data like '%"staff_information.cost_center":%'
order by 1, 2, 3`,
  },
  {
    name: 'who-may',
    summary: 'Who may do something in DABP, and why?',
    description:
      'People with a policy or a resource whose name, id, external id or kind matches, the kind being policy, resource or superuser; with the group through which they may.',
    parameters: [
      {
        name: 'what',
        description: 'The policy, the resource, or superuser, with * for any characters',
        kind: 'pattern',
        default: '*',
      },
    ],
    sql: `\
select coalesce(primary_email, reference) as person, active, kind, item_name, privilege, group_name,
  kind || ' ' || coalesce(item_name, item_id) || ' in the group ' || coalesce(group_name, group_id) as because
from access
where lower(coalesce(item_name, '')) like lower(:what) escape '!' or lower(item_id) like lower(:what) escape '!'
  or lower(coalesce(external_id, '')) like lower(:what) escape '!' or lower(kind) like lower(:what) escape '!'
order by 1, 3, 4, 6`,
  },
  {
    name: 'accounts-without-a-person',
    summary: 'Which accounts have no person?',
    description:
      'Identities of CERN that belong to nobody in CIS: no employee id, posix id or e-mail matches. Accounts of applications and services also belong to the person who owns them.',
    parameters: [],
    sql: `\
select i.upn, i.display_name, i.type, i.email, i.blocked, o.upn as owner,
  case when coalesce(i.type, 'Person') = 'Person' then 'nobody in CIS'
    when i.owner_id is null then 'no owner'
    when o.id is null then 'the owner does not exist'
    else 'the owner is nobody in CIS' end as reason
from cern_identity i
left join cern_identity o on o.id = i.owner_id
where not exists (select 1 from person_identity l where l.identity_id = i.id)
  and (coalesce(i.type, 'Person') = 'Person'
    or not exists (select 1 from person_identity l where l.identity_id = i.owner_id))
order by 1, 2`,
  },
  {
    name: 'people-with-two-accounts',
    summary: 'Who has two accounts?',
    description:
      'A row for each account of people with several: profiles of CIS with the same e-mail, employee id or posix id, and identities of CERN that belong to the same person.',
    parameters: [],
    sql: `\
with several as (
  select uuid from person_identity group by uuid having count(*) > 1
),
email as (
  select lower(primary_email) as value from cis_person group by lower(primary_email) having count(*) > 1
),
employee as (
  select employee_id as value from cis_person where employee_id is not null group by employee_id having count(*) > 1
),
posix as (
  select posix_id as value from cis_person where posix_id is not null group by posix_id having count(*) > 1
)
select 'person' as same, p.primary_email as value, 'cern' as service, coalesce(i.upn, i.id) as account,
  i.display_name as name, not i.blocked as active
from several s
join cis_person p on p.uuid = s.uuid
join person_identity l on l.uuid = s.uuid
join cern_identity i on i.id = l.identity_id
union all
select 'primary_email', p.primary_email, 'cis', p.user_id, trim(coalesce(p.first_name, '') || ' ' || coalesce(p.last_name, '')), p.active
from email e join cis_person p on lower(p.primary_email) = e.value
union all
select 'employee_id', p.employee_id, 'cis', p.user_id, trim(coalesce(p.first_name, '') || ' ' || coalesce(p.last_name, '')), p.active
from employee e join cis_person p on p.employee_id = e.value
union all
select 'posix_id', p.posix_id, 'cis', p.user_id, trim(coalesce(p.first_name, '') || ' ' || coalesce(p.last_name, '')), p.active
from posix x join cis_person p on p.posix_id = x.value
order by 1, 2, 3, 4`,
  },
  {
    name: 'groups-without-an-active-owner',
    summary: 'Which groups have no active owner?',
    description:
      'Groups of CERN without an owner, or whose owner does not exist, is blocked, or has left: is deactivated in CIS, or no longer there, and nobody else has the identity. An owner who was never in CIS has not left. A group has a row for each person who has the identity of its owner. The group of administrators may still take care of them.',
    parameters: [groups],
    sql: `\
with ${lost},
${present}
select g.group_identifier, o.upn as owner, coalesce(p.primary_email, x.primary_email) as primary_email,
  case when g.owner_id is null then 'no owner'
    when o.id is null then 'the owner does not exist'
    when o.blocked then 'the owner is blocked'
    else 'the owner has left' end as reason,
  a.group_identifier as administrators
from cern_group g
left join cern_identity o on o.id = g.owner_id
left join person_identity l on l.identity_id = o.id
left join cis_person p on p.uuid = l.uuid
left join lost x on x.identity_id = o.id
left join cern_group a on a.id = g.administrators_id
where lower(g.group_identifier) like lower(:groups) escape '!'
  and (o.id is null or o.blocked
    or (not p.active or x.uuid is not null)
      and not exists (select 1 from present e where e.identity_id = o.id))
order by 1`,
  },
  {
    name: 'group-growth',
    summary: 'How has the number of members of groups changed?',
    description:
      'A row for each group and each published run that changed its members, also through groups within it: how many came and went, and how many there were then. It reaches back as far as `mirror prune` leaves versions: everybody who was there then has joined in the first row.',
    parameters: [groups],
    sql: `\
with border as (
  select coalesce(max(case when run <= (select cast(value as integer) from mirror_meta where key = 'pruned_until')
    then run end), min(run)) as run
  from run_service where service = 'cern' and status = 'published'
),
moved as (
  -- Nearly all have been there from the beginning. To count each group is faster than to sort all members by run.
  select group_n, (select run from border) as run, count(*) as joined, 0 as ended
  from cern_member_version group by group_n
  union all
  select group_n, (select run from border), -count(*), 0
  from cern_member_version where from_run > (select run from border) group by group_n
  union all
  select group_n, from_run, count(*), 0
  from cern_member_version where from_run > (select run from border) group by group_n, from_run
  union all
  select group_n, until_run, 0, count(*)
  from cern_member_version where until_run is not null group by group_n, until_run
  union all
  -- Members who became direct ones, or no longer are, have neither come nor gone.
  select w.group_n, v.from_run, -count(*), -count(*)
  from cern_member_version w
  join cern_member_version v on v.group_n = w.group_n and v.identity_n = w.identity_n and v.from_run = w.until_run
  where w.until_run is not null group by w.group_n, v.from_run
),
step as (
  select group_n, run, sum(joined) as joined, sum(ended) as ended from moved group by group_n, run
  having sum(joined) <> 0 or sum(ended) <> 0
)
select g.group_identifier, r.ended as at, s.run, s.joined, s.ended,
  sum(s.joined - s.ended) over (partition by s.group_n order by s.run) as members
from step s
join cern_group g on g.n = s.group_n
join run_service r on r.run = s.run and r.service = 'cern'
where lower(g.group_identifier) like lower(:groups) escape '!'
order by 1, 3`,
  },
]

/**
 * Returns a question by its name.
 *
 * @throws {MirrorError} with the code `unknown_question`
 */
export function findQuestion(name: string): Question {
  const found = questions.find((question) => question.name === name)
  if (found !== undefined) return found
  const names = questions.map((question) => question.name)
  const nearest = didYouMean(name, names)
  throw new MirrorError('unknown_question', `The question ${JSON.stringify(name)} does not exist.`, {
    hint: nearest === undefined ? `The questions are ${names.join(', ')}.` : `Did you mean ${nearest}?`,
  })
}

const dayMs = 86_400_000

/**
 * Returns the values of a question's parameters, as its SQL takes them.
 *
 * @throws {MirrorError} with the code `invalid_argument` for a parameter that it does not have, or an invalid time
 */
export function bindQuestion(
  { name, parameters }: Question,
  given: Readonly<Record<string, unknown>>,
  now: number = Date.now(),
): Record<string, string> {
  const known = parameters.map((parameter) => parameter.name)
  for (const one of Object.keys(given)) {
    if (known.includes(one)) continue
    throw new MirrorError(
      'invalid_argument',
      `The question ${name} has no parameter ${JSON.stringify(one)}.`,
      {
        hint: known.length === 0 ? 'It has none.' : `It has ${known.join(', ')}.`,
      },
    )
  }
  return Object.fromEntries(
    parameters.map((parameter) => {
      const value = given[parameter.name]
      return [
        parameter.name,
        parameter.kind === 'pattern' ? toLike(value, parameter) : toTime(value, parameter, now),
      ]
    }),
  )
}

function toLike(value: unknown, parameter: QuestionParameter): string {
  const pattern = String(value ?? parameter.default)
  // The database ignores case on both sides: it knows fewer letters than JavaScript does.
  return pattern.replaceAll(/[!%_]/g, '!$&').replaceAll('*', '%')
}

function toTime(value: unknown, parameter: QuestionParameter, now: number): string {
  const time =
    value === undefined
      ? new Date(now - Number(parameter.default) * dayMs)
      : value instanceof Date
        ? value
        : new Date(String(value))
  if (!Number.isNaN(time.getTime())) return time.toISOString()
  throw new MirrorError('invalid_argument', `The parameter ${parameter.name} is ${JSON.stringify(value)}.`, {
    hint: 'Write a time such as 2026-11-02 or 2026-11-02T08:00:00Z.',
  })
}
