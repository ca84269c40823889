import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startPagedService } from './helpers/pagedService.ts'

/** The path of a checkpoint in a folder that lives as long as the test does. */
function checkpointPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'personctl-checkpoint-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'position')
}

const lists = [
  ['user', 'list'],
  ['user', 'ids', '--connection-method', 'ad'],
  ['user', 'search', 'staff_information.staff=true'],
  ['identity', 'list', '--page-size', '3'],
  ['identity', 'groups', 'alovelace'],
  ['group', 'list', '--page-size', '3'],
  ['group', 'members', 'cern-users', '--page-size', '3'],
  ['app', 'list', '--page-size', '3'],
  ['app', 'role', 'list', 'atlas-shift-planner'],
  ['api', 'cern', '/api/v1.0/Group?limit=3', '--paginate'],
]

describe.each(lists.map((words) => [words.join(' '), words] as const))('--checkpoint of %s', (_, words) => {
  const list = [...words, '--demo', '-o', 'ndjson']

  it('continues with the same command, and removes the file at the end', async () => {
    const checkpoint = checkpointPath()
    const whole = await runPersonctl(list)
    const begin = await runPersonctl([...list, '--limit', '1', '--checkpoint', checkpoint])
    expect(JSON.parse(begin.stderr).notice.hint).toBe('To continue after it, run the same command again.')
    expect(statSync(checkpoint).mode & 0o777).toBe(0o600)
    const rest = await runPersonctl([...list, '--checkpoint', checkpoint])
    expect(rest).toMatchObject({ exitCode: 0, stderr: '' })
    expect(begin.stdout + rest.stdout).toBe(whole.stdout)
    expect(existsSync(checkpoint)).toBe(false)
  })
})

it('--checkpoint writes the header of csv, and the byte order mark, once', async () => {
  const checkpoint = checkpointPath()
  const list = ['group', 'list', '--demo', '-o', 'csv', '--bom']
  const whole = await runPersonctl(list)
  let parts = ''
  while (!parts.includes('\r\n') || existsSync(checkpoint)) {
    parts += (await runPersonctl([...list, '--limit', '9', '--checkpoint', checkpoint])).stdout
  }
  expect(parts).toBe(whole.stdout)
})

it('--checkpoint leaves no file behind a command that is refused', async () => {
  const checkpoint = checkpointPath()
  const list = ['group', 'list', '--demo', '-o', 'csv', '--checkpoint', checkpoint]
  expect((await runPersonctl([...list, '--filter', 'wrong'])).exitCode).toBe(2)
  expect((await runPersonctl([...list, '--columns', 'wrong'])).exitCode).toBe(2)
  expect(existsSync(checkpoint)).toBe(false)
})

it('--checkpoint repeats the rows of one page at most through a pipe, after an error', async () => {
  const checkpoint = checkpointPath()
  const service = await startPagedService([3, 2, 2], (count) =>
    count === 3 ? { status: 400, body: { message: 'no' } } : undefined,
  )
  const list = ['user', 'list', '-o', 'ndjson', '--query', 'first_name', '--checkpoint', checkpoint]
  const failed = await runPersonctl(list, { env: service.env })
  expect(failed.exitCode).not.toBe(0)
  expect(jsonError(failed)).toMatchObject({
    hint: expect.stringContaining('5 rows are written. To continue after them, run the same command again.'),
    resumeToken: expect.stringMatching(/^[\w-]+$/),
  })
  const rest = await runPersonctl(list, { env: service.env })
  expect(failed.stdout + rest.stdout).toBe(service.people.map((name) => `"${name}"\n`).join(''))
})

