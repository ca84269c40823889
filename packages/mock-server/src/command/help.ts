import { flags, flagsFor, type RunMode } from './flags.ts'

/** Returns the text of `--help`. */
export function helpText(): string {
  return `Example:
  personctl-mock --port 0 --people 1000 --client reader:s3cret:display:staff,classification:workgroup

Usage: personctl-mock [flags]
       personctl-mock exec [flags] -- COMMAND [ARGUMENTS]

Starts a mock of the Mozilla CIS Person API, OneWelcome's DABP person report and CERN's Authorization Service. It issues
real tokens, enforces scopes and filters data, and all three services have the same people. The server is ready when it
prints "personctl-mock ready URL". The client demo with the secret demo-secret may request every scope.

Tests use /__admin to change people, faults, the clock and more, and to read the requests, each in its own session.
GET /__admin/openapi.json describes it. Open the URL in a browser for a page that shows and changes all of this.

To run a command against the mock, see personctl-mock exec --help.

${flagTable('serve')}
`
}

/** Returns the text of `exec --help`. */
export function execHelpText(): string {
  return `Examples:
  personctl-mock exec -- npm test
  personctl-mock exec --env 'PERSON_API={PERSONCTL_CIS_URL}/v2' -- pytest

Usage: personctl-mock exec [flags] -- COMMAND [ARGUMENTS]

Starts the mock on a free port, runs the command, stops the mock, and exits with the exit code of the command. The
command gets these environment variables:

  PERSONCTL_MOCK_URL                         URL of the mock
  PERSONCTL_CIS_URL, _TOKEN_URL, _AUDIENCE   CIS; the same variables exist for CERN and DABP
  PERSONCTL_CIS_CLIENT_ID, _CLIENT_SECRET    first client of --client, or demo

${flagTable('exec')}
`
}

function flagTable(mode: RunMode): string {
  const rows = flagsFor(mode).map((name) => {
    const flag = flags[name]
    const short = flag.short === undefined ? '' : `-${flag.short}, `
    const value = flag.value === undefined ? '' : ` ${flag.value}`
    return [`${short}--${name}${value}`, flag.help] as const
  })
  const width = Math.max(...rows.map(([usage]) => usage.length))
  return rows.map(([usage, help]) => `  ${usage.padEnd(width)}  ${help}`).join('\n')
}
