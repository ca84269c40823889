// Programs that sign people in with the libraries of a language, each against a mock that it reaches over https.
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { runMockProcess } from '../../helpers/mockProcess.ts'

/** A program of this folder that signs in with a library, and prints which steps passed at each server. */
export interface SignInProgram {
  /** The library and its version. */
  readonly library: string
  readonly command: readonly string[]
  /** The steps that the library can do, in their order. */
  readonly steps: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Returns the output of a command; undefined if there is no such command, or it fails. */
export function outputOf(command: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return undefined
  }
}

/**
 * Declares a test that runs a program with what `exec --https` sets, and nothing else that would make it trust the mock.
 * Prints what the library did.
 *
 * @param find returns the program, or the reason why it cannot run
 */
export function testSignIn(library: string, find: () => SignInProgram | string): void {
  test(`${library} signs in, refreshes and signs out at all three servers over https`, async ({ skip }) => {
    const found = find()
    if (typeof found === 'string') {
      console.warn(`Skipped: ${library}: ${found}`)
      return skip(found)
    }
    const { command, steps, env = {} } = found
    const own = process.env
    const { stdout, stderr } = await runMockProcess(['exec', '--https', '--', ...command], {
      env: { HOME: own['HOME'] ?? '', TMPDIR: own['TMPDIR'] ?? '', ...env },
    })
    const table: unknown = stdout.startsWith('{') ? JSON.parse(stdout) : `${stdout}${stderr}`
    expect(table).toEqual({ Auth0: steps, Keycloak: steps, OneWelcome: steps })
    console.log(`${found.library} | Auth0, Keycloak, OneWelcome | ${steps.join(', ')}`)
  })
}
