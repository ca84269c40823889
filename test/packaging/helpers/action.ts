import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { parse } from 'yaml'

/** What a composite action did to a job. */
export interface ActionRun {
  readonly exitCode: number
  readonly stderr: string
  /** The variables the steps that follow find. */
  readonly variables: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, string>>
}

/**
 * Runs the steps of a composite action as GitHub's runner does, until one fails.
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
  const known: Record<string, string> = {}
  for (const [name, input] of Object.entries<{ default: unknown }>(action.inputs))
    known[`inputs.${name}`] = inputs[name] ?? String(input.default)
  const filledIn = (value: string) =>
    value.replaceAll(/\$\{\{ (\S+) \}\}/g, (whole, name: string) => {
      if (known[name] === undefined) throw new Error(`${file} knows no ${whole}`)
      return known[name]
    })

  const runner = {
    RUNNER_TEMP: folder,
    GITHUB_ENV: join(folder, 'env'),
    GITHUB_OUTPUT: join(folder, 'output'),
  }
  await writeFile(runner.GITHUB_ENV, '')
  const run = { exitCode: 0, stderr: '' }
  for (const step of action.runs.steps) {
    await writeFile(runner.GITHUB_OUTPUT, '')
    const script = join(folder, 'step.sh')
    await writeFile(script, step.run)
    const own = Object.entries<string>(step.env ?? {}).map(([name, value]) => [name, filledIn(value)])
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: folder,
      env: { ...env, ...runner, ...Object.fromEntries(own) },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    Object.assign(run, { exitCode, stderr })
    if (exitCode !== 0) break
    for (const [name, value] of Object.entries(await assignmentsIn(runner.GITHUB_OUTPUT)))
      known[`steps.${step.id}.outputs.${name}`] = value
  }
  const outputs = Object.entries<{ value: string }>(run.exitCode === 0 ? action.outputs : {})
  return {
    ...run,
    variables: await assignmentsIn(runner.GITHUB_ENV),
    outputs: Object.fromEntries(outputs.map(([name, { value }]) => [name, filledIn(value)])),
  }
}

async function assignmentsIn(file: string): Promise<Record<string, string>> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean)
  return Object.fromEntries(lines.map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]))
}
