import { banner, readDocument, referencedName, type Schema } from './document.ts'

const source = 'dabp.yaml'

/** Generates a table of the fields of both reports, and of what is in them, with the type of each. */
export async function generateReportShapes(): Promise<string> {
  const { schemas } = (await readDocument(source)).components
  const found = new Map<string, string>()

  function add(name: string): void {
    if (found.has(name)) return
    found.set(name, '')
    const fields = Object.entries(schemas[name]?.properties ?? {}).flatMap(([field, property]) => {
      const isList = property.type === 'array'
      const kind = kindOf((isList ? property.items : property) ?? {})
      // What is left open is not checked.
      return kind === undefined ? [] : [`    ${field}: { kind: '${kind}', isList: ${isList} },\n`]
    })
    found.set(name, fields.join(''))
  }

  function kindOf(property: Schema): string | undefined {
    const name = referencedName(property)
    if (name !== undefined) add(name)
    return name ?? (property.type === 'string' ? 'text' : undefined)
  }

  for (const root of ['PersonReport', 'LegacyReport']) add(root)
  const names = [...found.keys()].sort()
  return `${banner(source)}import type { ${names.join(', ')} } from './dabp.generated.ts'

/** Objects whose fields are documented. */
export interface Shapes {
${names.map((name) => `  ${name}: ${name}\n`).join('')}}

/** The type of a field, or of each item of it. */
export interface FieldShape {
  readonly kind: 'text' | keyof Shapes
  readonly isList: boolean
}

export const shapes: { readonly [Name in keyof Shapes]: { readonly [Field in keyof Shapes[Name]]?: FieldShape } } = {
${names.map((name) => `  ${name}: {\n${found.get(name)}  },\n`).join('')}}
`
}
