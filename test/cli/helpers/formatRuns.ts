import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { type Outcome, type RunOptions, runPersonctl } from '../../helpers/runPersonctl.ts'
import type { CommandCase } from './commandCases.ts'
import { type Behaviour, clientSecret, givesToken, startServiceDouble } from './serviceDouble.ts'

export const formats = ['table', 'json', 'ndjson', 'yaml', 'csv', 'text'] as const
export type Format = (typeof formats)[number]

/** Whether whoever asks for the format wants to parse failures, too. */
export const isForPrograms = (format: Format): boolean =>
  format === 'json' || format === 'ndjson' || format === 'yaml'

/** Variables of the environment. */
export type Settings = Readonly<Record<string, string>>

/** The settings that lead every service to one that behaves, and gives tokens, in these ways. */
export async function served(api: Behaviour, token: Behaviour = givesToken): Promise<Settings> {
  const { origin } = await startServiceDouble({ user: api, token })
  return settings(origin)
}

/** The settings that lead every service to one address. */
export function settings(origin: string): Settings {
  const services = ['CIS', 'CERN', 'DABP'].map((service) => ({
    [`PERSONCTL_${service}_URL`]: origin,
    [`PERSONCTL_${service}_TOKEN_URL`]: `${origin}/oauth/token`,
    [`PERSONCTL_${service}_CLIENT_ID`]: 'client',
    [`PERSONCTL_${service}_CLIENT_SECRET`]: clientSecret,
  }))
  return Object.assign({}, ...services)
}

/** Returns the line on which a command succeeds, and the settings that it takes. */
export async function toSuccess(
  path: string,
  { found, asks, answer: body }: CommandCase,
): Promise<{ line: readonly string[]; env: Settings }> {
  const line = [...path.split(' '), ...found]
  if (body === undefined) return { line: asks ? [...line, '--demo'] : line, env: {} }
  return { line, env: await served(() => ({ body })) }
}

/** Runs a line where nothing is kept but by the lines that are to be run before it. */
export async function run(
  { before = [], stdin }: CommandCase,
  line: readonly string[],
  env: Settings = {},
  terminal: Pick<RunOptions, 'terminal' | 'columns'> = {},
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'personctl-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const all = { PERSONCTL_CONFIG_DIR: folder, ...env }
  for (const earlier of before)
    expect(await runPersonctl(earlier, { env: all })).toMatchObject({ exitCode: 0 })
  const options = { env: all, ...terminal, ...(stdin !== undefined && { stdin }) }
  const { stdout, ...rest } = await runPersonctl(line, options)
  return { ...rest, stdout: stdout.replaceAll(folder, '/folder') }
}

/** The same line, once with each format, or with some of them. */
export async function inEachFormat(
  command: CommandCase,
  line: readonly string[],
  env?: Settings,
  some: readonly Format[] = formats,
): Promise<(readonly [Format, Outcome])[]> {
  return Promise.all(
    some.map(async (format) => [format, await run(command, [...line, '-o', format], env)] as const),
  )
}
