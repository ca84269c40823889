import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { bin } from '../../helpers/personctlProcess.ts'
import { environment } from '../../helpers/runPersonctl.ts'

const script = '/usr/bin/script'

/** A terminal takes a program that makes one; this is the one of util-linux. */
export const hasTerminal: boolean = process.platform === 'linux' && existsSync(script)

/** What erases the line that a terminal has last. */
export const erased = '\r\u001b[K'

/** Runs with a terminal for stderr alone, and returns what is written to it. */
export async function onTerminal(args: readonly string[], env: Record<string, string>): Promise<string> {
  const line = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(' ')
  const child = spawn(script, ['-qec', `${line} > /dev/null`, '/dev/null'], {
    env: environment({ TERM: 'xterm', ...env }),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let written = ''
  for await (const text of child.stdout.setEncoding('utf8')) written += text
  return written
}
