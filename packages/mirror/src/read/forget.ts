import type { Engine, Parameter } from '../engine/engine.ts'
import { MirrorError } from '../errors.ts'
import { collections } from '../schema/collections.ts'
import { findPerson } from './changes.ts'

/** The number of rows that were erased of a person, by table. */
export type ForgottenRows = Readonly<Record<string, number>>

/** Erases everything that a mirror has about a person: all versions, what is staged, and all changes. */
export async function forgetPerson(engine: Engine, person: string): Promise<ForgottenRows> {
  const identifiers = await findPerson(engine, person)
  const { sql, parameter } = engine.anyOf('uuid', identifiers)
  const people = await engine.all(`select distinct uuid from cis_person_version where ${sql}`, [parameter])
  if (people.length > 1)
    throw new MirrorError(
      'invalid_argument',
      `${people.length} people have the name ${JSON.stringify(person)}.`,
      {
        hint: 'Use the uuid of one of them; personctl mirror query shows it.',
      },
    )
  if (engine.kind === 'sqlite') await engine.all('pragma secure_delete = on')
  const erased: Record<string, number> = {}
  await engine.transaction(async (statements) => {
    const condition = (column: string) => statements.anyOf(column, identifiers)
    const erase = async (table: string, where: string, parameters: readonly Parameter[]) => {
      const count = await statements.run(`delete from ${table} where ${where}`, parameters)
      if (count > 0) erased[table] = (erased[table] ?? 0) + count
    }
    const ofIdentity = condition('id')
    const keys = `select n from cern_key where ${ofIdentity.sql}`
    for (const [name, column] of columnsOfPeople) {
      const { sql, parameter } = condition(column)
      for (const table of [`${name}_version`, `${name}_staged`]) await erase(table, sql, [parameter])
    }
    const ofUuid = condition('uuid')
    const ofLinked = condition('identity_id')
    await erase('person_link', `${ofUuid.sql} or ${ofLinked.sql}`, [ofUuid.parameter, ofLinked.parameter])
    for (const table of ['cern_member_version', 'cern_member_staged'])
      await erase(table, `identity_n in (${keys})`, [ofIdentity.parameter])
    const ofPerson = condition('person')
    const ofKey = condition('key')
    await erase('change_log', `${ofPerson.sql} or ${ofKey.sql}`, [ofPerson.parameter, ofKey.parameter])
    await erase('seen', ofKey.sql, [ofKey.parameter])
    await erase('cern_key', ofIdentity.sql, [ofIdentity.parameter])
    // The position of an interrupted walk may name the last person before it: then the list is walked from its beginning.
    await statements.run(
      "update run_part set resume_token = null, position = null where status <> 'whole' and service <> 'cern'",
    )
  })
  // The journal still has what was in the pages before.
  if (engine.kind === 'sqlite') await engine.all('pragma wal_checkpoint(truncate)')
  return erased
}

const columnsOfPeople = [
  [collections.cis_person.name, 'uuid'],
  [collections.cis_group_member.name, 'uuid'],
  [collections.cern_identity.name, 'id'],
  [collections.dabp_report.name, 'reference'],
  [collections.dabp_grant.name, 'reference'],
] as const
