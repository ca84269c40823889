import { z } from 'zod'
import { nearestWord } from '../text/nearestWord.ts'
import { authorizationSchema } from './authorization/checkAuthorization.ts'
import type { DataFile } from './dataFile.ts'
import { DataFileError } from './dataFileError.ts'
import { delegationSchema } from './delegation/checkReports.ts'
import { profileFlaw } from './profileFlaw.ts'
import type { StoredProfile } from './storedProfile.ts'
import { textValueOf } from './storedProfile.ts'

const scopeList = z
  .union([z.array(z.string()), z.string()], 'expected a list of scopes, or one text of them')
  .transform((scopes) => (typeof scopes === 'string' ? scopes.split(/\s+/).filter(Boolean) : scopes))
const clientSchema = z.strictObject({
  id: z.string().min(1, 'expected an id, found an empty text'),
  secret: z.string().min(1, 'expected a secret, found an empty text').nullable(),
  scopes: scopeList.exactOptional(),
  groups: z.array(z.string()).exactOptional(),
  exchangesFor: z.array(z.string()).exactOptional(),
  opaqueTokens: z.boolean().exactOptional(),
  legacyGroupPermissions: z.boolean().exactOptional(),
})
// Nothing is copied: a profile stays the object it was.
const profileSchema = z.custom<StoredProfile>().superRefine((profile, context) => {
  const flaw = profileFlaw(profile)
  if (flaw !== undefined) context.addIssue({ code: 'custom', path: [...flaw.path], message: flaw.reason })
})
const cisSchema = z.strictObject({ profiles: z.array(profileSchema).optional() })
const dataSchema = z.strictObject({
  cis: cisSchema.optional(),
  dabp: delegationSchema.optional(),
  cern: authorizationSchema.optional(),
  clients: z.array(clientSchema).optional(),
})

/** @throws DataFileError naming the first thing that is wrong */
export function checkData(content: unknown, file: string): DataFile {
  const result = dataSchema.safeParse(content)
  if (!result.success) throw errorOf(result.error.issues[0], file)
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
  const places = new Map<string, number>()
  for (const [place, profile] of profiles.entries()) {
    const id = textValueOf(profile, 'user_id')
    if (id === undefined) continue
    const earlier = places.get(id)
    if (earlier !== undefined)
      throw new DataFileError(
        file,
        `cis.profiles[${place}].user_id.value`,
        `${JSON.stringify(id)} is taken by cis.profiles[${earlier}]; user ids are unique`,
      )
    places.set(id, place)
  }
}

function errorOf(issue: z.core.$ZodIssue | undefined, file: string): DataFileError {
  const path = issue?.path ?? []
  if (issue?.code !== 'unrecognized_keys')
    return new DataFileError(
      file,
      written(path),
      (issue?.message ?? 'invalid').replace(/^Invalid input: /, ''),
    )
  const [key = ''] = issue.keys
  return new DataFileError(file, written([...path, key]), unknownKey(key, path))
}

function unknownKey(key: string, path: readonly PropertyKey[]): string {
  const known = keysAt(dataSchema, path)
  const nearest = nearestWord(key, known)
  return `unknown key; ${nearest === undefined ? `known are ${known.join(', ')}` : `did you mean ${nearest}?`}`
}

/** The keys that an object at this path may have. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional)
    return keysAt(schema.unwrap(), path)
  const [key, ...rest] = path
  if (schema instanceof z.ZodArray) return keysAt(schema.element, rest)
  if (!(schema instanceof z.ZodObject)) return []
  return key === undefined ? Object.keys(schema.shape) : keysAt(schema.shape[String(key)], rest)
}

function written(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}
