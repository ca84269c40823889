import type { RunMode } from './settings.ts'
import { flags, flagsFor } from './settings.ts'

/** Returns the text of `--help`. */
export function helpText(): string {
  return `Example:
  personctl-mock --port 0 --people 1000 --client reader:s3cret:display:staff,classification:workgroup

Usage: personctl-mock [flags]
       personctl-mock exec [flags] -- COMMAND [ARGUMENTS]

A mock of the Mozilla CIS Person API, OneWelcome's DABP person report and CERN's Authorization Service: real tokens,
scopes enforced, data filtered, the same people in all three. Ready when stdout says "personctl-mock ready URL". The
client demo with the secret demo-secret may have every scope.

Tests change people, faults, the clock and more under /__admin, each in a session of its own, and read there what was
asked: GET /__admin/openapi.json describes it. A browser shows all of that at the URL itself.

With exec, a command runs against it: personctl-mock exec --help.

${flagTable('serve')}
`
}

/** Returns the text of `exec --help`. */
export function execHelpText(): string {
  return `Examples:
  personctl-mock exec -- npm test
  personctl-mock exec --env 'PERSON_API={PERSONCTL_CIS_URL}/v2' -- pytest

Usage: personctl-mock exec [flags] -- COMMAND [ARGUMENTS]

Starts the mock on a free port, runs the command against it, stops the mock, and ends with the command's exit code.
The command finds the mock in its environment:

  PERSONCTL_MOCK_URL                         the mock itself
  PERSONCTL_CIS_URL, _TOKEN_URL, _AUDIENCE   a service, and likewise PERSONCTL_CERN_URL and so on
  PERSONCTL_CIS_CLIENT_ID, _CLIENT_SECRET    the first client of --client, or demo

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
