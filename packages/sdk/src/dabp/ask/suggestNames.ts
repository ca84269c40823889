import { nearest } from '../../client/nearest.ts'
import type { PersonReport } from '../wire.generated.ts'
import { groupsWithin } from './grants.ts'

/** Names as somebody has typed them. */
export interface TypedNames {
  group?: string | undefined
  policy?: string | undefined
  resource?: string | undefined
}

/**
 * For names that a report does not have, those in it that are most like them: to say next to a no, which may be owed to
 * a slip of the pen. A policy and a resource are looked for in the group, where there is one.
 *
 * @returns only what is likely; nothing for names that are there
 * @example
 * suggestNames(report, { group: 'Intermediary A', policy: 'Penison' }) // { policy: 'Pension' }
 */
export function suggestNames(report: PersonReport, typed: TypedNames): TypedNames {
  const group = suggestion(typed.group, report.groups ?? [])
  const meant = typed.group === undefined ? [] : groupsWithin(report, typed.group)
  const groups = meant.length > 0 ? meant : (report.groups ?? [])
  const policy = suggestion(
    typed.policy,
    groups.flatMap(({ policies = [] }) => policies),
  )
  const resource = suggestion(
    typed.resource,
    groups.flatMap(({ resources = [] }) => resources),
  )
  return {
    ...(group !== undefined && { group }),
    ...(policy !== undefined && { policy }),
    ...(resource !== undefined && { resource }),
  }
}

function suggestion(
  typed: string | undefined,
  things: readonly { readonly id?: string; readonly name?: string }[],
): string | undefined {
  if (typed === undefined || things.some(({ id, name }) => id === typed || name === typed)) return undefined
  const names = new Set(things.flatMap(({ name }) => name ?? []))
  return nearest(typed, [...names])
}
