import type { RunOptions } from './runPersonctl.ts'

/** What a line has to be for a command to come out in a certain way. */
export interface CommandCase {
  /** What follows the command for it to succeed; with the embedded directory where it asks a service. */
  readonly found: readonly string[]
  readonly run?: RunOptions
  /** What follows it for it to find nothing; undefined where there is no such thing. */
  readonly missing?: readonly string[]
  /** The service it asks, as variables name it; undefined where it asks none. */
  readonly service?: 'CIS' | 'CERN' | 'DABP'
  /** Whether the service is asked without a token. */
  readonly isOpen?: true
  /** Whether what it writes is text, and a format is refused. */
  readonly isText?: true
}

const ada = 'ada.lovelace@example.org'

/** Every command there is, each on a line of its own; without one here, the test of all commands fails. */
export const eachCommand: Readonly<Record<string, CommandCase>> = {
  'user get': { found: [ada], missing: ['nobody'], service: 'CIS' },
  'user list': { found: ['--limit', '3'], service: 'CIS' },
  'user ids': { found: ['--connection-method', 'ad', '--limit', '3'], service: 'CIS' },
  'user search': { found: ['staff_information.staff=true', '--limit', '3'], service: 'CIS' },
  'user exists': { found: [ada], service: 'CIS', isOpen: true },
  'user validate': { found: ['-'], run: { stdin: '[]' } },
  'scopes explain': { found: ['display:none'] },
  'scopes for': { found: ['primary_email'] },
  'mock start': { found: ['--help'], isText: true },
  completion: { found: ['bash'], isText: true },
}
