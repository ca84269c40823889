import { join } from 'node:path'
import fc from 'fast-check'
import { inject, test } from 'vitest'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { checkHistory } from './helpers/checkHistory.ts'
import { histories } from './helpers/history.ts'

test('reports between any two runs exactly what happened, in any history', {
  tags: 'property',
  // Five hundred histories, on a machine that is busy with other things.
  timeout: 1_800_000,
}, async () => {
  const folder = await temporaryFolder()
  let count = 0
  await fc.assert(
    fc.asyncProperty(histories, async (steps) => {
      count += 1
      await checkHistory(join(folder, `${count}.db`), steps)
    }),
    { numRuns: inject('isThorough') ? 500 : 20 },
  )
})
