import type { NewPerson } from '@personctl/generated/admin'
import { isObject } from '@personctl/shared/guards'
import type { JSONWebKeySet } from 'jose'
import type { AuthorizationData } from '../authorization/records.ts'
import type { GivenReports } from '../delegationDirectory.ts'
import { findProfileError, readStringAttribute, type StoredProfile } from '../profile.ts'
import { createProfile, ProfileError } from '../profileRecord.ts'
import {
  checkAuthorizationData,
  checkClient,
  checkProfile,
  checkReports,
  type DataProblem,
  describeKind,
  findTooDeep,
  formatDataPath,
  isGivenByValues,
  listOf,
  membersOf,
} from './dataCheck.ts'
import { DataFileError, parseDataFile } from './parseDataFile.ts'

/** The content of a data file. Each part replaces generated data. */
export interface DataFile {
  readonly cis?: {
    /**
     * All people, each as a raw profile v2, by `attributes` and `displays` as `admin.people.create` takes them, or by a
     * builder.
     */
    readonly profiles?: readonly GivenPerson[]
    /** True to serve odd raw profiles as they are: unknown attributes, contents of any type, nobody to be found. @default false */
    readonly lenient?: boolean
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

/** A person of a data file. */
export type GivenPerson = StoredProfile | NewPerson | { readonly profile: StoredProfile }

/** Data in which all people are raw profiles. */
export interface StoredData extends Omit<DataFile, 'cis'> {
  readonly cis?: { readonly profiles?: readonly StoredProfile[] }
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
  /** The URIs to which people may be sent back with a code. @default any URI */
  readonly redirectUris?: readonly string[]
  /** The URLs to which people may be sent after they signed out. @default any URL */
  readonly postLogoutRedirectUris?: readonly string[]
  /** The public keys with which it may authenticate in place of a secret (`private_key_jwt`). @default none */
  readonly jwks?: JSONWebKeySet
  /** True if each of its refresh tokens can be used once, and is replaced by the next one. @default false */
  readonly rotateRefreshTokens?: boolean
}

/**
 * Reads a JSON or YAML data file.
 *
 * @throws {DataFileError} if it cannot be read or is invalid
 */
export async function readDataFile(file: string): Promise<StoredData> {
  let text: string
  try {
    // Not imported by browsers, which check data but read no files.
    const { readFile } = await import('node:fs/promises')
    text = await readFile(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new DataFileError(
      file,
      '',
      code === 'ENOENT' ? 'the file does not exist' : `cannot be read: ${code}`,
    )
  }
  try {
    const content = await parseDataFile(text, file)
    // A YAML file with nothing but comments.
    if (content === null) throw new DataFileError(file, '', 'the file is empty')
    return checkData(content)
  } catch (error) {
    throw error instanceof DataFileError && error.file === '' ? error.inFile(file) : error
  }
}

// Data from a file reaches the mock checked.
const checkedData = new WeakSet<object>()

/**
 * Checks data, and turns people who are given by attributes into profiles.
 *
 * @param content the content of a data file, or an object of a program
 * @throws {DataFileError} for the first problem, with the path in the data
 */
export function checkData(content: unknown): StoredData {
  if (isObject(content) && checkedData.has(content)) return content
  if (content === null || content === undefined)
    throw new DataFileError('', '', `expected an object with data, found ${describeKind(content)}`)
  const problem = findTooDeep(content) ?? checkParts(content)
  if (problem !== undefined) throw toDataFileError(problem)
  const { cis, ...others } = content as DataFile
  const profiles = cis?.profiles?.map((person, index) => completePerson(person, index, cis.lenient === true))
  checkUnique(profiles ?? [], (profile) => readStringAttribute(profile, 'user_id'), {
    list: 'cis.profiles',
    field: 'user_id.value',
    key: 'the user id',
  })
  checkUnique(others.clients ?? [], ({ id }) => id, { list: 'clients', field: 'id', key: 'the id' })
  const clients = others.clients?.map((client) => ({ ...client, ...listScopes(client.scopes) }))
  const data = {
    ...others,
    ...(profiles === undefined ? {} : { cis: { profiles } }),
    ...(clients === undefined ? {} : { clients }),
  }
  checkedData.add(data)
  return data
}

const toDataFileError = ({ path, reason }: DataProblem): DataFileError =>
  new DataFileError('', formatDataPath(path), reason)

const checkParts = membersOf({
  cis: membersOf({
    profiles: listOf(() => undefined),
    lenient: (value) =>
      typeof value === 'boolean'
        ? undefined
        : { path: [], reason: `expected true or false, found ${describeKind(value)}` },
  }),
  dabp: membersOf({ people: checkReports }),
  cern: checkAuthorizationData,
  clients: listOf(checkClient),
})

// Fixed, so that the same file gives the same bytes.
const created = new Date('2020-02-20T20:20:20.000Z')

/** @throws {DataFileError} if the person is invalid */
function completePerson(person: GivenPerson, index: number, isLenient: boolean): StoredProfile {
  const path = ['cis', 'profiles', index]
  try {
    const profile = isGivenByValues(person) ? createProfile(person, created) : (person as StoredProfile)
    const problem = findProfileError(profile) ?? (isLenient ? undefined : checkProfile(profile))
    if (problem !== undefined) throw toDataFileError({ ...problem, path: [...path, ...problem.path] })
    return profile
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error
    throw toDataFileError({ path, reason: `${error.reason}; ${error.hint}` })
  }
}

/** @throws {DataFileError} if two rows of a list have the same key */
function checkUnique<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | undefined,
  { list, field, key }: { readonly list: string; readonly field: string; readonly key: string },
): void {
  const indexes = new Map<string, number>()
  for (const [index, row] of rows.entries()) {
    const value = keyOf(row)
    if (value === undefined) continue
    const earlier = indexes.get(value)
    if (earlier !== undefined)
      throw new DataFileError(
        '',
        `${list}[${index}].${field}`,
        `${JSON.stringify(value)} is already ${key} of ${list}[${earlier}]`,
      )
    indexes.set(value, index)
  }
}

/** In a file, scopes may be one string, as OAuth writes them. */
function listScopes(scopes: readonly string[] | string | undefined): { scopes?: readonly string[] } {
  if (scopes === undefined) return {}
  return { scopes: typeof scopes === 'string' ? scopes.split(/\s+/).filter(Boolean) : scopes }
}
