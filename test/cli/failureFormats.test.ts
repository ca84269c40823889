import { describe, expect, it } from 'vitest'
import { type CommandCase, eachCommand } from './helpers/commandCases.ts'
import {
  type Format,
  formats,
  inEachFormat,
  isForPrograms,
  type Settings,
  served,
  settings,
} from './helpers/formatRuns.ts'
import type { Behaviour } from './helpers/serviceDouble.ts'

const failing =
  (status: number): Behaviour =>
  () => ({ status, headers: { 'retry-after': '900' }, body: { message: 'no', error: 'invalid_client' } })

/** A way to fail that several commands have. */
interface FailureClass {
  readonly name: string
  readonly exitCode: number
  /** Whether a command can fail like this. */
  of(command: CommandCase): boolean
  /** What follows the command, and the settings it has. */
  line(command: CommandCase): Promise<{ args: readonly string[]; env?: Settings }>
}

const asksAnything = ({ asks }: CommandCase) => asks !== undefined
const asksService = ({ asks }: CommandCase) => asks !== undefined && asks !== 'token alone'
const asksForToken = ({ asks }: CommandCase) => asks === 'service' || asks === 'token alone'

/** A service that fails, and gives tokens first. */
function failingService(name: string, exitCode: number, status: number): FailureClass {
  return {
    name,
    exitCode,
    of: asksService,
    line: async ({ found }) => ({ args: found, env: await served(failing(status)) }),
  }
}

const failures: readonly FailureClass[] = [
  {
    name: 'wrong usage',
    exitCode: 2,
    of: ({ isText }) => isText !== 'always',
    line: async ({ found }) => ({ args: [...found, '--bogus'] }),
  },
  {
    name: 'nothing there',
    exitCode: 3,
    of: ({ missing }) => missing !== undefined,
    line: async ({ missing = [] }) => ({ args: [...missing, '--demo'] }),
  },
  {
    name: 'no credentials',
    exitCode: 4,
    of: asksForToken,
    line: async ({ found }) => ({ args: found, env: { PERSONCTL_DABP_URL: 'http://127.0.0.1:1' } }),
  },
  {
    name: 'a wrong secret',
    exitCode: 4,
    of: asksForToken,
    line: async ({ found }) => ({ args: found, env: await served(failing(500), failing(401)) }),
  },
  failingService('no permission', 5, 403),
  failingService('too many requests', 6, 429),
  {
    name: 'nobody answers',
    exitCode: 7,
    of: asksAnything,
    line: async ({ found }) => ({ args: [...found, '--timeout', '1'], env: settings('http://127.0.0.1:1') }),
  },
  failingService('a service that fails', 8, 503),
  failingService('a service that refuses the request', 9, 409),
]

const failingOnes = Object.entries(eachCommand).filter(([, command]) =>
  failures.some((failure) => failure.of(command)),
)

/**
 * Each command meets each failure in a format for programs and in one for people; which ones, goes round, so that each
 * failure is met in each format by several commands. All six for each would be nearly two thousand runs.
 */
function formatsInTurn(turn: number): readonly Format[] {
  const [ofPrograms, ofPeople] = [formats.filter(isForPrograms), formats.filter((one) => !isForPrograms(one))]
  return [ofPrograms, ofPeople].map((ones) => ones[turn % ones.length] as Format)
}

describe.each(failingOnes)('personctl %s', (path, command) => {
  const words = path.split(' ')
  const turn = Object.keys(eachCommand).indexOf(path)

  it.each(failures.filter((failure) => failure.of(command)))(
    'ends with $exitCode and nothing on stdout in each format if there is $name',
    async ({ exitCode, line }) => {
      const { args, env } = await line(command)
      const outcomes = await inEachFormat(command, [...words, ...args], env, formatsInTurn(turn))
      for (const [format, outcome] of outcomes) {
        expect(outcome, format).toMatchObject({ exitCode, stdout: '' })
        expectError(format, outcome.stderr)
      }
    },
  )
})

function expectError(format: Format, stderr: string): void {
  if (isForPrograms(format)) {
    const { error } = JSON.parse(stderr)
    expect(Object.keys(error).slice(0, 5)).toEqual(['code', 'message', 'service', 'status', 'hint'])
    expect(error.message).not.toBe('')
    // Options of the SDK, such as tenantId. The other one is a field of CERN.
    expect(error.hint ?? '').not.toMatch(/\b(?!applicationIdentifier)[a-z]+[A-Z]/)
  } else expect(stderr).toMatch(/^personctl: .+\n(hint: .+\n)?(\{.+\}\n)?$/)
}
