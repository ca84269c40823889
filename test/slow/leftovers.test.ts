import { expect, it } from 'vitest'
import { killCommands } from '../helpers/killedCommands.ts'

it.skipIf(process.platform === 'win32')(
  'commands that are killed at every write lose no secret, and leave nothing of one in the keyring',
  async () => {
    const killed = await killCommands('keyring')
    expect(Object.values(killed).reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(100)
  },
  1_800_000,
)
