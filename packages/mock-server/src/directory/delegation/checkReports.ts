import { z } from 'zod'
import type { PersonReport } from '../../openapi/dabp.generated.ts'
import type { FieldShape, Shapes } from '../../openapi/dabpShapes.generated.ts'
import { shapes } from '../../openapi/dabpShapes.generated.ts'
import { isObject } from '../storedProfile.ts'

type Problem = readonly [path: readonly (string | number)[], message: string]

// What is documented must be what is documented, or null; whatever else a report holds is served as it comes. Nothing is
// copied: a report stays the object it was.
const reportSchema = z.custom<PersonReport>().superRefine((report, context) => {
  for (const [path, message] of problemsOf('PersonReport', report))
    context.addIssue({ code: 'custom', path: [...path], message })
})

/** The DABP part of a data file. */
export const delegationSchema: z.ZodType<{ people?: Readonly<Record<string, PersonReport>> }> =
  z.strictObject({
    people: z
      .record(z.string().min(1, 'expected a reference id, found an empty text'), reportSchema)
      .exactOptional(),
  })

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
