import type { Display, Profile } from '@personctl/generated/cis'
import type { ProfileAttributePath } from '@personctl/generated/cisAttributes'
import { createOrReject } from '../admin/handlers/peopleHandlers.ts'
import { type LookupKey, lookupKeys, readStringAttribute } from '../directory/profile.ts'
import { createProfile } from '../directory/profileRecord.ts'

/** The type of an attribute, by its path. */
type EntryAt<Path extends string> = Path extends keyof Profile
  ? NonNullable<Profile[Path]>
  : Path extends `${infer Group extends 'identities' | 'access_information' | 'staff_information'}.${infer Name}`
    ? NonNullable<NonNullable<Profile[Group]>[Name & keyof NonNullable<Profile[Group]>]>
    : never

/** The type of an attribute's content. */
export type AttributeContent<Path extends ProfileAttributePath> =
  EntryAt<Path> extends { readonly value: infer Value }
    ? Value
    : EntryAt<Path> extends { readonly values: infer Values }
      ? Values
      : never

type Attributes = Readonly<Partial<Record<ProfileAttributePath, unknown>>>

/** An object in which every member is there, and so is every member of these members. */
type Complete<T> = { readonly [Name in keyof T]-?: NonNullable<T[Name]> }

/** A raw profile v2 with every attribute. */
export type CompleteProfile = Complete<
  Omit<Profile, 'identities' | 'access_information' | 'staff_information'>
> & {
  readonly [Group in 'identities' | 'access_information' | 'staff_information']: Complete<
    NonNullable<Profile[Group]>
  >
}

interface Draft {
  readonly attributes: Attributes
  readonly displays: Readonly<Partial<Record<ProfileAttributePath, Display>>>
  readonly isStaff: boolean
}

// Fixed, so that equal builders create equal profiles.
const created = new Date('2020-02-20T20:20:20.000Z')
const ldapGroups = 'access_information.ldap'
const mozilliansGroups = 'access_information.mozilliansorg'

/** Builds a person for a test. Builders are immutable: each method returns a new one. */
export class PersonBuilder {
  /**
   * The raw profile v2, valid by the profile schema. `data` and `admin.people.create` take the builder itself.
   */
  readonly profile: CompleteProfile
  readonly #draft: Draft

  /** Use {@link person}. */
  constructor(draft: Draft) {
    this.#draft = draft
    this.profile = buildProfile(draft)
  }

  /** The uuid of the person. */
  get uuid(): string {
    return this.keys.uuid
  }

  /** The values by which the person is looked up: `user_id`, `uuid`, `primary_email` and `primary_username`. */
  get keys(): Readonly<Record<LookupKey, string>> {
    const values = lookupKeys.map((key) => [key, readStringAttribute(this.profile, key) ?? ''])
    return Object.fromEntries(values)
  }

  /** Sets the primary e-mail address. The user id is derived from it by default. */
  email(mailAddress: string): PersonBuilder {
    return this.with('primary_email', mailAddress)
  }

  /** Sets the primary user name. By default it is a generated one, `r--…`. */
  username(name: string): PersonBuilder {
    return this.with('primary_username', name)
  }

  /** Sets the user id, `connection|id`. The login method is derived from it, and by default the uuid. */
  userId(id: string): PersonBuilder {
    return this.with('user_id', id)
  }

  /** Sets the first and the last name. By default there is neither. */
  named(first: string, last: string): PersonBuilder {
    return this.with('first_name', first).with('last_name', last)
  }

  /**
   * Makes the person an employee: sets `staff_information.staff`, an LDAP account with the group `all_staff`, and an
   * LDAP user id.
   */
  staff(): PersonBuilder {
    return new PersonBuilder({ ...this.#draft, isStaff: true })
  }

  /** Makes the person no employee, which is the default. Undoes {@link staff}. */
  contributor(): PersonBuilder {
    return new PersonBuilder({ ...this.#draft, isStaff: false })
  }

  /** Adds LDAP groups. */
  inLdapGroup(...names: readonly string[]): PersonBuilder {
    return this.#inGroups(ldapGroups, names)
  }

  /** Adds groups of mozillians.org. */
  inMozilliansGroup(...names: readonly string[]): PersonBuilder {
    return this.#inGroups(mozilliansGroups, names)
  }

  /** Marks the person as inactive. Lookups hide inactive people by default. */
  inactive(): PersonBuilder {
    return this.with('active', false)
  }

  /** Marks the person as active, which is the default. */
  active(): PersonBuilder {
    return this.with('active', true)
  }

  /**
   * Sets an attribute.
   *
   * @param path such as `pronouns` or `staff_information.title`
   * @param content of the type that the attribute has; null to unset it
   * @throws {AdminError} if the attribute does not exist or cannot hold the content
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
   * Sets the display level of an attribute. With null, only the scope `display:none` shows it.
   *
   * @throws {AdminError} if the attribute does not exist, or its display level is fixed by the profile schema
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
 * Starts to build a person for a test: active, not on the staff, without groups, with the displays of a new record.
 *
 * @param email the primary e-mail address. @default `person-N@example.org`, where N counts people without one
 * @returns a builder, whose `profile` is the raw profile
 *
 * @example
 * ```ts
 * import { createPersonMock, person } from '@personctl/mock-server'
 *
 * const somebody = person().staff().inMozilliansGroup('nda')
 * const mock = createPersonMock({
 *   data: { cis: { profiles: [somebody, person('mary@example.org').inactive()] } },
 * })
 * await mock.admin.people.create(somebody.email('caroline@example.org').named('Caroline', 'Herschel'))
 * ```
 */
export function person(email?: string): PersonBuilder {
  if (email === undefined) unnamedCount += 1
  const primary_email = email ?? `person-${unnamedCount}@example.org`
  return new PersonBuilder({ attributes: { primary_email }, displays: {}, isStaff: false })
}

function buildProfile({ attributes, displays, isStaff }: Draft): CompleteProfile {
  const all = isStaff ? { ...staffAttributes(attributes), ...withStaffGroup(attributes) } : attributes
  return createOrReject(() => createProfile({ attributes: all, displays }, created)) as CompleteProfile
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
