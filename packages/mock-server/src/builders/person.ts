import type { Display, Profile } from '@personctl/openapi/cis'
import type { ProfileAttributePath } from '@personctl/openapi/cisAttributes'
import { createProfile } from '../admin/handlers/peopleHandlers.ts'
import type { StoredProfile } from '../directory/profile.ts'

/** What stands at a path in a profile. */
type EntryAt<Path extends string> = Path extends keyof Profile
  ? NonNullable<Profile[Path]>
  : Path extends `${infer Group extends 'identities' | 'access_information' | 'staff_information'}.${infer Name}`
    ? NonNullable<NonNullable<Profile[Group]>[Name & keyof NonNullable<Profile[Group]>]>
    : never

/** What an attribute of a profile holds. */
export type AttributeContent<Path extends ProfileAttributePath> =
  EntryAt<Path> extends { readonly value: infer Value }
    ? Value
    : EntryAt<Path> extends { readonly values: infer Values }
      ? Values
      : never

type Attributes = Readonly<Partial<Record<ProfileAttributePath, unknown>>>

interface Draft {
  readonly attributes: Attributes
  readonly displays: Readonly<Partial<Record<ProfileAttributePath, Display>>>
  readonly isStaff: boolean
}

// Profiles of the same words are the same, whenever they are made.
const created = new Date('2020-02-20T20:20:20.000Z')
const ldapGroups = 'access_information.ldap'
const mozilliansGroups = 'access_information.mozilliansorg'

/**
 * A person for a test, in the words of the test. Nothing changes a builder: each method gives another one, so that one
 * can be the start of many.
 */
export class PersonBuilder {
  /**
   * The raw profile v2, valid by the profile schema: for `data`, for data files, and for `admin.people.create`, which
   * takes the builder itself.
   */
  readonly profile: StoredProfile
  readonly #draft: Draft

  /** Use {@link person}. */
  constructor(draft: Draft) {
    this.#draft = draft
    this.profile = buildProfile(draft)
  }

  /** With this primary e-mail address, from which the user id follows unless there is one. */
  email(address: string): PersonBuilder {
    return this.with('primary_email', address)
  }

  /** With this primary user name. Without it there is a generated one, `r--…`. */
  username(name: string): PersonBuilder {
    return this.with('primary_username', name)
  }

  /** With this user id, `connection|id`; from it follow the login method and, unless there is one, the uuid. */
  userId(id: string): PersonBuilder {
    return this.with('user_id', id)
  }

  /** With a first and a last name. Without it there is neither. */
  named(first: string, last: string): PersonBuilder {
    return this.with('first_name', first).with('last_name', last)
  }

  /** An employee: `staff_information.staff`, an LDAP account with the group `all_staff`, and a user id of LDAP. */
  staff(): PersonBuilder {
    return new PersonBuilder({ ...this.#draft, isStaff: true })
  }

  /** Nobody's employee, as people are unless told otherwise: takes {@link staff} back. */
  contributor(): PersonBuilder {
    return new PersonBuilder({ ...this.#draft, isStaff: false })
  }

  /** In these LDAP groups, beside those there are. */
  inLdapGroup(...names: readonly string[]): PersonBuilder {
    return this.#inGroups(ldapGroups, names)
  }

  /** In these groups of mozillians.org, beside those there are. */
  inMozilliansGroup(...names: readonly string[]): PersonBuilder {
    return this.#inGroups(mozilliansGroups, names)
  }

  /** Has left: lookups hide the person unless asked. */
  inactive(): PersonBuilder {
    return this.with('active', false)
  }

  /** Is there, as people are unless told otherwise. */
  active(): PersonBuilder {
    return this.with('active', true)
  }

  /**
   * With this in an attribute.
   *
   * @param path such as `pronouns` or `staff_information.title`
   * @param content a text, true or false, or an object, as the attribute has it; null for nothing
   * @throws AdminError if there is no such attribute, or it cannot hold that
   *
   * @example
   * ```ts
   * import { person } from '@personctl/mock-server'
   *
   * person().with('pronouns', 'they/them').with('staff_information.title', 'Principal Engineer')
   * ```
   */
  with<Path extends ProfileAttributePath>(path: Path, content: AttributeContent<Path>): PersonBuilder {
    const draft = this.#draft
    return new PersonBuilder({ ...draft, attributes: { ...draft.attributes, [path]: content } })
  }

  /**
   * With an attribute that is shown from this display level on; null for nobody without the scope `display:none`.
   *
   * @throws AdminError if there is no such attribute, or the profile schema leaves it another level
   *
   * @example
   * ```ts
   * import { person } from '@personctl/mock-server'
   *
   * person().named('Mary', 'Somerville').showing('first_name', 'public').showing('last_name', 'staff')
   * ```
   */
  showing(path: ProfileAttributePath, level: Display): PersonBuilder {
    const draft = this.#draft
    return new PersonBuilder({ ...draft, displays: { ...draft.displays, [path]: level } })
  }

  #inGroups(path: typeof ldapGroups | typeof mozilliansGroups, names: readonly string[]): PersonBuilder {
    const before = this.#draft.attributes[path] as AttributeContent<typeof path> | undefined
    return this.with(path, { ...before, ...Object.fromEntries(names.map((name) => [name, null])) })
  }
}

let unnamedCount = 0

/**
 * Begins a person for a test: active, no member of staff, in no group, every display as in a new record.
 *
 * @param email the primary e-mail address. Default `person-N@example.org`, where N counts the people without one
 * @returns a builder, whose `profile` is the raw profile
 *
 * @example
 * ```ts
 * import { createPersonMock, person } from '@personctl/mock-server'
 *
 * const somebody = person().staff().inMozilliansGroup('nda')
 * const mock = createPersonMock({
 *   data: { cis: { profiles: [somebody.profile, person('mary@example.org').inactive().profile] } },
 * })
 * await mock.admin.people.create(somebody.email('caroline@example.org').named('Caroline', 'Herschel'))
 * ```
 */
export function person(email?: string): PersonBuilder {
  if (email === undefined) unnamedCount += 1
  const primary_email = email ?? `person-${unnamedCount}@example.org`
  return new PersonBuilder({ attributes: { primary_email }, displays: {}, isStaff: false })
}

function buildProfile({ attributes, displays, isStaff }: Draft): StoredProfile {
  const all = isStaff ? { ...staffAttributes(attributes), ...withStaffGroup(attributes) } : attributes
  return createProfile({ attributes: all, displays }, created)
}

function staffAttributes({ primary_email: email, user_id: userId }: Attributes): Attributes {
  const account = String(email ?? '').split('@', 1)[0]
  const signsInByLdap = account !== '' && userId === undefined
  return {
    ...(signsInByLdap && { user_id: `ad|Mozilla-LDAP|${account}`, login_method: 'Mozilla-LDAP' }),
    'identities.mozilla_posix_id': account || null,
    'identities.mozilla_ldap_primary_email': email ?? null,
    'staff_information.staff': true,
    'staff_information.manager': false,
    'staff_information.director': false,
    'staff_information.worker_type': 'Employee',
  }
}

function withStaffGroup(attributes: Attributes): Attributes {
  const groups = attributes[ldapGroups]
  return groups === null
    ? attributes
    : { ...attributes, [ldapGroups]: { all_staff: null, ...(groups ?? {}) } }
}
