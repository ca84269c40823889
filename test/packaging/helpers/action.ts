import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parse } from 'yaml'

/** The effects of a JavaScript action on a job. */
export interface ActionRun {
  readonly exitCode: number
  /** The lines for people and for the runner. */
  readonly stdout: string
  readonly stderr: string
  /** The variables the steps that follow find. */
  readonly variables: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, string>>
  /** Runs its post step, as the runner does if the job has failed, and returns what it writes. */
  reportFailure(): Promise<string>
}

/**
 * Runs the main step of a JavaScript action as GitHub's runner does.
 *
 * @param folder what the runner has as RUNNER_TEMP
 * @param env what else the steps find in their environment
 */
export async function runAction(
  file: string,
  inputs: Readonly<Record<string, string>>,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<ActionRun> {
  const action = parse(await readFile(file, 'utf8'))
  const given = Object.entries<{ default: unknown }>(action.inputs).map(([name, input]) => [
    `INPUT_${name.toUpperCase()}`,
    inputs[name] ?? String(input.default),
  ])
  const files = { GITHUB_ENV: 'env', GITHUB_OUTPUT: 'output', GITHUB_STATE: 'state' }
  const runner = Object.fromEntries(Object.entries(files).map(([name, value]) => [name, join(folder, value)]))
  for (const path of Object.values(runner)) await writeFile(path, '')
  const run = async (script: string, more: Readonly<Record<string, string>>) => {
    const child = spawn(process.execPath, [join(dirname(file), script)], {
      cwd: folder,
      env: { ...env, RUNNER_TEMP: folder, ...runner, ...Object.fromEntries(given), ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [stdout, stderr, [exitCode]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ])
    return { exitCode: Number(exitCode), stdout, stderr }
  }
  const main = await run(action.runs.main, {})
  const state = await assignmentsIn(join(folder, files.GITHUB_STATE))
  return {
    ...main,
    variables: await assignmentsIn(join(folder, files.GITHUB_ENV)),
    outputs: await assignmentsIn(join(folder, files.GITHUB_OUTPUT)),
    async reportFailure() {
      if (action.runs['post-if'] !== 'failure()') throw new Error('the post step does not belong to failures')
      const saved = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])
      const { exitCode, stdout, stderr } = await run(action.runs.post, Object.fromEntries(saved))
      if (exitCode !== 0) throw new Error(`the post step failed: ${stderr}`)
      return stdout
    },
  }
}

/** Reads assignments as the runner does: a name, a delimiter, and the lines up to the delimiter. */
async function assignmentsIn(file: string): Promise<Record<string, string>> {
  const blocks = (await readFile(file, 'utf8')).matchAll(/^([^\n=]+?)<<(.+)\n([\s\S]*?)\n\2$/gm)
  return Object.fromEntries([...blocks].map(([, name = '', , value = '']) => [name, value]))
}
