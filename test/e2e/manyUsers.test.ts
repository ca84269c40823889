import { it } from 'vitest'
import { lookUpEverybody } from './helpers/lookUpEverybody.ts'

it('personctl user get answers a hundred ids from stdin in order, twenty at once', () => lookUpEverybody(150))
