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

/** Returns the first people whose name, e-mail address or login contains a text. Case is ignored. */
export function takeMatches<Person extends SignInPerson>(
  people: Iterable<Person>,
  text: string,
  limit: number,
): readonly Person[] {
  const wanted = text.toLowerCase()
  const found: Person[] = []
  for (const person of people) {
    const { name, email = '', login } = person
    if (!`${name}\n${email}\n${login}`.toLowerCase().includes(wanted)) continue
    found.push(person)
    if (found.length >= limit) break
  }
  return found
}
