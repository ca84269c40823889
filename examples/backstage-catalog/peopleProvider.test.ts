import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Entity,
  entityEnvelopeSchemaValidator,
  groupEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model'
import type { EntityProviderConnection, EntityProviderMutation } from '@backstage/plugin-catalog-node'
import { createAdminClient } from '@personctl/mock-server'
import { createCisClient, fromEnvironment } from '@personctl/sdk'
import { PeopleProvider } from './peopleProvider.ts'

const admin = createAdminClient({ url: process.env['PERSONCTL_MOCK_URL'] ?? '' })

/** A catalog that has what it was given last. */
class Catalog implements EntityProviderConnection {
  entities: Entity[] = []
  async applyMutation(mutation: EntityProviderMutation): Promise<void> {
    assert.equal(mutation.type, 'full')
    if (mutation.type === 'full') this.entities = mutation.entities.map(({ entity }) => entity)
  }
  async refresh(): Promise<void> {}
}

async function connect(): Promise<{ provider: PeopleProvider; catalog: Catalog }> {
  const provider = new PeopleProvider(createCisClient({ ...fromEnvironment('cis'), retry: false }))
  const catalog = new Catalog()
  await provider.connect(catalog)
  return { provider, catalog }
}

test('the catalog has each active person and their groups, and accepts all of them', async () => {
  const { provider, catalog } = await connect()
  assert.equal(await provider.refresh(), catalog.entities.length)
  const validate = entityEnvelopeSchemaValidator<Entity>()
  for (const entity of catalog.entities) {
    validate(entity)
    const { check } = entity.kind === 'User' ? userEntityV1alpha1Validator : groupEntityV1alpha1Validator
    assert.ok(await check(entity))
  }
  const ada = catalog.entities.find(({ metadata }) => metadata.name === 'ada')
  assert.deepEqual(ada?.spec?.['profile'], { displayName: 'Ada Lovelace', email: 'ada.lovelace@example.org' })
  const names = new Set(catalog.entities.map(({ kind, metadata }) => `${kind}:${metadata.name}`))
  for (const { spec } of catalog.entities)
    for (const group of (spec?.['memberOf'] as string[] | undefined) ?? [])
      assert.ok(names.has(`Group:${group}`))
})

test('a refresh that fails leaves the catalog as it is', async () => {
  const { provider, catalog } = await connect()
  await provider.refresh()
  const before = catalog.entities
  await admin.faults.add({ match: { operation: 'listUsers' }, effect: { type: 'reset' }, after: 1, times: 1 })
  await assert.rejects(provider.refresh())
  assert.equal(catalog.entities, before)
})
