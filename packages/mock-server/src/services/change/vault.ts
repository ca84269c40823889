import type { WriteFailure } from '@personctl/generated/admin'
import { ExactNumber } from '@personctl/shared/exactJson'
import { isObject } from '@personctl/shared/guards'
import { getMember, PythonError } from '@personctl/shared/publishing/pythonValues'
import type { AttributeObject } from '@personctl/shared/publishing/signedContent'
import { type ChangingDirectory, changedBytesLimit } from '../../directory/directory.ts'
import type { StoredProfile } from '../../directory/profile.ts'
import { pythonJson } from '../../text/json.ts'
import { type ChangedProfile, ChangeFailure, ChangeRefusal } from './profileChange.ts'

/** The store of the service: the people of the session, with the number of the last change of each. */
export interface Vault {
  /** Returns the stored profile. @throws {ChangeFailure} if the store cannot look up such an id */
  find(userId: unknown): StoredProfile | undefined
  /** Stores all creations, then all updates. @throws {ChangeFailure | ChangeRefusal} if the service fails there */
  store(changes: readonly ChangedProfile[], options: StoreOptions): StoreResult
  /** Removes a person, if there is one. @throws {ChangeRefusal} if the store cannot look up such an id */
  remove(userId: unknown): void
  /** Returns true if exactly one record has the number as that of its last change. */
  hasNumber(sequenceNumber: string): boolean
}

interface StoreOptions {
  readonly sequenceNumber: string
  /** A failure that a fault has put in. */
  readonly fault: WriteFailure | undefined
}

/** The result of storing changes. The store drops a part with a value of a type that it refuses, and says nothing. */
export interface StoreResult {
  readonly creations: StoredPart
  readonly updates: StoredPart
}

/** The number of records of a part that were stored; undefined if it was dropped or empty. */
type StoredPart = number | undefined

// The number of the last change of a record. A record that another change replaces loses it.
const sequenceNumbers = new WeakMap<StoredProfile, string>()

export function createVault(directory: ChangingDirectory): Vault {
  const write = ({ userId, profile }: ChangedProfile, { sequenceNumber, fault }: StoreOptions): void => {
    const index = directory.indexOf('user_id', String(userId))
    // Another publisher has written at the same time, and won.
    if (fault === 'lostUpdate' && index !== undefined) return
    const plain = withPlainNumbers(profile) as StoredProfile
    const record = fault === 'poisonedRecord' ? poison(plain) : plain
    sequenceNumbers.set(record, sequenceNumber)
    if (index === undefined) directory.add(record)
    else directory.replace(index, record)
  }
  // The service has no limit, and the mock would run out of memory.
  const requireRoom = (changes: readonly ChangedProfile[]): void => {
    for (const { userId, profile } of changes) {
      const index = directory.indexOf('user_id', String(userId))
      if (directory.changedBytesWith(profile as StoredProfile, index) <= changedBytesLimit) continue
      throw new ChangeFailure(
        'store_full',
        `The mock stores at most ${changedBytesLimit} bytes of changed people: reset the people of the session`,
      )
    }
  }
  const storePart = (changes: readonly ChangedProfile[], options: StoreOptions): StoredPart => {
    if (changes.length === 0 || !isAcceptable(changes)) return undefined
    requireRoom(changes)
    for (const change of changes) write(change, options)
    return changes.length
  }
  return {
    find(userId) {
      const problem = findKeyProblem(userId)
      if (problem !== undefined) throw new ChangeFailure('user_id_invalid', problem)
      const index = directory.indexOf('user_id', userId as string)
      return index === undefined ? undefined : directory.people.profileAt(index)
    },
    store(changes, options) {
      for (const { userId } of changes) {
        const problem = findKeyProblem(userId)
        if (problem !== undefined)
          throw new ChangeRefusal(
            500,
            'integration_exception',
            `An error occurred (ValidationException) when calling the Query operation: ${problem}`,
          )
      }
      const creations = changes.filter(({ kind }) => kind === 'create')
      const updates = changes.filter(({ kind }) => kind === 'update')
      const created = options.fault === 'droppedCreation' ? undefined : storePart(creations, options)
      if (options.fault === 'failedUpdates' && updates.length > 0)
        throw new ChangeFailure('updates_failed', 'The transaction of the updates failed, as a fault says')
      return { creations: created, updates: storePart(updates, options) }
    },
    remove(userId) {
      const problem = findKeyProblem(userId)
      if (problem !== undefined)
        throw new ChangeRefusal(
          500,
          'integration_exception',
          `An error occurred (ValidationException) when calling the DeleteItem operation: ${problem}`,
        )
      const index = directory.indexOf('user_id', userId as string)
      if (index !== undefined) directory.remove(index)
    },
    hasNumber(sequenceNumber) {
      const { changed = [], profileAt } = directory.people
      let count = 0
      for (const index of changed) if (sequenceNumbers.get(profileAt(index)) === sequenceNumber) count++
      return count === 1
    },
  }
}

const keyLimit = 2048

