/** A person who can sign in at a server. */
export interface SignInPerson {
  /** The key of the person in the directory of the server. */
  readonly login: string
  readonly name: string
  readonly email: string | undefined
}

/** The people who can sign in at a server. Nobody inactive is among them. */
export interface SignInPeople<Person extends SignInPerson = SignInPerson> {
  /** Returns a person by login, e-mail address or another unique name. */
  find(login: string): Person | undefined
  /** The person who signs in if nobody chooses; undefined if the directory is empty. */
  readonly first: Person | undefined
  /** Returns up to `limit` people whose name, e-mail address or login contains a text, the named people first. */
  search(text: string, limit: number): readonly Person[]
}

/** The e-mail addresses of the named people, who come first in every list. The first of them signs in if nobody chooses. */
export const namedPeople: readonly string[] = [
  'ada.lovelace@example.org',
  'grace.hopper@example.org',
  'charles.babbage@example.org',
]

/** Somebody who may match a search. */
export interface SearchCandidate<Person extends SignInPerson> {
  /** The login and the e-mail address, which are cheap to read. */
  readonly keys: readonly (string | undefined)[]
  /** Returns the person; undefined for somebody who may not sign in. */
  person(): Person | undefined
}

// In larger directories, only logins and e-mail addresses are searched after these: they are made of the names.
const searchedByName = 1000

/**
 * Returns the first people whose name, e-mail address or login contains a text. Case is ignored, and a space stands for the dot
 * of an e-mail address.
 */
export function takeMatches<Person extends SignInPerson>(
  candidates: Iterable<SearchCandidate<Person>>,
  text: string,
  limit: number,
): readonly Person[] {
  const wanted = text.toLowerCase()
  const dotted = wanted.replaceAll(' ', '.')
  const found: Person[] = []
  let count = 0
  for (const candidate of candidates) {
    count += 1
    const keys = candidate.keys.join('\n').toLowerCase()
    const isMatch = keys.includes(wanted) || keys.includes(dotted)
    if (!isMatch && count > searchedByName) continue
    const person = candidate.person()
    if (person === undefined || !(isMatch || person.name.toLowerCase().includes(wanted))) continue
    found.push(person)
    if (found.length >= limit) break
  }
  return found
}
