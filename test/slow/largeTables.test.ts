import type { MockServer } from '@personctl/mock-server'
import { describe, expect, it } from 'vitest'
import { type CommandCase, eachCommand } from '../cli/helpers/commandCases.ts'
import { hasTerminal, startOnTerminal } from '../cli/helpers/pseudoTerminal.ts'
import { userFolder } from '../cli/helpers/userFolder.ts'
import { expectNothingCut } from '../cli/helpers/wholeTables.ts'
import { cernSettings } from '../e2e/helpers/cernSettings.ts'
import { cisSettings } from '../e2e/helpers/cisSettings.ts'
import { dabpSettings } from '../e2e/helpers/dabpSettings.ts'
import { type Outcome, runPersonctl } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'

const widths = [40, 80, 120, 200]
// A pseudo-terminal shows that the real width counts; the layout is the same as in this process.
const realWidths = [40, 200]
const size = { people: 600, groups: 300 }

/** A line with as many rows as the directory has for it. */
interface LargeLine {
  readonly args: readonly string[]
  /** The command whose rows, one a line, are its stdin. */
  readonly ids?: readonly string[]
}

const texts = ['-q', '-o', 'text', '--no-header', '--columns']
// A lookup sends a request for each of them.
const uuids = ['user', 'list', '--limit', '60', ...texts, 'uuid']
const upns = ['identity', 'list', '--limit', '120', ...texts, 'upn']

/** Lines with more rows than those of all commands. */
const largeLines: Readonly<Record<string, LargeLine>> = {
  'user get': { args: ['-'], ids: uuids },
  'report get': { args: ['-'], ids: uuids },
  'report check': { args: ['-', '--policy', 'Pension'], ids: uuids },
  'identity get': { args: ['-'], ids: upns },
  'group members': { args: ['atlas-readers', '--recursive'] },
  'group add-members': { args: ['atlas-shifters', '-', '--dry-run'], ids: upns },
  'user ids': { args: ['--connection-method', 'ad', '--active', 'any'] },
  api: { args: ['cern', '/api/v1.0/Group', '--paginate'] },
}

/** Returns the line of a command, without the limit that its case has. */
function lineOf(path: string, { found, stdin }: CommandCase): LargeLine & { readonly stdin?: string } {
  const limit = found.indexOf('--limit')
  const args = limit === -1 ? found : found.toSpliced(limit, 2)
  return { args: [...path.split(' '), ...args], ...(stdin !== undefined && { stdin }) }
}

/** The commands that ask a service. Nobody has signed in whom `identity me` could show. */
const commands = Object.entries(eachCommand)
  .filter(([path, { asks, isText }]) => asks !== undefined && isText !== 'always' && path !== 'identity me')
  .map(([path]) => path)

/** Starts the mock, and returns how a command runs there with all of its rows. */
async function prepare(path: string): Promise<{
  readonly args: readonly string[]
  readonly env: Record<string, string>
  run(more: readonly string[], columns?: number): Promise<Outcome>
}> {
  const mock: MockServer = await startMock(size)
  const env = { ...cisSettings(mock.url), ...cernSettings(mock.url), ...dabpSettings(mock.url) }
  const command = eachCommand[path]
  if (command === undefined) throw new Error(`There is no command ${path}.`)
  const large = largeLines[path]
  const usual = lineOf(path, command)
  const args = large === undefined ? usual.args : [...path.split(' '), ...large.args]
  const ids = large?.ids === undefined ? undefined : (await runPersonctl(large.ids, { env })).stdout
  const stdin = ids ?? usual.stdin ?? ''
  return {
    args,
    env,
    async run(more, columns) {
      // What a command has changed would be another thing for the next one.
      if (/create|assign|-members/.test(path)) await mock.admin.reset()
      const terminal = columns === undefined ? {} : { terminal: 'both' as const, columns }
      const outcome = await runPersonctl([...args, '-q', ...more], { env, stdin, ...terminal })
      expect([0, 10], outcome.stderr).toContain(outcome.exitCode)
      return outcome
    },
  }
}

describe('with 600 people and 300 groups', () => {
  it.each(commands)(
    'a table of %s cuts no identifier at any width',
    async (path) => {
      const { run } = await prepare(path)
      const document = JSON.parse((await run(['-o', 'json'])).stdout)
      if (largeLines[path] !== undefined) expect(document.length).toBeGreaterThan(50)
      const whole = await run(['-o', 'table', '--wide'], 80)
      for (const columns of widths) expectNothingCut(await run(['-o', 'table'], columns), whole, document)
    },
    300_000,
  )

  it
    .runIf(hasTerminal)
    .each([
      ...['user list', 'user ids', 'identity list', 'group list', 'group members', 'app list', 'doctor'],
    ])(
    'personctl %s cuts no identifier on a pseudo-terminal of any width',
    async (path) => {
      const { args, env, run } = await prepare(path)
      const line = path === 'doctor' ? ['doctor'] : args
      const document = path === 'doctor' ? [] : JSON.parse((await run(['-o', 'json'])).stdout)
      const user = userFolder(env)
      const onTerminal = async (columns: number, more: readonly string[] = []): Promise<Outcome> => {
        const terminal = startOnTerminal([...line, '-q', ...more], { columns, env: user.env })
        const { exitCode, shown } = await terminal.outcome
        expect(exitCode, shown).toBe(0)
        return { exitCode, stdout: shown, stderr: '' }
      }
      const whole = await onTerminal(80, ['--wide'])
      for (const columns of realWidths) {
        const shown = await onTerminal(columns)
        expect(shown.stdout.split('\n').length).toBeGreaterThan(3)
        expectNothingCut(shown, whole, document)
      }
    },
    300_000,
  )
})
