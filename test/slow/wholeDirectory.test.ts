import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { startPagedService } from '../cli/helpers/pagedService.ts'
import { bin } from '../helpers/personctlProcess.ts'
import { environment } from '../helpers/runPersonctl.ts'

/** What came of a list whose rows were read as they came. */
interface Walk {
  readonly exitCode: number | null
  readonly names: string[]
  readonly stderr: string
  readonly peakMegabytes: number
}

const reportsMemory =
  "data:text/javascript,process.on('exit',()=>console.error('peak',process.resourceUsage().maxRSS))"

/** Reads a list to its end, or interrupts it after so many rows. Memory is that of the CLI alone. */
async function walk(
  args: readonly string[],
  env: Record<string, string>,
  interruptAfter = Number.POSITIVE_INFINITY,
): Promise<Walk> {
  const child = spawn(process.execPath, ['--import', reportsMemory, bin, ...args], {
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const names: string[] = []
  let unfinished = ''
  for await (const text of child.stdout.setEncoding('utf8')) {
    const lines = (unfinished + text).split('\n')
    unfinished = lines.pop() ?? ''
    for (const line of lines) names.push(JSON.parse(line).first_name)
    // Once: who interrupts twice does not want to wait for what is under way.
    if (names.length >= interruptAfter && !child.killed) child.kill('SIGINT')
  }
  expect(unfinished).toBe('')
  const exitCode = await ended
  const peak = /^peak (\d+)\n/m.exec(stderr)
  return {
    exitCode,
    names,
    stderr: stderr.replace(peak?.[0] ?? '', ''),
    peakMegabytes: Number(peak?.[1]) / 1000,
  }
}

it('personctl user list prints each of 65,000 people once in less than 150 MB, also when it is interrupted half way and resumed', async () => {
  // To make 65,000 profiles takes the mock most of a minute, and is not the subject.
  const { env, people } = await startPagedService(Array.from({ length: 650 }, () => 100))
  const list = ['user', 'list', '-o', 'ndjson']

  const first = await walk(list, env, 30_000)
  expect(first.exitCode).toBe(130)
  const { error } = JSON.parse(first.stderr)
  expect(error).toMatchObject({ code: 'interrupted' })
  expect(error.hint).toContain(`--start-at ${error.resumeToken} `)
  expect(first.names.length).toBeGreaterThanOrEqual(30_000)
  expect(first.names.length).toBeLessThan(people.length)

  const second = await walk([...list, '--start-at', error.resumeToken], env)
  expect(second).toMatchObject({ exitCode: 0, stderr: '' })
  expect([...first.names, ...second.names]).toEqual(people)

  for (const { peakMegabytes } of [first, second]) {
    expect(peakMegabytes).toBeGreaterThan(30)
    expect(peakMegabytes).toBeLessThan(150)
  }
}, 300_000)
