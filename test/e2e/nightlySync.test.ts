import { it } from 'vitest'
import { syncNightly } from './helpers/syncNightly.ts'

it('the sync loop of the README stores everybody once in each of three nights with a crash', () =>
  syncNightly(150))
