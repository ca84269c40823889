import { existsSync } from 'node:fs'
import { type CisClient, type Profile, type ProfileProblem, validateProfile } from '@personctl/sdk/cis'
import type { PublisherKeys } from '@personctl/sdk/cis-publisher'
import { isObject } from '@personctl/shared/guards'
import { withOffer } from '../../completion/commandTable.ts'
import { checkNotEmpty, UsageError } from '../../errors/errors.ts'
import { nameInput, readInput, stdinMark } from '../../io/files.ts'
import { listColumnNames } from '../../output/columns.ts'
import { createFlatPresentation, type FlatColumn } from '../../output/format.ts'
import { isForPrograms } from '../../output/index.ts'
import { JsonSyntaxError, parseJson } from '../../text/jsonSyntax.ts'
import type { Invocation, ParsedCommand } from '../command.ts'
import { type KeyKind, keyKinds, toUserKey } from './print.ts'
import { readWholeProfiles } from './profileFile.ts'

interface UserVerifyOptions {
  /** A path, `-` for stdin, or the id of a person. */
  readonly target: string
  readonly against: string | undefined
  /** The kind of the ids; undefined to tell files from ids by their form. */
  readonly by: KeyKind | undefined
  /** The file of the public keys; undefined for those that the environment publishes. */
  readonly jwks: string | undefined
}

const checks = ['schema', 'signature', 'rules'] as const

interface Problem {
  /** The index of the profile in a list, counted from 0. */
  readonly profile?: number
  readonly check: (typeof checks)[number]
  readonly path: string
  /** Null for a problem that has nothing to do with who signed. */
  readonly publisher: string | null
  readonly reason: string
}

interface Verification {
  readonly verified: boolean
  readonly profiles: number
  /** The number of signatures. */
  readonly signatures: number
  readonly problems: readonly Problem[]
}

const reportPresentation = createFlatPresentation<Verification>([
  { path: 'verified', heading: 'VERIFIED', value: ({ verified }) => verified },
  { path: 'profiles', heading: 'PROFILES', value: ({ profiles }) => profiles },
  { path: 'signatures', heading: 'SIGNATURES', value: ({ signatures }) => signatures },
])

const problemColumns: readonly FlatColumn<Problem>[] = [
  { path: 'check', heading: 'CHECK', value: ({ check }) => check },
  { path: 'path', heading: 'PATH', value: ({ path }) => path },
  { path: 'publisher', heading: 'PUBLISHER', value: ({ publisher }) => publisher },
  { path: 'reason', heading: 'REASON', value: ({ reason }) => reason },
]
const problemPresentation = createFlatPresentation(problemColumns)
const listedProblemPresentation = createFlatPresentation<Problem>([
  { path: 'profile', heading: 'PROFILE', value: ({ profile }) => profile ?? null },
  ...problemColumns,
])

