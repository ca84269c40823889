import { it } from 'vitest'
import { syncNightly } from '../e2e/helpers/syncNightly.ts'

it('the sync loop of the README stores 5,000 people once in each of three nights with a crash', () =>
  syncNightly(5000))
