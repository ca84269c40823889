// Programs that sign people in with the libraries of a language, each against a mock that it reaches over https.
import { execFile, execFileSync } from 'node:child_process'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { runMockProcess } from '../../helpers/mockProcess.ts'
import { temporaryFolder } from '../../helpers/temporaryFile.ts'

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
 * Fetches libraries from npm into a folder, which gets the programs of this folder as well: so they are in no lockfile.
 *
 * @param versions the exact version of each library, by its name
 * @returns the folder; undefined, with the reason on stderr, if npm cannot fetch them
 */
export async function fetchLibraries(
  versions: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const folder = await temporaryFolder()
  await cp(fileURLToPath(new URL('.', import.meta.url)), folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  const specs = Object.entries(versions).map(([name, version]) => `${name}@${version}`)
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...specs]
  try {
    await promisify(execFile)('npm', install, { cwd: folder })
    return folder
  } catch (error) {
    console.error(`npm cannot fetch ${specs.join(', ')}: ${error}`)
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
