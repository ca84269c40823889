import { createApp } from '@personctl/mock-server/app'
import {
  displayLevelValues,
  profileAttributes,
  scopesFor,
  scopeValues,
  validateProfile,
  visibleAttributes,
} from '@personctl/sdk'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accessToken } from '../helpers/accessToken.ts'
import { type Json, newRecord, recordOf } from '../helpers/cisRecords.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'

const origin = 'http://mock.test'

/** Scopes that CIS does not know. They exist because a client names them. */
const otherScopes = ['classification:staff_confidential', 'display:STAFF']

/** The attributes of a default record that the mock shows to a token with these scopes. */
async function shownByMock(scopes: readonly string[], filterDisplay: string | undefined): Promise<string[]> {
  const clients = [{ id: 'other', secret: 's', scopes: otherScopes }]
  const app = createApp({ data: { cis: { profiles: [recordOf('ad|x')] } }, clients })
  const token = await accessToken(origin, { scope: scopes.join(' ') }, (url, init) =>
    app(new Request(url, init)),
  )
  const query = filterDisplay === undefined ? '' : `?filterDisplay=${filterDisplay}`
  const request = new Request(`${origin}/v2/user/user_id/ad|x${query}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const profile: Json = await (await app(request)).json()
  return profileAttributes
    .filter(({ group, name }) => Object.hasOwn(group === null ? profile : profile[group], name))
    .map(({ path }) => path)
}

const someScopes = fc.subarray([...scopeValues, ...otherScopes])

describe('the scope planner of the SDK and the filter of the mock agree', () => {
  test('on which attributes are visible', { tags: 'property' }, async () => {
    await fc.assert(
      fc.asyncProperty(
        someScopes,
        fc.option(fc.constantFrom(...displayLevelValues), { nil: undefined }),
        async (scopes, level) => {
          const foretold = visibleAttributes(scopes, level === undefined ? {} : { filterDisplay: level })
          const visible = foretold.filter((row) => row.visible).map(({ path }) => path)
          expect(await shownByMock(scopes, level)).toEqual(visible)
        },
      ),
      propertyRuns(150),
    )
  })

  test('on the scopes that make attributes visible', { tags: 'property' }, async () => {
    const paths = fc.subarray(
      profileAttributes.map(({ path }) => path),
      { minLength: 1, maxLength: 5 },
    )
    await fc.assert(
      fc.asyncProperty(paths, async (wanted) => {
        expect(await shownByMock(scopesFor(wanted), undefined)).toEqual(expect.arrayContaining(wanted))
      }),
      propertyRuns(50),
    )
  })
})

describe('the schema of the mock and the check of the SDK agree', () => {
  async function publishedSchema() {
    const response = await createApp()(new Request(`${origin}/.well-known/profile.schema`))
    const { $schema: _draft4, ...schema } = (await response.json()) as Record<string, unknown>
    return addFormats.default(new Ajv({ strict: false })).compile(schema)
  }

  test('that the people of the directory and a new record are valid', async () => {
    const isValid = await publishedSchema()
    const app = createApp({ people: 60 })
    const token = await accessToken(origin, {}, (url, init) => app(new Request(url, init)))
    const headers = { authorization: `Bearer ${token}` }
    const { Items }: Json = await (await app(new Request(`${origin}/v2/users`, { headers }))).json()
    expect(Items.length).toBeGreaterThan(40)
    for (const profile of [newRecord(), ...Items]) {
      expect(validateProfile(profile)).toEqual([])
      expect(isValid(profile)).toBe(true)
    }
  })

  test('on the same mistakes', { tags: 'property' }, async () => {
    const isValid = await publishedSchema()
    const anything = fc.oneof(
      fc.constantFrom('public', 'staff', null, true, 'PUBLIC', '2020-01-01T00:00:00Z', {}, []),
      fc.jsonValue(),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...profileAttributes),
        fc.constantFrom('', 'metadata', 'signature'),
        fc.nat(),
        anything,
        (attribute, part, pick, value) => {
          const profile = newRecord()
          const holder = attribute.group === null ? profile : profile[attribute.group]
          const target = part === '' ? holder[attribute.name] : holder[attribute.name][part]
          const keys = [...Object.keys(target), 'surplus']
          const key = keys[pick % keys.length] ?? ''
          if (pick % 5 === 0) delete target[key]
          else target[key] = value
          expect([profile, validateProfile(profile).length === 0]).toEqual([profile, isValid(profile)])
        },
      ),
      propertyRuns(2000),
    )
  })
})
