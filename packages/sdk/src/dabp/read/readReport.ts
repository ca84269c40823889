import { isObject, kindOf } from '../checks.ts'
import type { LegacyReport, PersonReport } from '../wire.generated.ts'
import type { DecodedReport } from './DecodedReport.ts'
import { fromLegacy } from './fromLegacy.ts'
import { shapeProblem, withoutNulls } from './shape.ts'

/**
 * The report that a value is: an object of version 2 or of version 1, or the JSON of one. What is in it stays as it is,
 * but for nulls, which stand for what is absent.
 *
 * @param refuse makes the error of what is wrong, such as `has groups[3].policies that is a text, not a list`
 */
export function readReport(value: unknown, refuse: (problem: string) => Error): DecodedReport {
  const report = typeof value === 'string' ? parsed(value, refuse) : value
  if (!isObject(report)) throw refuse(`is ${kindOf(report)}, not an object`)
  if (isGiven(report['groups'])) return checked('PersonReport', report, refuse)
  if (isGiven(report['group_permissions'])) return fromLegacy(checked('LegacyReport', report, refuse))
  const others = Object.keys(report).filter((name) => name !== 'groups' && name !== 'group_permissions')
  // No property is required, so somebody in no group may have a report with nothing in it.
  if (others.length === 0) return {}
  throw refuse(`has neither groups nor group_permissions in it, but ${listed(others)}`)
}

/** Names, the first few of them: they are somebody else's, and may be many. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => (name.length > 60 ? `${name.slice(0, 60)}…` : name))
  return `${shown.join(', ')}${names.length > shown.length ? ' and others' : ''}`
}

function parsed(text: string, refuse: (problem: string) => Error): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuse('is a text that is no JSON')
  }
}

function checked<Name extends 'PersonReport' | 'LegacyReport'>(
  name: Name,
  report: Record<string, unknown>,
  refuse: (problem: string) => Error,
): Name extends 'PersonReport' ? PersonReport : LegacyReport {
  const found = shapeProblem(report, name)
  if (found.problem !== undefined) throw refuse(`has ${found.problem}`)
  return (found.hasNulls ? withoutNulls(report, name) : report) as never
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null
}
