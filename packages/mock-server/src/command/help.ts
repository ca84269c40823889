import { layoutHelp } from '@personctl/shared/helpLayout'
import { flagsFor, type ModeNames, type RunMode } from './flags.ts'

/**
 * Returns the text of `--help`.
 *
 * @param columns the width of the terminal; undefined without one
 */
export function formatHelp({ serve, exec }: ModeNames, columns: number | undefined): string {
  const text = `Examples:
  $ ${serve} --port 4010
  $ ${serve} --port 0 --people 1000 --client reader:s3cret:display:staff,classification:workgroup

Usage: ${serve} [flags]
       ${exec} [flags] -- COMMAND [ARGUMENTS]

Starts a mock of the Mozilla CIS Person API, OneWelcome's DABP person report and CERN's Authorization Service. It
issues real tokens, enforces scopes and filters data, and all three services have the same people. The server is
ready when it prints "personctl-mock ready URL". The client demo with the secret demo-secret may request every scope.

Tests use /__admin to change people, faults, the clock and more, and to read the requests, each in its own session.
GET /__admin/openapi.json describes it. Open the URL in a browser for a page that shows and changes all of this.

To run a command against the mock, see ${exec} --help.

Flags:
${formatFlags('serve')}
`
  return layoutHelp(text, columns)
}

/** Returns the text of `exec --help`. */
export function formatExecHelp({ exec }: ModeNames, columns: number | undefined): string {
  const text = `Examples:
  $ ${exec} -- npm test
  $ ${exec} --env 'PERSON_API={PERSONCTL_CIS_URL}/v2' -- pytest

Usage: ${exec} [flags] -- COMMAND [ARGUMENTS]

Starts the mock on a free port, runs the command, stops the mock, and exits with the exit code of the command. The
command gets these environment variables:

  PERSONCTL_MOCK_URL                         URL of the mock
  PERSONCTL_CIS_URL, _TOKEN_URL, _AUDIENCE   CIS; the same variables exist for CERN and DABP
  PERSONCTL_CIS_CLIENT_ID, _CLIENT_SECRET    first client of --client, or demo

Flags:
${formatFlags('exec')}
`
  return layoutHelp(text, columns)
}

function formatFlags(mode: RunMode): string {
  const rows = flagsFor(mode).map(({ name, short, value, help }) => {
    const alias = short === undefined ? '' : `-${short}, `
    return [`${alias}--${name}${value === undefined ? '' : ` ${value}`}`, help] as const
  })
  const width = Math.max(...rows.map(([usage]) => usage.length))
  return rows.map(([usage, help]) => `  ${usage.padEnd(width)}  ${help}`).join('\n')
}
