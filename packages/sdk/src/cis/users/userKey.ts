import { checkText } from '../../client/checkText.ts'
import { InvalidRequestError } from '../../http/errors/index.ts'
import { service } from '../checks.ts'

/** One of the four keys by which the Person API finds a person. All are exact and case-sensitive. */
export type CisUserKey =
  | { readonly userId: string }
  | { readonly uuid: string }
  | { readonly primaryEmail: string }
  | { readonly primaryUsername: string }

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
