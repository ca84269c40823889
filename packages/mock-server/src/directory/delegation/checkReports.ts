import { z } from 'zod'
import type { FieldShape, Shapes } from '../../openapi/dabpShapes.generated.ts'
import { shapes } from '../../openapi/dabpShapes.generated.ts'
import { isObject } from '../storedProfile.ts'
import type { GivenReports } from './delegationDirectory.ts'

type Problem = readonly [path: readonly (string | number)[], message: string]

// What is documented must be what is documented, or null; whatever else a report holds is served as it comes. Nothing is
// copied: a report stays the object it was.
const reportsSchema = z.custom<GivenReports>().superRefine((reports, context) => {
  for (const [path, message] of problemsOfReports(reports))
    context.addIssue({ code: 'custom', path: [...path], message })
})

/** The DABP part of a data file. */
export const delegationSchema: z.ZodType<{ people?: GivenReports }> = z.strictObject({
  people: reportsSchema.exactOptional(),
})

function problemsOfReports(reports: unknown): readonly Problem[] {
  if (!isObject(reports)) return [[[], `expected reports by reference id, found ${kindOf(reports)}`]]
  return Object.entries(reports).flatMap(([referenceId, report]) =>
    referenceId === ''
      ? [[[], 'expected reference ids, found an empty text'] satisfies Problem]
      : under(referenceId, problemsOf('PersonReport', report)),
  )
}

function problemsOf(kind: FieldShape['kind'], value: unknown): readonly Problem[] {
  if (kind === 'text')
    return typeof value === 'string' ? [] : [[[], `expected a text, found ${kindOf(value)}`]]
  if (!isObject(value)) return [[[], `expected an object, found ${kindOf(value)}`]]
  const fields: Readonly<Record<string, FieldShape | undefined>> = shapes[kind satisfies keyof Shapes]
  return Object.entries(fields).flatMap(([name, shape]) =>
    shape === undefined || !Object.hasOwn(value, name)
      ? []
      : under(name, problemsOfField(shape, value[name])),
  )
}

function problemsOfField({ kind, isList }: FieldShape, value: unknown): readonly Problem[] {
  if (value === null) return []
  if (!isList) return problemsOf(kind, value)
  if (!Array.isArray(value)) return [[[], `expected a list, found ${kindOf(value)}`]]
  return value.flatMap((item, place) => under(place, problemsOf(kind, item)))
}

function under(name: string | number, problems: readonly Problem[]): readonly Problem[] {
  return problems.map(([path, message]) => [[name, ...path], message])
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : JSON.stringify(value)
}
