import { didYouMean } from '@personctl/shared/didYouMean'
import { isObject } from '@personctl/shared/guards'
import { checkText } from '../client/values.ts'
import { InvalidRequestError, InvalidResponseError } from '../errors.ts'

export const service = 'cis'

/** Throws InvalidRequestError unless the value is one of those accepted. */
export function checkOneOf(option: string, value: unknown, accepted: readonly string[]): void {
  if (accepted.includes(value as string)) return
  const meant = typeof value === 'string' ? didYouMean(value, accepted) : undefined
  throw new InvalidRequestError(
    `${option} is ${JSON.stringify(value)}; it takes one of ${accepted.join(', ')}.`,
    {
      service,
      hint: meant === undefined ? undefined : `Did you mean ${meant}?`,
    },
  )
}

/** The body, if it is an object. Throws InvalidResponseError if not. */
export function objectIn(body: unknown, expected: string): Record<string, unknown> {
  if (isObject(body)) return body
  throw new InvalidResponseError(`cis answered with JSON that is not ${expected}.`, {
    service,
    status: 200,
    attempts: 1,
  })
}

/** Exactly one of the four keys by which the Person API finds a person. All are exact and case-sensitive. */
export type CisUserKey =
  | {
      readonly userId: string
      readonly uuid?: never
      readonly primaryEmail?: never
      readonly primaryUsername?: never
    }
  | {
      readonly uuid: string
      readonly userId?: never
      readonly primaryEmail?: never
      readonly primaryUsername?: never
    }
  | {
      readonly primaryEmail: string
      readonly userId?: never
      readonly uuid?: never
      readonly primaryUsername?: never
    }
  | {
      readonly primaryUsername: string
      readonly userId?: never
      readonly uuid?: never
      readonly primaryEmail?: never
    }

/** The kind of a key, and its value. */
export interface NamedKey {
  kind: 'userId' | 'uuid' | 'primaryEmail' | 'primaryUsername'
  value: string
}

const kinds = ['userId', 'uuid', 'primaryEmail', 'primaryUsername'] as const
const accepted = kinds.map((kind) => `{ ${kind} }`).join(', ')

/** Tells which key is meant. Throws InvalidRequestError unless it is exactly one, and a text with something in it. */
export function namedKey(key: CisUserKey): NamedKey {
  const given = Object.entries(key ?? {}).filter(([, value]) => value !== undefined)
  const [only] = given
  if (only === undefined || given.length > 1) {
    const names = given.map(([name]) => name).join(' and ') || 'no key'
    throw new InvalidRequestError(`${names} given; a person is looked up by exactly one of ${accepted}.`, {
      service,
    })
  }
  const [name, value] = only
  const kind = kinds.find((known) => known === name)
  if (kind === undefined) {
    throw new InvalidRequestError(`${JSON.stringify(name)} is no key of a person; use one of ${accepted}.`, {
      service,
    })
  }
  checkText(service, kind, value)
  return { kind, value }
}
