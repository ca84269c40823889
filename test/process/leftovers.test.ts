import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { startServiceDouble } from '../cli/helpers/serviceDouble.ts'
import { userFolder } from '../cli/helpers/userFolder.ts'
import { profile, value } from '../helpers/cisProfiles.ts'
import { killCommands } from '../helpers/killedCommands.ts'

const person = { body: profile({ first_name: value('Ada') }) }

const killLimitMs = 300_000

it.skipIf(process.platform === 'win32')(
  'commands that are killed at every write lose no secret, and leave nothing of one in files',
  async () => {
    const killed = await killCommands('file')
    expect(Object.values(killed).reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(100)
  },
  killLimitMs,
)

it('token forget removes tokens from a folder that tokens links to, and nothing else', async () => {
  const user = userFolder()
  const { env } = await startServiceDouble({ user: () => person })
  const elsewhere = join(dirname(user.path), 'elsewhere')
  mkdirSync(elsewhere)
  mkdirSync(user.path)
  writeFileSync(join(elsewhere, 'letter.txt'), 'Dear all')
  symlinkSync(elsewhere, user.at('tokens'))
  expect(await user.run(['user', 'get', 'ada'], { env })).toMatchObject({ exitCode: 0 })
  expect(readdirSync(elsewhere)).toHaveLength(2)
  const { stdout } = await user.run(['token', 'forget'])
  expect(JSON.parse(stdout)).toEqual({ tokens: 1 })
  expect(readdirSync(elsewhere)).toEqual(['letter.txt'])
  expect(existsSync(user.at('tokens'))).toBe(true)
})
