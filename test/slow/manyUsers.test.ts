import { it } from 'vitest'
import { lookUpEverybody } from '../e2e/helpers/lookUpEverybody.ts'

it('personctl user get answers a thousand ids from stdin in order, twenty at once', async () => {
  await lookUpEverybody(1000)
}, 120_000)
