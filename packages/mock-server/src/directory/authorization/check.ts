import {
  applicationFieldTypes,
  type FieldType,
  groupFieldTypes,
  identityFieldTypes,
  roleFieldTypes,
} from '@personctl/openapi/cernFields'
import { z } from 'zod'
import { isObject } from '../profile.ts'
import {
  type AuthorizationData,
  type GivenApplication,
  type GivenGroup,
  type GivenIdentity,
  type GivenRole,
  protocols,
} from './records.ts'

const name = z.string().min(1, 'expected a name, found an empty text')

const membershipSchema = z
  .strictObject({ group: name, identity: name.exactOptional(), memberGroup: name.exactOptional() })
  .refine(
    ({ identity, memberGroup }) => (identity === undefined) !== (memberGroup === undefined),
    'expected either identity or memberGroup beside group',
  )

const registrationSchema = z.strictObject({
  provider: z.enum(protocols),
  definition: z.string().exactOptional(),
})

const roleSchema = rowSchema<GivenRole>(roleFieldTypes, 'role', ['name'], { groups: z.array(name) })

/** The CERN part of a data file, row by row. What rows say of each other is looked at once it is known what else there is. */
export const authorizationSchema: z.ZodType<AuthorizationData> = z.strictObject({
  identities: z
    .array(rowSchema<GivenIdentity>(identityFieldTypes, 'identity', ['upn', 'id']))
    .exactOptional(),
  groups: z.array(rowSchema<GivenGroup>(groupFieldTypes, 'group', ['groupIdentifier'])).exactOptional(),
  memberships: z.array(membershipSchema).exactOptional(),
  applications: z
    .array(
      rowSchema<GivenApplication>(applicationFieldTypes, 'application', ['applicationIdentifier'], {
        roles: z.array(roleSchema),
        registration: registrationSchema,
      }),
    )
    .exactOptional(),
})

/**
 * A row: fields that are documented must hold what is documented, others may hold anything. Nothing is copied.
 *
 * @param oneOf of these it must have one
 * @param parts what else belongs to it
 */
function rowSchema<Row>(
  types: Readonly<Record<string, readonly FieldType[]>>,
  kind: string,
  oneOf: readonly string[],
  parts: Readonly<Record<string, z.ZodType>> = {},
): z.ZodType<Row> {
  return z.custom<Row>().superRefine((row, context) => {
    const complain = (path: PropertyKey[], message: string): void =>
      context.addIssue({ code: 'custom', path, message })
    if (!isObject(row))
      return complain([], `expected the fields of a${/^[aeiou]/.test(kind) ? 'n' : ''} ${kind}`)
    if (!oneOf.some((field) => typeof row[field] === 'string' && row[field] !== ''))
      complain([], `expected ${oneOf.join(' or ')}, a text that is not empty`)
    for (const [field, value] of Object.entries(row)) {
      const part = Object.hasOwn(parts, field) ? parts[field] : undefined
      if (part !== undefined)
        for (const issue of part.safeParse(value).error?.issues ?? [])
          complain([field, ...issue.path], issue.message)
      else if (!Object.hasOwn(types, field)) {
        const meant = Object.keys(types).find((known) => letters(known) === letters(field))
        if (meant !== undefined) complain([field], `unknown field; did you mean ${meant}?`)
      } else if (field === 'id' && !z.guid().safeParse(value).success)
        complain([field], `expected a GUID, found ${JSON.stringify(value)}`)
      else if (!types[field]?.some((type) => isOfType(value, type)))
        complain([field], `expected ${types[field]?.join(' or ')}, found ${JSON.stringify(value)}`)
    }
  })
}

function isOfType(value: unknown, type: FieldType): boolean {
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isSafeInteger(value)
  return type === 'object' ? isObject(value) : typeof value === type
}

const letters = (field: string): string => field.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
