// What the planner of the SDK calls allowed is accepted by the mock, and what it refuses is refused in the same words.
import { type Publisher, publisherValues } from '@personctl/generated/cis'
import { type ProfileAttributePath, profileAttributes } from '@personctl/generated/cisAttributes'
import { planUpdate, verifyProfile } from '@personctl/sdk/cis-publisher'
import fc from 'fast-check'
import { expect, inject, test } from 'vitest'
import { origin } from '../helpers/mockInProcess.ts'
import { attributeAt, type ChangeMock, changeMock, type Json } from './helpers/publishers.ts'

// Two that cannot change, and one that the service writes itself.
const paths = profileAttributes.filter(({ path }) => !['uuid', 'user_id', 'last_modified'].includes(path))

interface Change {
  readonly path: ProfileAttributePath
  readonly value: unknown
  readonly display: string | null
}

const changes = fc.array(
  fc.constantFrom(...paths).chain(({ path, type, allowed }) =>
    fc.record<Change>({
      path: fc.constant(path),
      value:
        type === 'boolean'
          ? fc.boolean()
          : type === 'object'
            ? fc.dictionary(fc.constantFrom('a', 'b', '10', '2'), fc.constantFrom(null, 'x', 'Zoë'), {
                maxKeys: 2,
              })
            : fc.constantFrom('', 'Ada', 'Zoë ☃', '\u{1f600}'),
      display: fc.constantFrom(...(allowed?.display ?? ['public', 'staff', 'private', null])),
    }),
  ),
  { minLength: 1, maxLength: 4 },
)

/** Returns a document with every attribute of a plan signed. */
async function signDocument(document: Json, publisher: string, mock: ChangeMock): Promise<Json> {
  const signed: Json = {}
  for (const [name, item] of Object.entries<Json>(document)) {
    if (item?.signature !== undefined) signed[name] = await mock.sign(item, publisher)
    else if (name === 'user_id' || typeof item !== 'object') signed[name] = item
    else {
      signed[name] = {}
      for (const [leaf, attribute] of Object.entries<Json>(item))
        signed[name][leaf] = await mock.sign(attribute, publisher)
    }
  }
  return signed
}

test.each(publisherValues)(
  'random changes by %s come out as the SDK has planned them',
  { tags: 'property' },
  async (publisher) => {
    const mock = changeMock({ people: 12 })
    const headers = { authorization: `Bearer ${await mock.token()}` }
    const users = await (await mock.send(`${origin}/v2/users`, { headers })).json()
    const ids: string[] = users.Items.map((one: Json) => one.user_id.value)
    const { api } = await (await mock.send(`${origin}/.well-known/mozilla-iam`)).json()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ids), changes, async (id, wanted) => {
        const current = await mock.read(id)
        const given = Object.fromEntries(
          wanted
            .filter(({ path, value }) => path !== 'primary_email' || value !== '')
            .filter(({ path, value }) => path !== 'primary_username' || value !== '')
            .map(({ path, value, display }) => [path, path === 'active' ? { value } : { value, display }]),
        )
        const plan = planUpdate(current, given, { publisher: publisher as Publisher })
        const { status, body } = await mock.change(await signDocument(plan.document, publisher, mock))
        const after = await mock.read(id)
        if (plan.changes.length === 0) expect(body).toMatchObject({ condition: 'noop' })
        else if (plan.refusals.length > 0) {
          expect([status, body.code]).toEqual([403, 'invalid_publisher'])
          expect(plan.refusals.map(({ message }) => message)).toContain(body.description)
          expect(after).toEqual(current)
        } else {
          expect(body).toMatchObject({ condition: 'update' })
          for (const { path, after: state } of plan.changes) {
            const attribute = attributeAt(after, path)
            expect(attribute.value ?? attribute.values ?? null).toEqual(state.value)
            expect(attribute.metadata.display).toBe(state.display)
          }
        }
        expect(await verifyProfile(after, api.publishers_jwks)).toMatchObject({ ok: true })
      }),
      // Each run verifies a whole profile.
      { numRuns: inject('isThorough') ? 1000 : 40 },
    )
  },
)
