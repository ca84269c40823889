import { describe, expect, it } from 'vitest'
import { expectNothingCut } from '../cli/helpers/wholeTables.ts'
import { cernSettings } from '../e2e/helpers/cernSettings.ts'
import { cisSettings } from '../e2e/helpers/cisSettings.ts'
import { runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'

const commands = [
  ['user', 'list'],
  ['user', 'ids', '--connection-method', 'ad', '--active', 'any'],
  ['identity', 'list'],
  ['group', 'list'],
  ['group', 'members', 'atlas-readers', '--recursive'],
  ['app', 'list'],
]

describe('with 2,000 people and 500 groups', () => {
  it.each(commands.map((command) => [command.join(' '), command] as const))(
    'a table of %s cuts no identifier at any width',
    async (_, command) => {
      const { url } = await startMock({ people: 2000, groups: 500 })
      const env = { ...cisSettings(url), ...cernSettings(url) }
      const show = async (more: readonly string[], columns?: number) => {
        const terminal = columns === undefined ? {} : { terminal: 'both' as const, columns }
        const outcome = await runPersonctl([...command, '-q', ...more], { env, ...terminal })
        expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
        return outcome
      }
      const document = JSON.parse((await show(['-o', 'json'])).stdout)
      expect(document.length).toBeGreaterThan(2)
      const whole = await show(['-o', 'table', '--wide'], 80)
      for (const columns of [40, 80, 120, 200]) {
        expectNothingCut(await show(['-o', 'table'], columns), whole, document)
      }
    },
  )
})
