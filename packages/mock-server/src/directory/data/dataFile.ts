import { readFile } from 'node:fs/promises'
import {
  applicationFieldTypes,
  type FieldType,
  groupFieldTypes,
  identityFieldTypes,
  roleFieldTypes,
} from '@personctl/openapi/cernFields'
import { didYouMean } from '@personctl/shared/didYouMean'
import { isObject } from '@personctl/shared/guards'
import { z } from 'zod'
import {
  type AuthorizationData,
  type GivenApplication,
  type GivenGroup,
  type GivenIdentity,
  type GivenRole,
  protocols,
} from '../authorization/records.ts'
import type { GivenReports } from '../delegationDirectory.ts'
import { findProfileError, readStringAttribute, type StoredProfile } from '../profile.ts'
import { checkReports } from './dataCheck.ts'
import { DataFileError, parseDataFile } from './parseDataFile.ts'

/** The content of a data file. Each part replaces generated data. */
export interface DataFile {
  readonly cis?: {
    /** Raw profiles v2 of all people. */
    readonly profiles?: readonly StoredProfile[]
  }
  readonly dabp?: {
    /** Reports of all people by reference id. */
    readonly people?: GivenReports
  }
  /** Identities, groups, memberships and applications of CERN's Authorization Service. */
  readonly cern?: AuthorizationData
  /** Additional clients. A client with the id of a demo client replaces it. */
  readonly clients?: readonly ClientRegistration[]
}

/** A client of the authorization servers. */
export interface ClientRegistration {
  readonly id: string
  /** `null` for a public client, which acts for people and cannot request tokens of its own. */
  readonly secret: string | null
  /** The scopes that it may request, and gets by default. @default any scope; all known scopes by default */
  readonly scopes?: readonly string[]
  /** The CERN groups of its service account. @default the groups that permit everything */
  readonly groups?: readonly string[]
  /** The CERN applications for which it may exchange a person's token. @default any application */
  readonly exchangesFor?: readonly string[]
  /** True if OneWelcome issues opaque access tokens to it instead of JWTs. @default false */
  readonly opaqueTokens?: boolean
  /** True if OneWelcome sends it reports in the format of version 1. @default false */
  readonly legacyGroupPermissions?: boolean
}

/**
 * Reads a JSON or YAML data file.
 *
 * @throws {DataFileError} if it cannot be read or is invalid
 */
export async function readDataFile(file: string): Promise<DataFile> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new DataFileError(
      file,
      '',
      code === 'ENOENT' ? 'the file does not exist' : `cannot be read: ${code}`,
    )
  }
  return checkData(await parseDataFile(text, file), file)
}

/** @throws {DataFileError} for the first problem */
function checkData(content: unknown, file: string): DataFile {
  // A YAML file with nothing but comments.
  if (content === null) throw new DataFileError(file, '', 'the file is empty')
  const result = dataSchema.safeParse(content)
  if (!result.success) throw toDataFileError(result.error.issues[0], file)
  const { cis, dabp, cern, clients } = result.data
  checkUserIds(cis?.profiles ?? [], file)
  return {
    ...(cis?.profiles === undefined ? {} : { cis: { profiles: cis.profiles } }),
    ...(dabp === undefined ? {} : { dabp }),
    ...(cern === undefined ? {} : { cern }),
    ...(clients === undefined ? {} : { clients }),
  }
}

function checkUserIds(profiles: readonly StoredProfile[], file: string): void {
  const indexes = new Map<string, number>()
  for (const [index, profile] of profiles.entries()) {
    const id = readStringAttribute(profile, 'user_id')
    if (id === undefined) continue
    const earlier = indexes.get(id)
    if (earlier !== undefined)
      throw new DataFileError(
        file,
        `cis.profiles[${index}].user_id.value`,
        `${JSON.stringify(id)} is already the user id of cis.profiles[${earlier}]`,
      )
    indexes.set(id, index)
  }
}

const name = z.string().min(1, 'expected a name, found an empty string')

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

/** The CERN part of a data file. References between rows are checked later, when all rows are known. */
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
 * Returns the schema of a row. Documented fields must have the documented type; others may hold anything. The row is
 * not copied.
 *
 * @param oneOf the row must have at least one of these fields
 * @param parts the schemas of nested rows
 */
