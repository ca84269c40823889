import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { bin } from './personctlProcess.ts'
import { environment } from './runPersonctl.ts'

const script =
  '"$NODE" "$BIN" report check "$ID" --group "$GROUP" --policy "$POLICY" > /dev/null && echo deployed; echo $?'

/** Runs a script that deploys only if a person has a policy. Gives the lines it writes; the last is the exit code. */
export async function runGate(env: Readonly<Record<string, string>>): Promise<string[]> {
  const whole = environment({ NODE: process.execPath, BIN: bin, ...env })
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { env: whole })
  return stdout.trimEnd().split('\n')
}
