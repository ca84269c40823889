import type { Directory } from '../../directory/directory.ts'
import type { ListedPerson } from '../../directory/people.ts'
import {
  type LookupKey,
  lookupKeys,
  readAttribute,
  readStringAttribute,
  type StoredProfile,
} from '../../directory/profile.ts'
import {
  namedPeople,
  type SearchCandidate,
  type SignInPeople,
  type SignInPerson,
  takeMatches,
} from './signInPeople.ts'

/** A person who signs in, with the profile in CIS. */
export interface ProfilePerson extends SignInPerson {
  readonly firstName: string | undefined
  readonly lastName: string | undefined
  readonly profile: StoredProfile
}

/**
 * Creates the people of a server that knows them by their profiles. Inactive people are not among them.
 *
 * @param loginKey the attribute that is the key of a person at the server
 * @param has returns true if the server has an account with this key
 */
export function createProfilePeople(
  directory: Directory,
  loginKey: 'user_id' | 'uuid',
  has: (login: string) => boolean = () => true,
): SignInPeople<ProfilePerson> {
  const toPerson = (profile: StoredProfile | undefined): ProfilePerson | undefined => {
    const login = profile && readStringAttribute(profile, loginKey)
    if (profile === undefined || login === undefined) return undefined
    if (readAttribute(profile, 'active') === false || !has(login)) return undefined
    const [firstName, lastName, email] = ['first_name', 'last_name', 'primary_email'].map((attribute) =>
      readStringAttribute(profile, attribute),
    )
    const name = [firstName, lastName].filter((part) => part).join(' ') || email || login
    return { login, name, email, firstName, lastName, profile }
  }
  function* list(): Iterable<SearchCandidate<ProfilePerson>> {
    const named = namedPeople.flatMap((email) => toPerson(directory.find('primary_email', email)) ?? [])
    for (const person of named) yield { keys: [person.login, person.email], person: () => person }
    const emails = new Set<unknown>(named.map(({ email }) => email))
    for (const listed of everybody(directory)) {
      const email = readText(listed, 'primary_email')
      if (email !== undefined && emails.has(email)) continue
      const keys = [email, readText(listed, 'primary_username'), listed.userId]
      yield { keys, person: () => toPerson(listed.profile()) }
    }
  }
  return {
    find(login) {
      for (const key of [loginKey, ...lookupKeys]) {
        const person = toPerson(directory.find(key, login))
        if (person !== undefined) return person
      }
      return toPerson(directory.find('primary_email', login.toLowerCase()))
    },
    get first() {
      return takeMatches(list(), '', 1)[0]
    },
    search: (text, limit) => takeMatches(list(), text, limit),
  }
}

function readText(person: ListedPerson, key: LookupKey): string | undefined {
  const content = person.content(key)
  return typeof content === 'string' ? content : undefined
}

/** Lists all people in parts, since a page seldom needs more than the first. */
function* everybody(directory: Directory): Iterable<ListedPerson> {
  const partSize = 100
  let last: string | undefined
  do {
    const part = directory.listing.slice(last, partSize)
    yield* part.people
    last = part.last
  } while (last !== undefined)
}