/** Returns the reason why the store does not take a value as a key, if any. */
function findKeyProblem(key: unknown): string | undefined {
  if (typeof key !== 'string') return 'The provided key element does not match the schema'
  if (key === '') return 'The AttributeValue for a key attribute cannot contain an empty string value'
  if (byteLength(key) > keyLimit)
    return `One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of${keyLimit} bytes`
  return hasLoneSurrogate(key) ? 'surrogates not allowed' : undefined
}

const transactionLimit = 100
const recordLimit = 400 * 1024

/**
 * Returns true if the store takes the changes as one transaction, false if their types are wrong.
 *
 * @throws {ChangeFailure} if it fails
 */
function isAcceptable(changes: readonly ChangedProfile[]): boolean {
  const records = changes.map(({ profile }) => ({
    profile,
    flat: flatten(profile),
    keys: ['primary_email', 'primary_username', 'uuid'].map((name) =>
      getMember(getMember(profile, name), 'value'),
    ),
    active: getMember(getMember(profile, 'active'), 'value'),
  }))
  for (const { flat } of records) checkValues(flat)
  if (
    records.some(
      ({ keys, active }) => typeof active !== 'boolean' || keys.some((key) => typeof key !== 'string'),
    )
  )
    return false
  if (changes.length > transactionLimit)
    throw transactionFailure(`it has more than ${transactionLimit} operations`)
  const ids = new Set(changes.map(({ userId }) => userId))
  if (ids.size < changes.length) throw transactionFailure('it has two operations on one person')
  for (const { profile, flat, keys } of records) {
    const problem = keys.map(findKeyProblem).find((one) => one !== undefined)
    if (problem !== undefined) throw transactionFailure(problem)
    if (pythonJson(profile).length + sizeOf(flat) > recordLimit)
      throw transactionFailure('a record has more than 400 KB')
  }
  return true
}

const transactionFailure = (reason: string): ChangeFailure =>
  new ChangeFailure('transaction_failed', `The store rejects the transaction: ${reason}`)

/** Returns the values of a profile without signatures and metadata, as the service stores them beside it. */
function flatten(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((one) => one !== '').map(flatten)
  if (!isObject(value) || value instanceof ExactNumber) return value
  const members = new Map(
    Object.entries(value).flatMap(([key, member]) =>
      key === '' || member === '' ? [] : [[key, flatten(member)] as const],
    ),
  )
  if (members.has('value') !== members.has('values'))
    return members.get('value') ?? members.get('values') ?? null
  return Object.fromEntries(members)
}

const longestInteger = 38

/** @throws {ChangeFailure} for a value that the store has no type for */
function checkValues(value: unknown): void {
  if (typeof value === 'number' || value instanceof ExactNumber) {
    const text = value instanceof ExactNumber ? value.text : String(value)
    if (!/^-?\d+$/.test(text))
      throw new ChangeFailure('value_invalid', `The store has no floating-point numbers: ${text}`)
    if (text.replace(/^-?0*/, '').length > longestInteger)
      throw new ChangeFailure('value_invalid', `An integer has more than ${longestInteger} digits`)
  } else if (typeof value === 'string') {
    if (hasLoneSurrogate(value)) throw new ChangeFailure('value_invalid', 'A text has half a surrogate pair')
  } else if (Array.isArray(value)) for (const one of value) checkValues(one)
  else if (isObject(value))
    for (const [key, member] of Object.entries(value)) {
      checkValues(key)
      checkValues(member)
    }
}

const hasLoneSurrogate = (text: string): boolean => /\p{Cs}/u.test(text)

/** Returns about the number of bytes that the store counts. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return byteLength(value)
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + sizeOf(one) + 1, 3)
  if (!isObject(value) || value instanceof ExactNumber) return 8
  return Object.entries(value).reduce((sum, [key, member]) => sum + byteLength(key) + sizeOf(member) + 1, 3)
}

/**
 * Returns a value in which integers beyond 2^53 are of JavaScript's own type for them, and keys in JavaScript's own order. Other
 * exact numbers are in no value. Parts that need no change are the same objects: those of a person share them with earlier ones.
 */
function withPlainNumbers(value: unknown): unknown {
  if (value instanceof ExactNumber) return value.isInteger ? BigInt(value.text) : Number(value.text)
  if (Array.isArray(value)) {
    const elements = value.map(withPlainNumbers)
    return elements.every((element, index) => element === value[index]) ? value : elements
  }
  if (!isObject(value)) return value
  const entries = Object.entries(value)
  const members = entries.map(([key, member]) => [key, withPlainNumbers(member)] as const)
  const isPlain = members.every(([key, member], index) => member === entries[index]?.[1] && !/^\d/.test(key))
  return isPlain ? value : Object.fromEntries(members)
}

const encoder = new TextEncoder()
const byteLength = (text: string): number => encoder.encode(text).length

/** Returns a record whose first name has no metadata, so that filtered reads of it fail. */
function poison(profile: AttributeObject): StoredProfile {
  const attribute = profile['first_name']
  if (!isObject(attribute)) throw new PythonError('KeyError', "'first_name'")
  return { ...profile, first_name: { ...attribute, metadata: {} } }
}
