import { rows } from './rows.ts'

/** Every code that personctl ends with, and what it means. */
export const exitCodes: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'done'],
  [1, 'unexpected failure, of personctl or of the system it runs on'],
  [2, 'wrong usage: what was typed, or set in the environment, makes no sense'],
  [3, 'not found'],
  [4, 'not authenticated, or no credentials'],
  [5, 'not permitted'],
  [6, 'rate limited: the service asks to wait for longer than the command may take'],
  [7, 'network failure or timeout'],
  [8, 'the service failed, or answered nonsense'],
  [10, 'a check answered no, as user exists, user validate and report check can'],
  [130, 'interrupted, as with Ctrl-C'],
  [143, 'asked to end, with SIGTERM'],
]

export const text: string = `\
What a command ends with, in any format:

${rows(exitCodes.map(([code, meaning]) => [String(code), meaning]))}

Whoever reads only the beginning of what is written, as head does, ends a command with 0.

Where JSON, ndjson or YAML is written, an error is one line of JSON on stderr, and stdout is empty,
but for the rows that ndjson had written before:

  {"error":{"code":"not_found","message":"…","service":"cis","status":200,"hint":"…"}}

code is a name that stays the same from version to version. Where a list can be gone on with, there
is a resumeToken too, for --start-at; where one of several failed, there is its id; and of personctl
api there is the body that was answered. With --keep-going each that failed has a line of its own,
and the code is that of the worst: 1, or else the highest.

Remarks, which are no failures, are lines of {"remark":{…}}.
`
