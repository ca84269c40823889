import { isObject, kindOf } from '../checks.ts'
import { type FieldShape, type Shapes, shapes } from '../shapes.generated.ts'

type Fields = Readonly<Record<string, FieldShape>>

/**
 * What is wrong with a value, such as `groups[3].policies that is a text, not a list`; whatever openapi/ leaves out may
 * be there, and whatever it has may be absent or null.
 */
export function shapeProblem(
  value: Record<string, unknown>,
  name: keyof Shapes,
): { problem: string | undefined; hasNulls: boolean } {
  let hasNulls = false
  const problem = problemIn(value, name)
  return { problem: problem === undefined ? undefined : problem.slice(1), hasNulls }

  // A path is put together only where something is wrong: reports are large.
  function problemIn(object: Record<string, unknown>, kind: keyof Shapes): string | undefined {
    const fields: Fields = shapes[kind]
    for (const field in fields) {
      const found = object[field]
      if (found === undefined) continue
      if (found === null) hasNulls = true
      else {
        const inside = problemOf(found, fields[field] as FieldShape)
        if (inside !== undefined) return `.${field}${inside}`
      }
    }
    return undefined
  }

  function problemOf(found: unknown, { kind, isList }: FieldShape): string | undefined {
    if (!isList) return problemOfOne(found, kind)
    if (!Array.isArray(found)) return ` that is ${kindOf(found)}, not a list`
    for (let index = 0; index < found.length; index += 1) {
      const inside = problemOfOne(found[index], kind)
      if (inside !== undefined) return `[${index}]${inside}`
    }
    return undefined
  }

  function problemOfOne(found: unknown, kind: FieldShape['kind']): string | undefined {
    if (kind === 'text')
      return typeof found === 'string' ? undefined : ` that is ${kindOf(found)}, not a text`
    return isObject(found) ? problemIn(found, kind) : ` that is ${kindOf(found)}, not an object`
  }
}

/** The same without the fields that are null. */
export function withoutNulls(value: Record<string, unknown>, name: keyof Shapes): Record<string, unknown> {
  const fields: Fields = shapes[name]
  const one = (found: unknown, kind: FieldShape['kind']) =>
    kind === 'text' ? found : withoutNulls(found as Record<string, unknown>, kind)
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, found]) => {
      const shape = Object.hasOwn(fields, field) ? fields[field] : undefined
      if (shape === undefined) return [[field, found]]
      if (found === null) return []
      return [
        [field, Array.isArray(found) ? found.map((item) => one(item, shape.kind)) : one(found, shape.kind)],
      ]
    }),
  )
}
