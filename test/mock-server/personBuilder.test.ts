import { displayLevelValues } from '@personctl/generated/cis'
import { profileAttributes } from '@personctl/generated/cisAttributes'
import { profileSchema } from '@personctl/generated/cisProfileSchema'
import { AdminError, createPersonMock, person } from '@personctl/mock-server'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../helpers/cisRecords.ts'

type Builder = ReturnType<typeof person>
type Step = (builder: Builder) => Builder

const { $schema: _draft4, ...schema } = profileSchema
const validate = addFormats.default(new Ajv({ strict: false, allErrors: true })).compile(schema)
const json = (builder: Builder): Json => builder.profile

const word = fc.string({ minLength: 1, maxLength: 12 })
const settings = fc
  .constantFrom(...profileAttributes.filter(({ path }) => path !== 'user_id'))
  .chain(({ path, type }) => {
    const content = { string: word, boolean: fc.boolean(), object: fc.dictionary(word, fc.constant(null)) }
    // A uuid has a form.
    const made: fc.Arbitrary<unknown> = path === 'uuid' ? fc.uuid() : content[type]
    return made.map(
      (value): Step =>
        (builder) =>
          builder.with(path, value as never),
    )
  })
const showings = fc.constantFrom(...profileAttributes).chain(({ path, allowed }) =>
  fc.constantFrom(...(allowed?.display ?? [...displayLevelValues, null])).map(
    (level): Step =>
      (builder) =>
        builder.showing(path, level),
  ),
)
const words = fc.oneof(
  fc.emailAddress().map(
    (address): Step =>
      (builder) =>
        builder.email(address),
  ),
  word.map(
    (name): Step =>
      (builder) =>
        builder.username(name),
  ),
  word.map(
    (id): Step =>
      (builder) =>
        builder.userId(`github|${id}`),
  ),
  fc.tuple(word, word).map(
    ([first, last]): Step =>
      (builder) =>
        builder.named(first, last),
  ),
  fc.array(word).map(
    (names): Step =>
      (builder) =>
        builder.inLdapGroup(...names),
  ),
  fc.array(word).map(
    (names): Step =>
      (builder) =>
        builder.inMozilliansGroup(...names),
  ),
  fc.constantFrom<Step>(
    (builder) => builder.staff(),
    (builder) => builder.contributor(),
    (builder) => builder.inactive(),
    (builder) => builder.active(),
  ),
)
const steps = fc.array(fc.oneof(words, settings, showings), { maxLength: 12 })

test('every builder creates a profile that is valid by the schema, and no builder is modified', {
  tags: 'property',
}, () => {
  fc.assert(
    fc.property(steps, (said) => {
      let builder = person('somebody@example.org')
      for (const step of said) {
        const before = structuredClone(builder.profile)
        const next = step(builder)
        expect(builder.profile).toEqual(before)
        builder = next
      }
      expect(validate(builder.profile), JSON.stringify(validate.errors)).toBe(true)
    }),
  )
})

describe('a person', () => {
  test('is active, not on the staff, without groups, and different each time', () => {
    const [one, other] = [person(), person()]
    expect(json(one).active.value).toBe(true)
    expect(json(one).staff_information.staff.value).toBeNull()
    expect(json(one).access_information.ldap.values).toBeNull()
    for (const key of ['user_id', 'uuid', 'primary_email', 'primary_username'])
      expect(json(one)[key].value).not.toBe(json(other)[key].value)
    expect(person('mary@example.org')).toEqual(person('mary@example.org'))
  })

  test('has the values of all methods in any order', () => {
    const told = person('mary@example.org')
      .inLdapGroup('team_sky')
      .inMozilliansGroup('nda', 'reps')
      .inMozilliansGroup('l10n')
      .staff()
      .named('Mary', 'Somerville')
      .with('staff_information.title', 'Astronomer')
      .showing('first_name', 'public')
      .inactive()
    const profile = json(told)
    expect(profile.user_id.value).toBe('ad|Mozilla-LDAP|mary')
    expect(profile.login_method.value).toBe('Mozilla-LDAP')
    expect(profile.access_information.ldap.values).toEqual({ all_staff: null, team_sky: null })
    expect(profile.access_information.mozilliansorg.values).toEqual({ nda: null, reps: null, l10n: null })
    expect(profile.staff_information).toMatchObject({
      staff: { value: true },
      title: { value: 'Astronomer' },
    })
    expect(profile.first_name).toMatchObject({ value: 'Mary', metadata: { display: 'public' } })
    expect(profile.active.value).toBe(false)
    const back = json(told.contributor().active())
    expect(back.staff_information.staff.value).toBeNull()
    expect(back.access_information.ldap.values).toEqual({ team_sky: null })
    expect(back.active.value).toBe(true)
  })

  test('keeps the user id after staff()', () => {
    const { user_id, login_method } = json(person().userId('github|7').staff())
    expect([user_id.value, login_method.value]).toEqual(['github|7', 'github'])
  })

  test('rejects values that are impossible in a profile, and suggests a name', () => {
    expect(() => person().with('pronuns' as 'pronouns', 'they')).toThrow('did you mean pronouns?')
    expect(() => person().with('first_name', 3 as never)).toThrow(AdminError)
    expect(() => person().showing('uuid', 'private')).toThrow('displays.uuid is "private"')
  })
})

test('built people can be passed as data and to the admin API, and tokens find them', async () => {
  const staff = person('mary@example.org').staff().showing('first_name', 'public').named('Mary', 'Somerville')
  const { fetch, admin } = createPersonMock({ data: { cis: { profiles: [staff.profile] } } })
  await admin.people.create(staff.email('caroline@example.org').named('Caroline', 'Herschel'))
  const { token } = await admin.tokens.mint({ scopes: ['display:public'] })
  const names = ['mary', 'caroline'].map(async (account) => {
    const url = `https://person.api.sso.mozilla.com/v2/user/primary_email/${account}@example.org`
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
    return (await response.json()).first_name.value
  })
  expect(await Promise.all(names)).toEqual(['Mary', 'Caroline'])
})
