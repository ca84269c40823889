import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const bin = fileURLToPath(new URL('../../packages/cli/bin/personctl.js', import.meta.url))
const script =
  '"$NODE" "$BIN" report check "$ID" --group "$GROUP" --policy "$POLICY" > /dev/null && echo deployed; echo $?'

/** Runs a script that deploys only if a person has a policy. Gives the lines it writes; the last is the exit code. */
export async function runGate(env: Readonly<Record<string, string>>): Promise<string[]> {
  const whole = { PATH: process.env['PATH'], NODE: process.execPath, BIN: bin, ...env }
  const { stdout } = await promisify(execFile)('sh', ['-c', script], { env: whole })
  return stdout.trimEnd().split('\n')
}
