import type { Display } from '@personctl/openapi/cis'
import { type SeededRandom, seededRandom } from '../../text/seededRandom.ts'
import type { People } from '../people.ts'
import { isLookupKey, type Person, profileOf, type StoredProfile } from '../profile.ts'
import { namedPeople } from './namedPeople.ts'
import { type Identity, identitiesOf, keyOf, staffValuesOf } from './syntheticIdentity.ts'

// Ones that go with any name.
const pronouns = ['they/them', 'any pronouns'] as const
const funTitles = [
  'Gardener of Tests',
  'Cartographer of Pipelines',
  'Tamer of Cookies',
  'Keeper of Keys',
  'Whisperer to Compilers',
  'Collector of Edge Cases',
] as const
const interests = [
  'accessibility',
  'cycling',
  'localisation',
  'privacy',
  'rust',
  'security',
  'webassembly',
] as const
const communities = [
  'add-ons',
  'l10n',
  'mdn-writers',
  'nda',
  'open-innovation',
  'reps',
  'slack-access',
] as const

// What a person may show to whom they like, and the shares in which people do. Not the e-mail: it is what tests
// look people up by.
const freeDisplays = [
  'first_name',
  'last_name',
  'pronouns',
  'fun_title',
  'description',
  'location',
  'timezone',
  'languages',
  'tags',
  'picture',
  'uris',
  'usernames',
  'phone_numbers',
  'access_information.mozilliansorg',
  'identities.github_id_v3',
] as const
const displayShares: readonly [Display, ...Display[]] = [
  'public',
  'public',
  'authenticated',
  'vouched',
  'ndaed',
  'staff',
  'private',
  null,
  null,
]

/** Everything else about a generated person, from their number and the seed alone. */
function personOf(identity: Identity, seed: number): Person {
  // A stream of its own: what is drawn here must not change who people are.
  const random = seededRandom(seed, identity.number, 1)
  const { first, last, handle, loginMethod, culture, email } = identity
  const place = random.pick(culture.places)
  const staff = loginMethod === 'Mozilla-LDAP'
  const created = timestamp(random, 2015, 6)
  return {
    keys: {
      user_id: identity.userId,
      uuid: keyOf(identity, 'uuid'),
      primary_email: email,
      primary_username: keyOf(identity, 'primary_username'),
    },
    created,
    modified: timestamp(random, 2022, 3),
    values: {
      active: !random.chance(8),
      login_method: loginMethod,
      first_name: first,
      last_name: last,
      alternative_name: /[^ -~]/.test(first) ? handle : null,
      pronouns: random.chance(25) ? random.pick(pronouns) : null,
      fun_title: random.chance(40) ? random.pick(funTitles) : null,
      description: random.chance(30)
        ? `Interested in ${random.pick(interests)} and ${random.pick(interests)}.`
        : null,
      location: place.location,
      timezone: place.timezone,
      languages: { [culture.language]: null, English: null },
      tags: { [random.pick(interests)]: null, [random.pick(interests)]: null },
      picture: random.chance(60) ? `https://example.org/pictures/${handle}.png` : null,
      uris: random.chance(25) ? { website: `https://example.com/~${handle}` } : null,
      'access_information.mozilliansorg': {
        [random.pick(communities)]: null,
        [random.pick(communities)]: null,
      },
      ...accountValuesOf(identity, random),
      ...(staff ? staffValuesOf(identity, place, random) : {}),
    },
    displays: displaysOf(random),
  }
}

function accountValuesOf(identity: Identity, random: SeededRandom): Record<string, unknown> {
  const [, id = ''] = identity.userId.split(/\|(?=[^|]*$)/)
  switch (identity.loginMethod) {
    case 'github':
      return githubValues(identity, id)
    case 'google-oauth2':
      return { 'identities.google_oauth2_id': id, 'identities.google_primary_email': identity.email }
    case 'firefoxaccounts':
      return {
        'identities.firefox_accounts_id': id,
        'identities.firefox_accounts_primary_email': identity.email,
      }
    case 'Mozilla-LDAP':
      return random.chance(50) ? githubValues(identity, String(2000000 + identity.number)) : {}
    case 'email':
      return {}
  }
}

function githubValues(identity: Identity, id: string): Record<string, unknown> {
  return {
    usernames: { 'HACK#GITHUB': identity.handle.replaceAll('.', '-') },
    'identities.github_id_v3': id,
    'identities.github_id_v4': btoa(`04:User${id}`),
    'identities.github_primary_email': identity.email,
  }
}

function displaysOf(random: SeededRandom): Record<string, Display> {
  const displays: Record<string, Display> = {}
  for (const path of freeDisplays) displays[path] = random.pick(displayShares)
  return displays
}

function timestamp(random: SeededRandom, fromYear: number, years: number): string {
  const seconds = Date.UTC(fromYear, 0) / 1000 + random.below(years * 365 * 86_400)
  return new Date(seconds * 1000).toISOString()
}

// A profile is some thirty kilobytes with the texts made of it: of many people only those lately asked for are kept.
const keptProfiles = 1000

/**
 * The generated directory: the named people first, then others. Who is in it is known at once; a profile is made when
 * it is asked for, the same one each time.
 *
 * @param size everybody, the named people included; there are never fewer than those
 * @param seed an integer; the same seed gives the same profiles on every machine
 */
export function generatedPeople(size: number, seed: number): People {
  const identities = identitiesOf(size - namedPeople.length, seed)
  const kept = new Map<number, StoredProfile>()

  const identityAt = (index: number): Identity => {
    const identity = identities[index - namedPeople.length]
    if (identity === undefined) throw new RangeError(`There is no person ${index}`)
    return identity
  }
  // The attributes of one person are asked for one after the other.
  let latest: { readonly index: number; readonly person: Person } | undefined
  const personAt = (index: number): Person => {
    if (latest?.index !== index)
      latest = { index, person: namedPeople[index] ?? personOf(identityAt(index), seed) }
    return latest.person
  }
  const valueAt: People['valueAt'] = (index, key) =>
    namedPeople[index]?.keys[key] ?? keyOf(identityAt(index), key)
  const profileAt = (index: number): StoredProfile => {
    const known = kept.get(index)
    if (known !== undefined) return known
    const profile = profileOf(personAt(index))
    kept.set(index, profile)
    if (kept.size > keptProfiles) kept.delete(kept.keys().next().value as number)
    return profile
  }

  return {
    size: namedPeople.length + identities.length,
    valueAt,
    // Of a profile nobody asks for, only as much is made as is looked at.
    contentAt(index, path) {
      if (isLookupKey(path)) return valueAt(index, path)
      const { created, modified, values } = personAt(index)
      return path === 'created' ? created : path === 'last_modified' ? modified : (values[path] ?? null)
    },
    profileAt,
  }
}
