import type { Display } from '@personctl/openapi/cis'
import { setBounded } from '../../text/boundedMap.ts'
import { type SeededRandom, seededRandom } from '../../text/seededRandom.ts'
import type { People } from '../people.ts'
import { buildProfile, isLookupKey, type PersonValues, type StoredProfile } from '../profile.ts'
import { namedPeople } from './namedPeople.ts'
import {
  createIdentities,
  drawStaffValues,
  lookupValue,
  type SyntheticIdentity,
} from './syntheticIdentity.ts'

/**
 * Creates the synthetic people, the named ones first. Identities are created at once, profiles on demand and always
 * with the same values.
 *
 * @param size the number of people, at least that of the named ones
 * @param seed an integer; the same seed gives the same profiles on every machine
 */
export function createSyntheticPeople(size: number, seed: number): People {
  const identities = createIdentities(size - namedPeople.length, seed)
  const cache = new Map<number, StoredProfile>()

  const identityAt = (index: number): SyntheticIdentity => {
    const identity = identities[index - namedPeople.length]
    if (identity === undefined) throw new RangeError(`The person ${index} does not exist`)
    return identity
  }
  // The attributes of one person are usually read in a row.
  let latest: { readonly index: number; readonly person: PersonValues } | undefined
  const readPerson = (index: number): PersonValues => {
    if (latest?.index !== index)
      latest = { index, person: namedPeople[index] ?? createPerson(identityAt(index), seed) }
    return latest.person
  }
  const valueAt: People['valueAt'] = (index, key) =>
    namedPeople[index]?.keys[key] ?? lookupValue(identityAt(index), key)
  const profileAt = (index: number): StoredProfile => {
    const cached = cache.get(index)
    if (cached !== undefined) return cached
    const profile = buildProfile(readPerson(index))
    setBounded(cache, index, profile, cachedProfileLimit)
    return profile
  }

  return {
    size: namedPeople.length + identities.length,
    valueAt,
    // Avoids creating the whole profile for one attribute.
    contentAt(index, path) {
      if (isLookupKey(path)) return valueAt(index, path)
      const { created, modified, values } = readPerson(index)
      return path === 'created' ? created : path === 'last_modified' ? modified : (values[path] ?? null)
    },
    profileAt,
  }
}

// Pronouns that fit any name.
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

// The attributes that people show to different levels, and how often each level occurs. The e-mail address is not among
// them, since tests look people up by it.
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

/** Creates the other values of a person from the number and the seed. */
function createPerson(identity: SyntheticIdentity, seed: number): PersonValues {
  // A separate stream: drawing more values here must not change identities.
  const random = seededRandom(seed, identity.number, 1)
  const { first, last, handle, loginMethod, culture, email } = identity
  const town = random.pick(culture.towns)
  const staff = loginMethod === 'Mozilla-LDAP'
  const created = drawTimestamp(random, 2015, 6)
  return {
    keys: {
      user_id: identity.userId,
      uuid: lookupValue(identity, 'uuid'),
      primary_email: email,
      primary_username: lookupValue(identity, 'primary_username'),
    },
    created,
    modified: drawTimestamp(random, 2022, 3),
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
      location: town.location,
      timezone: town.timezone,
      languages: { [culture.language]: null, English: null },
      tags: { [random.pick(interests)]: null, [random.pick(interests)]: null },
      picture: random.chance(60) ? `https://example.org/pictures/${handle}.png` : null,
      uris: random.chance(25) ? { website: `https://example.com/~${handle}` } : null,
      'access_information.mozilliansorg': {
        [random.pick(communities)]: null,
        [random.pick(communities)]: null,
      },
      ...drawAccountValues(identity, random),
      ...(staff ? drawStaffValues(identity, town, random) : {}),
    },
    displays: drawDisplays(random),
  }
}

function drawAccountValues(identity: SyntheticIdentity, random: SeededRandom): Record<string, unknown> {
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

function githubValues(identity: SyntheticIdentity, id: string): Record<string, unknown> {
  return {
    usernames: { 'HACK#GITHUB': identity.handle.replaceAll('.', '-') },
    'identities.github_id_v3': id,
    'identities.github_id_v4': btoa(`04:User${id}`),
    'identities.github_primary_email': identity.email,
  }
}

function drawDisplays(random: SeededRandom): Record<string, Display> {
  const displays: Record<string, Display> = {}
  for (const path of freeDisplays) displays[path] = random.pick(displayShares)
  return displays
}

function drawTimestamp(random: SeededRandom, fromYear: number, years: number): string {
  const seconds = Date.UTC(fromYear, 0) / 1000 + random.below(years * 365 * 86_400)
  return new Date(seconds * 1000).toISOString()
}

// A profile takes about thirty kilobytes with its strings, so that only recently used ones are cached.
const cachedProfileLimit = 1000
