import type { CisUserKey } from '@personctl/sdk'

const keyFor = {
  'user-id': (value: string): CisUserKey => ({ userId: value }),
  uuid: (value: string): CisUserKey => ({ uuid: value }),
  email: (value: string): CisUserKey => ({ primaryEmail: value }),
  username: (value: string): CisUserKey => ({ primaryUsername: value }),
}

/** The keys of a person, as the command line names them. */
export type KeyKind = keyof typeof keyFor

export const keyKinds: readonly KeyKind[] = Object.keys(keyFor) as KeyKind[]

const uuidForm = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Which key an id is, by its form alone. */
function kindOf(id: string): KeyKind {
  if (uuidForm.test(id)) return 'uuid'
  if (id.includes('|')) return 'user-id'
  return id.includes('@') ? 'email' : 'username'
}

export function keyOf(id: string, kind: KeyKind = kindOf(id)): CisUserKey {
  return keyFor[kind](id)
}