/** `personctl user verify` */
export const command: ParsedCommand<UserVerifyOptions> = {
  examples: [
    'personctl user verify ada.lovelace@example.org --demo',
    'personctl user verify ada.json --jwks keys.json',
    'personctl user verify new.json --against old.json --jwks keys.json',
    'personctl user list --raw -o ndjson | personctl user verify - -o csv > problems.csv',
  ],
  notes: `\
Checks a profile against the profile schema, and the signature of every attribute that is set. With
--against, which is the profile before, it also checks what has changed against the rules for publishers.
The exit code is 0 if everything is in order, and 10 with a list of problems otherwise.

An argument that is the path of a file is a file, as user get --raw writes it: a profile, a list, or
ndjson. Any other is the id of a person, who is requested; --by says that it is an id in any case. Of a
person who is requested, what the token does not see is not checked.

The public keys are those that the environment of the context publishes, or those in a file: {"PUBLISHER":
{"keys": [JWK, …]}}, or the whole discovery document. With --jwks and a file, it needs no network and no
credentials. A signature covers neither the name of the attribute nor the person; see
the guide to publishing at github.com/personctl/personctl.`,
  columns: listColumnNames(listedProblemPresentation, reportPresentation),

  configure(command) {
    const target = `A file of profiles, ${stdinMark} for stdin, or the id of a person`
    command
      .addArgument(withOffer(command.createArgument('<profile>', target), 'files'))
      .addOption(
        withOffer(
          command.createOption('--against <profile>', 'Check the changes since this file or person, too'),
          'files',
        ),
      )
      .addOption(
        withOffer(
          command.createOption('--jwks <file>', 'Take the public keys of publishers from a file'),
          'files',
        ),
      )
      .addOption(
        command
          .createOption('--by <key>', 'Take <profile> for an id of this kind, and not for a file')
          .choices(keyKinds),
      )
  },

  parse([target = ''], { against, jwks, by }) {
    checkNotEmpty('The profile', target)
    if (against !== undefined) checkNotEmpty('--against', against)
    if (jwks !== undefined) checkNotEmpty('--jwks', jwks)
    if ([target, against, jwks].filter((path) => path === stdinMark).length > 1) {
      throw new UsageError(`${stdinMark} is given more than once.`, 'Stdin can be read only once.')
    }
    return { target, against, jwks, by }
  },

  async run({ target, against, jwks, by }, invocation) {
    const { output } = invocation
    let client: Promise<CisClient> | undefined
    const connect = () => {
      // Public keys need no token.
      client ??= invocation.cis({ credentials: 'lazy', wantsBytes: true, wantsSignatures: true })
      return client
    }
    const given = await readTarget(target, by, connect, invocation)
    if (given.profiles.length === 0) {
      throw new UsageError(
        `${nameInput(target)} has no profile, so there is nothing to verify.`,
        'Check that the command that wrote it has not failed.',
      )
    }
    const before =
      against === undefined ? undefined : await readTarget(against, undefined, connect, invocation)
    const keys = jwks === undefined ? await fetchKeys(connect, invocation) : await readKeys(jwks, invocation)
    const { profiles, isList } = given
    const problems: Problem[] = []
    let signatures = 0
    for (const [index, profile] of profiles.entries()) {
      const found = await verifyOne(profile, given.isFiltered, keys)
      signatures += found.signatures
      const all = [...found.problems]
      if (before !== undefined) all.push(...(await checkChange(profile, before, target, against ?? '')))
      problems.push(...all.map((problem) => (isList ? { profile: index, ...problem } : problem)))
    }
    const verified = problems.length === 0
    const hasQuery = output.view?.query !== undefined
    const { format } = output
    if (!hasQuery && (format === 'csv' || (!verified && !isForPrograms(format)))) {
      await output.writeList(problems, isList ? listedProblemPresentation : problemPresentation)
    } else {
      await output.writeOne({ verified, profiles: profiles.length, signatures, problems }, reportPresentation)
    }
    return verified ? 'done' : 'no'
  },
}

/** The profiles of a file, or of a person. */
interface Target {
  readonly profiles: readonly unknown[]
  readonly isList: boolean
  /** True for a profile without what the token does not see. */
  readonly isFiltered: boolean
}

async function readTarget(
  target: string,
  by: KeyKind | undefined,
  connect: () => Promise<CisClient>,
  { io, signal }: Invocation,
): Promise<Target> {
  if (by === undefined && isFile(target)) {
    return { ...(await readWholeProfiles(target, io, signal)), isFiltered: false }
  }
  const { users } = await connect()
  const profile = await users.get(toUserKey(target, by), { active: 'any', signal })
  return { profiles: [profile], isList: false, isFiltered: true }
}

/** Returns true for stdin, for a file, and for what looks like the path of one, so that a typing error is not sent. */
export function isFile(target: string): boolean {
  if (target === stdinMark || existsSync(target)) return true
  return /\.(?:json|ndjson|jsonl)$/i.test(target) || (/[\\/]/.test(target) && !/[|@]/.test(target))
}

async function fetchKeys(connect: () => Promise<CisClient>, { signal }: Invocation): Promise<PublisherKeys> {
  const discovery: unknown = await (await connect()).discovery({ signal })
  const keys = findKeys(discovery)
  if (keys !== undefined) return keys
  throw new UsageError(
    'The environment does not publish keys of publishers.',
    'Give them in a file with --jwks.',
  )
}