function rowSchema<Row>(
  types: Readonly<Record<string, readonly FieldType[]>>,
  kind: string,
  oneOf: readonly string[],
  parts: Readonly<Record<string, z.ZodType>> = {},
): z.ZodType<Row> {
  return z.custom<Row>().superRefine((row, context) => {
    const addIssue = (path: PropertyKey[], message: string): void =>
      context.addIssue({ code: 'custom', path, message })
    if (!isObject(row))
      return addIssue([], `expected the fields of a${/^[aeiou]/.test(kind) ? 'n' : ''} ${kind}`)
    if (!oneOf.some((field) => typeof row[field] === 'string' && row[field] !== ''))
      addIssue([], `expected ${oneOf.join(' or ')}, a string that is not empty`)
    for (const [field, value] of Object.entries(row)) {
      const part = Object.hasOwn(parts, field) ? parts[field] : undefined
      if (part !== undefined)
        for (const issue of part.safeParse(value).error?.issues ?? [])
          addIssue([field, ...issue.path], issue.message)
      else if (!Object.hasOwn(types, field)) {
        const intended = Object.keys(types).find(
          (known) => normalizeFieldName(known) === normalizeFieldName(field),
        )
        if (intended !== undefined) addIssue([field], `unknown field; did you mean ${intended}?`)
      } else if (field === 'id' && !z.guid().safeParse(value).success)
        addIssue([field], `expected a GUID, found ${JSON.stringify(value)}`)
      else if (!types[field]?.some((type) => isOfType(value, type)))
        addIssue([field], `expected ${types[field]?.join(' or ')}, found ${JSON.stringify(value)}`)
    }
  })
}

function isOfType(value: unknown, type: FieldType): boolean {
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isSafeInteger(value)
  return type === 'object' ? isObject(value) : typeof value === type
}

const normalizeFieldName = (field: string): string => field.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

const reportsSchema = z.custom<GivenReports>().superRefine((reports, context) => {
  const problem = checkReports(reports)
  if (problem !== undefined)
    context.addIssue({ code: 'custom', path: [...problem.path], message: problem.reason })
})

/** The DABP part of a data file. */
const delegationSchema: z.ZodType<{ people?: GivenReports }> = z.strictObject({
  people: reportsSchema.exactOptional(),
})

const scopeList = z
  .union([z.array(z.string()), z.string()], 'expected a list of scopes, or a string with scopes')
  .transform((scopes) => (typeof scopes === 'string' ? scopes.split(/\s+/).filter(Boolean) : scopes))
const clientSchema = z.strictObject({
  id: z.string().min(1, 'expected an id, found an empty string'),
  secret: z.string().min(1, 'expected a secret, found an empty string').nullable(),
  scopes: scopeList.exactOptional(),
  groups: z.array(z.string()).exactOptional(),
  exchangesFor: z.array(z.string()).exactOptional(),
  opaqueTokens: z.boolean().exactOptional(),
  legacyGroupPermissions: z.boolean().exactOptional(),
})
// Profiles are not copied.
const profileSchema = z.custom<StoredProfile>().superRefine((profile, context) => {
  const error = findProfileError(profile)
  if (error !== undefined) context.addIssue({ code: 'custom', path: [...error.path], message: error.reason })
})
const cisSchema = z.strictObject({ profiles: z.array(profileSchema).optional() })
const dataSchema = z.strictObject({
  cis: cisSchema.optional(),
  dabp: delegationSchema.optional(),
  cern: authorizationSchema.optional(),
  clients: z.array(clientSchema).optional(),
})

function toDataFileError(issue: z.core.$ZodIssue | undefined, file: string): DataFileError {
  const path = issue?.path ?? []
  if (issue?.code !== 'unrecognized_keys')
    return new DataFileError(
      file,
      formatPath(path),
      (issue?.message ?? 'invalid').replace(/^Invalid input: /, ''),
    )
  const [key = ''] = issue.keys
  return new DataFileError(file, formatPath([...path, key]), describeUnknownKey(key, path))
}

function describeUnknownKey(key: string, path: readonly PropertyKey[]): string {
  const known = listKeys(dataSchema, path)
  const nearest = didYouMean(key, known)
  return `unknown key; ${nearest === undefined ? `known are ${known.join(', ')}` : `did you mean ${nearest}?`}`
}

/** Returns the keys that an object at this path may have. */
function listKeys(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional)
    return listKeys(schema.unwrap(), path)
  const [key, ...rest] = path
  if (schema instanceof z.ZodArray) return listKeys(schema.element, rest)
  if (!(schema instanceof z.ZodObject)) return []
  return key === undefined ? Object.keys(schema.shape) : listKeys(schema.shape[String(key)], rest)
}

function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}
