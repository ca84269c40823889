import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'

/**
 * Returns the path of a command of an npm package. npm fetches the package unless it has it, and keeps it in its cache: so
 * it is in no lockfile.
 *
 * @param {string} spec such as `node@24`
 * @param {string} command such as `node`
 * @returns {string | undefined} undefined, with the reason on stderr, if it cannot be fetched
 */
export function fetchCommand(spec, command) {
  const args = ['exec', '--yes', `--package=${spec}`, '--', 'sh', '-c', `command -v ${command}`]
  const { status, stdout, stderr } = spawnSync('npm', args, { encoding: 'utf8', timeout: 600_000 })
  if (status === 0) return realpathSync(stdout.trim())
  console.error(`${spec} cannot be fetched: ${stderr}`)
  return undefined
}