async function readKeys(path: string, { io, signal }: Invocation): Promise<PublisherKeys> {
  const text = await readInput(path, io, signal)
  let content: unknown
  try {
    content = parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    throw new UsageError(error.describe(`The content of ${nameInput(path)}`), keysHint)
  }
  const keys = findKeys(content)
  if (keys !== undefined) return keys
  throw new UsageError(`The content of ${nameInput(path)} is not a key set for each publisher.`, keysHint)
}

const keysHint =
  'Give {"PUBLISHER": {"keys": [JWK, …]}}, or the discovery document at /.well-known/mozilla-iam.'

/** Returns the keys in a document: its own, or those of `api.publishers_jwks`. */
function findKeys(document: unknown): PublisherKeys | undefined {
  if (!isObject(document)) return undefined
  const { api } = document
  const keys = isObject(api) ? api['publishers_jwks'] : document
  if (!isObject(keys) || Object.keys(keys).length === 0) return undefined
  const areSets = Object.values(keys).every((set) => isObject(set) && Array.isArray(set['keys']))
  return areSets ? (keys as PublisherKeys) : undefined
}

async function verifyOne(
  profile: unknown,
  isFiltered: boolean,
  keys: PublisherKeys,
): Promise<{ problems: Problem[]; signatures: number }> {
  const problems: Problem[] = validateProfile(profile)
    .filter(({ reason }: ProfileProblem) => !isFiltered || reason !== 'is missing')
    .map(({ path, reason }) => ({ check: 'schema', path, publisher: null, reason }))
  if (!isObject(profile)) return { problems, signatures: 0 }
  const { verifyProfile } = await import('@personctl/sdk/cis-publisher')
  const { attributesOf, isSet } = await import('@personctl/shared/publishing/merge')
  const result = await verifyProfile(profile as Profile, keys)
  for (const { path, publisher, reason } of result.problems) {
    problems.push({ check: 'signature', path, publisher: publisher ?? null, reason })
  }
  const signatures = attributesOf(profile).filter(({ attribute }) => isSet(attribute)).length
  return { problems, signatures }
}

/** Returns the problems of what has changed in a profile. */
async function checkChange(
  profile: unknown,
  before: Target,
  target: string,
  against: string,
): Promise<Problem[]> {
  const userId = readUserId(profile)
  const previous =
    before.isList || userId === undefined
      ? before.profiles.find((one) => readUserId(one) === userId)
      : before.profiles[0]
  if (!isObject(profile) || !isObject(previous) || readUserId(previous) !== userId) {
    throw new UsageError(
      `The profile in ${nameInput(target)} is that of ${JSON.stringify(userId ?? null)}, and ${nameInput(against)} has another person.`,
      'Compare two profiles of the same user_id.',
    )
  }
  const { canPublish, mergeProfile } = await import('@personctl/sdk/cis-publisher')
  const { attributesOf, classifyUpdate } = await import('@personctl/shared/publishing/merge')
  const merged = mergeProfile(previous, profile)
  if (classifyUpdate(merged, previous) !== 'rules') return []
  const stored = new Map(attributesOf(previous).map(({ path, attribute }) => [path, attribute]))
  return attributesOf(merged.profile).flatMap(({ path, attribute }): Problem[] => {
    const verdict = canPublish(path, attribute, stored.get(path))
    if (verdict.allowed) return []
    return [{ check: 'rules', path, publisher: readPublisher(attribute), reason: verdict.message }]
  })
}

function readUserId(profile: unknown): string | undefined {
  const userId = isObject(profile) && isObject(profile['user_id']) ? profile['user_id']['value'] : undefined
  return typeof userId === 'string' ? userId : undefined
}

function readPublisher(attribute: unknown): string | null {
  const signature = isObject(attribute) ? attribute['signature'] : undefined
  const publisher = isObject(signature) ? signature['publisher'] : undefined
  const name = isObject(publisher) ? publisher['name'] : undefined
  return typeof name === 'string' ? name : null
}
