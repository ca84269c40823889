import openapiTS, { astToString } from 'openapi-typescript'
import ts from 'typescript'
import { banner, descriptions, lowerFirst, readDocument, type Schema, upperFirst } from './document.ts'

/** Generates the wire types of one API: a named type for each schema, its enumerations as arrays too, paths and operations. */
export async function generateWireTypes(source: string): Promise<string> {
  const { schemas } = (await readDocument(source)).components
  const printed = astToString(
    await openapiTS(new URL(source, descriptions), { alphabetize: false, immutable: true, silent: true }),
  )
  const { rest, types } = hoistSchemas(printed)
  const code = [...types, withoutUnused(rest), enumerations(schemas)].join('\n')
  return `${banner(source)}${plainComments(code).replaceAll(/components\["schemas"\]\["(\w+)"\]/g, '$1')}`
}

/**
 * Makes every member of `components.schemas` a type of its own. A compiler names a type alias of an object in its
 * messages, but writes out what an indexed access leads to.
 */
function hoistSchemas(code: string): { rest: string; types: string[] } {
  const file = ts.createSourceFile('wire.ts', code, ts.ScriptTarget.Latest)
  const components = file.statements.find(
    (one): one is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(one) && one.name.text === 'components',
  )
  const schemas = components?.members.find((one) => one.name?.getText(file) === 'schemas')
  if (schemas === undefined || !ts.isPropertySignature(schemas) || !schemas.type)
    throw new Error('no schemas')
  if (!ts.isTypeLiteralNode(schemas.type)) throw new Error('The schemas are no type literal.')
  const types = schemas.type.members.map((member) => {
    if (!ts.isPropertySignature(member) || !member.type) throw new Error(member.getText(file))
    const [comment] = ts.getLeadingCommentRanges(code, member.getFullStart()) ?? []
    const doc = comment ? `${code.slice(comment.pos, comment.end)}\n` : ''
    const indent = /^ {8}/gm
    return `${doc}export type ${member.name.getText(file)} = ${member.type.getText(file)};`.replaceAll(
      indent,
      '',
    )
  })
  return { rest: `${code.slice(0, schemas.getFullStart())}${code.slice(schemas.getEnd())}`, types }
}

/** Leaves out what is always empty here. */
function withoutUnused(code: string): string {
  return code
    .replace(/^export type webhooks = .*\n/m, '')
    .replace(/^export type \$defs = .*\n/m, '')
    .replaceAll(/^ {4}(?:requestBodies|headers|pathItems|responses|parameters): never;\n/gm, '')
}

/** Makes a description what a comment begins with, or its second paragraph: editors show tags apart, or not at all. */
function plainComments(code: string): string {
  return code
    .replaceAll(/^ *\/\*\* @enum \{[\w|]+\} \*\/\n/gm, '')
    .replaceAll(/\n *\* @enum \{[\w|]+\}(?=\n)/g, '')
    .replaceAll('/** @description ', '/** ')
    .replaceAll(/(\/\*\*\n *\* )@description /g, '$1')
    .replaceAll(/\n( *\*) @description /g, '\n$1\n$1 ')
    .replaceAll(/^( *\*) {5}(?=\S)/gm, '$1 ')
    .replaceAll(/\/\*\*\n *\* (.*)\n *\*\/\n/g, '/** $1 */\n')
}

/** Lists the members of every enumeration, and of every property that is one. */
function enumerations(schemas: Readonly<Record<string, Schema>>): string {
  const declare = (name: string, type: string, schema: Schema): string[] =>
    schema.enum === undefined || schema.type !== 'string'
      ? []
      : [`export const ${name}Values: readonly ${type}[] = ${JSON.stringify(schema.enum)};\n`]
  const constants = Object.entries(schemas).flatMap(([name, schema]) => [
    ...declare(lowerFirst(name), name, schema),
    ...Object.entries(schema.properties ?? {}).flatMap(([property, inner]) =>
      declare(`${lowerFirst(name)}${upperFirst(property)}`, `NonNullable<${name}['${property}']>`, inner),
    ),
  ])
  return constants.join('')
}