describe('--checkpoint', () => {
  it.each<[string, string[], string]>([
    ['json', ['-o', 'json'], '--checkpoint cannot be used with -o json, which needs all rows.'],
    ['yaml', ['-o', 'yaml'], '--checkpoint cannot be used with -o yaml, which needs all rows.'],
    ['a table', ['-o', 'table'], '--checkpoint cannot be used with -o table, which needs all rows.'],
    [
      '--sort-by',
      ['-o', 'ndjson', '--sort-by', 'uuid'],
      '--checkpoint cannot be used with --sort-by, which needs all rows.',
    ],
    [
      'a query for all rows',
      ['-o', 'csv', '--query', '[]'],
      '--checkpoint cannot be used with --query, which needs all rows.',
    ],
    ['--start-at', ['-o', 'csv', '--start-at', 'x'], '--checkpoint and --start-at cannot be used together.'],
  ])('refuses %s before it sends a request', async (_, args, message) => {
    const service = await startPagedService([2])
    const checkpoint = checkpointPath()
    const line = ['user', 'list', '--checkpoint', checkpoint, ...args]
    const outcome = await runPersonctl(line, { env: service.env })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).toContain(message)
    expect(service.requests).toEqual([])
    expect(existsSync(checkpoint)).toBe(false)
  })

  it.each(['csv', 'text'])(
    'refuses %s of api, whose columns are in the last row at the earliest',
    async (format) => {
      const line = ['api', 'cern', '/api/v1.0/Group', '--paginate', '--demo', '-o', format]
      const { exitCode, stderr } = await runPersonctl([...line, '--checkpoint', checkpointPath()])
      expect(exitCode).toBe(2)
      expect(stderr).toContain(`--checkpoint cannot be used with -o ${format}, which needs all rows.`)
    },
  )

  it.each<[string, string[], Record<string, string>, string]>([
    [
      'another filter',
      ['user', 'list', '--active', 'false'],
      {},
      '--active is "true" there, and "false" here.',
    ],
    ['an option more', ['user', 'list', '--email', 'a@x'], {}, '--email is missing there, and "a@x" here.'],
    ['another command', ['group', 'list'], {}, 'the command is "user list" there, and "group list" here.'],
    [
      'other columns',
      ['user', 'list', '--columns', 'uuid'],
      {},
      '--columns is missing there, and ["uuid"] here.',
    ],
    [
      'another service',
      ['user', 'list'],
      { PERSONCTL_CIS_URL: 'http://127.0.0.1:1' },
      'the service is {"cis":"http://127.0.0.1:',
    ],
  ])('refuses a file of a list with %s', async (_, words, env, message) => {
    const service = await startPagedService([2, 2])
    const checkpoint = checkpointPath()
    const args = ['-o', 'csv', '--checkpoint', checkpoint]
    await runPersonctl(['user', 'list', ...args, '--limit', '1'], { env: service.env })
    const before = readFileSync(checkpoint, 'utf8')
    const outcome = await runPersonctl([...words, ...args], { env: { ...service.env, ...env } })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).toContain(`The checkpoint ${checkpoint} is of another list: ${message}`)
    expect(readFileSync(checkpoint, 'utf8')).toBe(before)
  })

  it.each(['', '{}', '{"version":2}', 'null'])(
    'refuses a file with %j, which is not its own',
    async (content) => {
      const checkpoint = checkpointPath()
      writeFileSync(checkpoint, content)
      const outcome = await runPersonctl([
        'user',
        'list',
        '--demo',
        '-o',
        'ndjson',
        '--checkpoint',
        checkpoint,
      ])
      expect(outcome.exitCode).toBe(2)
      expect(jsonError(outcome).message).toBe(
        `${checkpoint} is not a checkpoint that this version of personctl reads.`,
      )
      expect(readFileSync(checkpoint, 'utf8')).toBe(content)
    },
  )

  it('ends with 1 before it writes a row if the file cannot be written', async () => {
    const line = ['user', 'list', '--demo', '-o', 'ndjson', '--checkpoint', '/missing/position']
    const outcome = await runPersonctl(line)
    expect(outcome).toMatchObject({ exitCode: 1, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({
      code: 'not_writable',
      message: 'The checkpoint /missing/position cannot be written: ENOENT.',
    })
  })
})
