import { layoutHelp } from '@personctl/shared/helpLayout'
import { flagsFor, type ModeNames, type RunMode } from './flags.ts'

/**
 * Returns the text of `--help`.
 *
 * @param columns the width of the terminal; undefined without one
 */
export function formatHelp({ serve, exec, wait, stop }: ModeNames, columns: number | undefined): string {
  const text = `Examples:
  $ ${serve} --port 4010
  $ ${serve} --port 0 --people 1000 --client reader:s3cret:display:staff,classification:workgroup

Usage: ${serve} [flags]
       ${exec} [flags] -- COMMAND [ARGUMENTS]
       ${wait} --ready-file FILE
       ${stop} --ready-file FILE

Starts a mock of the Mozilla CIS Person API, OneWelcome's DABP person report and CERN's Authorization Service. It
issues real tokens, enforces scopes and filters data, and all three services have the same people. The server is
ready when it prints "personctl-mock ready URL". The client demo with the secret demo-secret may request every scope.

Tests use /__admin to change people, faults, the clock and more, and to read the requests, each in its own session.
GET /__admin/openapi.json describes it. Open the URL in a browser for a page that shows and changes all of this.

To run a command against the mock, see ${exec} --help. For a mock in the background, see ${wait} --help.

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
  PERSONCTL_MOCK_CA_FILE, _CA_BUNDLE         CA of --https; the bundle also has the CAs of the system

With --https, NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, GIT_SSL_CAINFO and DENO_CERT make
the command trust the mock, and what it trusted before.

Flags:
${formatFlags('exec')}
`
  return layoutHelp(text, columns)
}

/** Returns the text of `wait --help`. */
export function formatWaitHelp({ serve, wait, stop }: ModeNames, columns: number | undefined): string {
  const text = `Examples:
  $ ${serve} --port 0 --ready-file mock.env &
  $ ${wait} --ready-file mock.env --pid $!
  $ set -a; . ./mock.env; set +a
  $ ${stop} --ready-file mock.env

Usage: ${wait} --ready-file FILE [--pid PID] [--timeout SECONDS]
       ${wait} --url URL [--timeout SECONDS]

Waits until a mock is ready. A file of a mock that has ended does not count. Exits with 0 when the mock is ready, with 1 if
the process ends before or the time is over, and with 2 for invalid flags.

Flags:
${formatFlags('wait')}
`
  return layoutHelp(text, columns)
}

/** Returns the text of `stop --help`. */
export function formatStopHelp({ stop }: ModeNames, columns: number | undefined): string {
  const text = `Examples:
  $ ${stop} --ready-file mock.env

Usage: ${stop} --ready-file FILE [--timeout SECONDS]

Stops the mock that has written a file, and waits for its end. Exits with 0 if the mock has ended, with 1 if the file is
missing, is not a ready file or names another program, or the time is over, and with 2 for invalid flags.

Flags:
${formatFlags('stop')}
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
