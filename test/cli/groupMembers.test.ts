// group add-members, remove-members and set-members: nothing changes by mistake, and what is done is told.
import { closeSync, existsSync, openSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runPersonctlProcess, startPersonctl } from '../helpers/personctlProcess.ts'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { jsonError, type RunOptions, runPersonctl } from '../helpers/runPersonctl.ts'
import { temporaryFile } from '../helpers/temporaryFile.ts'
import { failure, idOf, pageOf, type Row, single, startCernDouble } from './helpers/cernDouble.ts'
import { formats } from './helpers/formatRuns.ts'
import type { Behaviour, SeenRequest } from './helpers/serviceDouble.ts'

type Reply = Awaited<ReturnType<Behaviour>>

/** A person of the service, by number. */
const person = (number: number): Row => ({
  id: idOf(number),
  upn: `upn${number}`,
  personId: String(800_000 + number),
})
const people = (count: number): Row[] => Array.from({ length: count }, (_, number) => person(number))
const emailOf = (number: number) => `p${number}@example.org`

interface Crew {
  readonly env: Record<string, string>
  /** The people of the service. */
  everybody: Row[]
  /** The members of the group `crew`. */
  members: Row[]
  /** The bodies of the requests that wrote, with their methods. */
  readonly writes: (readonly [method: string, body: unknown])[]
  asked(): string[]
  /** Responds to a write in place of the service; undefined to let it through. */
  onWrite(count: number, request: SeenRequest): Reply | 'nothing'
}

/** Starts a service with people, and a group with some of them. */
async function startCrew(numbers: readonly number[], count = 12): Promise<Crew> {
  const service = await startCernDouble({
    api(request) {
      const path = decodeURIComponent(request.url.split('?')[0] ?? '').replace('/api/v1.0/', '')
      const [kind = '', name = '', last = ''] = path.split('/')
      if (kind === 'Group' && name !== 'crew') return failure(404, 'There is no such group')
      if (kind === 'Group') return request.method === 'GET' ? pageOf(crew.members, request) : write(request)
      if (name === 'by_email') return pageOf(findByEmail(last), request)
      if (name === '') return pageOf(findByFilter(request.url), request)
      const found = crew.everybody.find(({ id, upn }) => id === name || upn === name)
      return found === undefined ? failure(404, 'There is no such identity') : single(found)
    },
  })
  const findByEmail = (email: string) =>
    crew.everybody.filter((_, number) => email === emailOf(number) || (email === 'both@x' && number < 2))
  const findByFilter = (url: string) => {
    const filter = new URL(url, 'http://double').searchParams.get('filter')
    return crew.everybody.filter(({ personId }) => filter === `personId:eq:${personId}`)
  }
  const write = (request: SeenRequest): Reply => {
    const list = JSON.parse(request.body)
    crew.writes.push([request.method, list])
    const response = crew.onWrite(crew.writes.length, request)
    if (response !== undefined && response !== 'nothing') return response
    if (request.method === 'POST') {
      const ids = list.map((one: { id: string }) => one.id)
      crew.members.push(...crew.everybody.filter(({ id }) => ids.includes(id)))
    } else crew.members = crew.members.filter(({ upn }) => !list.includes(upn))
    return response === 'nothing' ? undefined : { body: { request_id: null, message: null, data: [] } }
  }
  const crew: Crew = {
    env: service.env,
    everybody: people(count),
    members: numbers.map(person),
    writes: [],
    asked: service.asked,
    onWrite: () => undefined,
  }
  return crew
}

const runOn = ({ env }: Crew, line: string, more: Partial<RunOptions> = {}) =>
  runPersonctl(['group', ...line.split(' ')], { env, ...more })
const rowsOf = ({ stdout }: { stdout: string }): [string, string, string][] =>
  JSON.parse(stdout).map((row: Record<string, string>) => [row['action'], row['identity'], row['upn']])
const added = (...numbers: number[]) => ['POST', numbers.map((number) => ({ id: idOf(number) }))] as const
const upnsOf = ({ members }: Crew) => members.map(({ upn }) => upn)

describe('group add-members', () => {
  it('adds identities by UPN, id in capitals, e-mail and person id, in one request', async () => {
    const crew = await startCrew([0])
    crew.everybody = crew.everybody.map((row) => ({ ...row, id: row.id.replace('-0000-', '-abcd-') }))
    const id = (number: number) => crew.everybody[number]?.id ?? ''
    const outcome = await runOn(crew, `add-members crew upn1 ${id(2).toUpperCase()} ${emailOf(3)} 800004`)
    expect(outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(outcome.stdout)).toEqual([
      { action: 'add', identity: 'upn1', upn: 'upn1', id: id(1) },
      { action: 'add', identity: id(2).toUpperCase(), upn: 'upn2', id: id(2) },
      { action: 'add', identity: emailOf(3), upn: 'upn3', id: id(3) },
      { action: 'add', identity: '800004', upn: 'upn4', id: id(4) },
    ])
    expect(crew.writes).toEqual([['POST', [1, 2, 3, 4].map((number) => ({ id: id(number) }))]])
  })

  it('has no row for those who are in the group, and sends nothing if all of them are', async () => {
    const crew = await startCrew([0, 1])
    expect(rowsOf(await runOn(crew, 'add-members crew upn1 upn2 upn2'))).toEqual([['add', 'upn2', 'upn2']])
    const again = await runOn(crew, 'add-members crew upn1 800002')
    expect(again).toMatchObject({ exitCode: 0, stdout: '[]\n' })
    expect(JSON.parse(again.stderr).notice.code).toBe('nothing_to_change')
    expect(crew.writes).toEqual([added(2)])
  })

  it('does not look up those whom the list of members names', async () => {
    const crew = await startCrew([0, 1])
    await runOn(crew, `add-members crew upn0 800001 ${idOf(1)} upn2`)
    expect(crew.asked().filter((asked) => asked.includes('/Identity'))).toEqual([
      'GET /Identity/upn2?field=upn',
    ])
  })

  it('reads identities from stdin and from a column of a file', async () => {
    const crew = await startCrew([])
    await runOn(crew, 'add-members crew upn3 -', { stdin: 'upn1\n\n upn2 \r\n' })
    const file = await temporaryFile('people.csv', `name,mail\nA,${emailOf(4)}\nB,${emailOf(5)}\n`)
    await runOn(crew, `add-members crew --from-csv ${file}:mail`)
    expect(crew.writes).toEqual([added(3, 1, 2), added(4, 5)])
  })
})

describe('group remove-members', () => {
  it('removes members by UPN, and has no row for those who are not in the group', async () => {
    const crew = await startCrew([0, 1, 2])
    const outcome = await runOn(crew, `remove-members crew 800001 upn5 ${idOf(2)}`)
    expect(rowsOf(outcome)).toEqual([
      ['remove', '800001', 'upn1'],
      ['remove', idOf(2), 'upn2'],
    ])
    expect(crew.writes).toEqual([['DELETE', ['upn1', 'upn2']]])
  })

  it('changes nothing if a member has no UPN', async () => {
    const crew = await startCrew([0])
    crew.members.push({ ...person(1), upn: null })
    const outcome = await runOn(crew, `remove-members crew upn0 ${idOf(1)}`)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toContain(`"${idOf(1)}" has no UPN`)
    expect(crew.writes).toEqual([])
  })
})

describe('group set-members', () => {
  it('adds before it removes, and leaves rows that are not of identities', async () => {
    const crew = await startCrew([0, 1])
    const others = [
      { ...person(8), upn: null },
      { ...person(9), upn: 'group|abc' },
    ]
    crew.members.push(...others)
    const outcome = await runOn(crew, 'set-members crew upn1 upn2')
    expect(rowsOf(outcome)).toEqual([
      ['add', 'upn2', 'upn2'],
      ['remove', 'upn0', 'upn0'],
    ])
    expect(crew.writes).toEqual([added(2), ['DELETE', ['upn0']]])
    expect(JSON.parse(outcome.stderr).notice).toMatchObject({
      code: 'not_removable',
      message: expect.stringContaining(`${idOf(8)}, ${idOf(9)}`),
    })
  })

  it('refuses an empty list, unless --allow-empty is given', async () => {
    const crew = await startCrew([0, 1])
    const refused = await runOn(crew, 'set-members crew -', { stdin: ' \n' })
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(refused)).toMatchObject({ code: 'usage', hint: expect.stringMatching(/--allow-empty/) })
    expect((await runOn(crew, 'set-members crew')).exitCode).toBe(2)
    expect(crew.writes).toEqual([])
    const outcome = await runOn(crew, 'set-members crew - --allow-empty --dry-run')
    expect(await runOn(crew, 'set-members crew --allow-empty')).toMatchObject({ stdout: outcome.stdout })
    expect(crew.writes).toEqual([['DELETE', ['upn0', 'upn1']]])
  })
})

describe.each(['add-members', 'remove-members', 'set-members'])('group %s', (verb) => {
  it('changes nothing if one of many identities is unknown, and names all that are', async () => {
    const crew = await startCrew([0, 1])
    const unknown = `upn2 nobody upn0 typo@example.org 999 upn3`
    const outcome = await runOn(crew, `${verb} crew ${unknown}`)
    expect(outcome).toMatchObject({ exitCode: 3, stdout: '' })
    const lines = toObjects(outcome.stderr)
    expect(lines.slice(0, 3).map(({ error }) => [error.code, error.id])).toEqual([
      ['not_found', 'nobody'],
      ['not_found', 'typo@example.org'],
      ['not_found', '999'],
    ])
    expect(lines.slice(3).map(({ notice }) => notice.code)).toEqual(['some_failed', 'nothing_changed'])
    expect(crew.writes).toEqual([])
  })

  it('changes nothing if an e-mail is that of several identities, and names them', async () => {
    const crew = await startCrew([0, 1, 2])
    for (const names of ['both@x', 'upn5 both@x']) {
      const outcome = await runOn(crew, `${verb} crew ${names}`)
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(outcome.stderr).toContain('"code":"ambiguous_name"')
      expect(outcome.stderr).toContain(`upn0 (${idOf(0)}), upn1 (${idOf(1)})`)
    }
    expect(crew.writes).toEqual([])
  })

  it('ends with 3 for an unknown group before it reads identities', async () => {
    const crew = await startCrew([])
    const outcome = await runOn(crew, `${verb} nothing -`, { stdin: 'open' })
    expect(outcome).toMatchObject({ exitCode: 3, stdout: '' })
    expect(jsonError(outcome).message).toBe('The group "nothing" does not exist.')
  })

  it('prints in a dry run what it prints when it changes, and finds nothing to do afterwards', {
    tags: 'property',
  }, async () => {
    const some = fc.uniqueArray(fc.nat({ max: 11 }))
    const naming = fc.constantFrom<(number: number) => string>(
      (number) => `upn${number}`,
      (number) => String(800_000 + number),
      idOf,
      emailOf,
    )
    const named = fc.array(fc.tuple(fc.nat({ max: 11 }), naming), { minLength: 1 })
    await fc.assert(
      fc.asyncProperty(some, named, fc.constantFrom(...formats), async (before, list, format) => {
        const crew = await startCrew(before)
        const line = `${verb} crew ${list.map(([number, name]) => name(number)).join(' ')} -o ${format}`
        const dry = await runOn(crew, `${line} --dry-run`)
        expect(crew.writes).toEqual([])
        const real = await runOn(crew, line)
        expect(real).toMatchObject({ exitCode: 0, stdout: dry.stdout })
        const numbers = list.map(([number]) => number)
        const wanted = {
          'add-members': [...before, ...numbers],
          'remove-members': before.filter((number) => !numbers.includes(number)),
          'set-members': numbers,
        }[verb]
        expect(new Set(upnsOf(crew))).toEqual(new Set(wanted?.map((number) => `upn${number}`)))
        const { length } = crew.writes
        expect((await runOn(crew, `${line} --quiet`)).stderr).toBe('')
        expect(crew.writes).toHaveLength(length)
      }),
      propertyRuns(40),
    )
  })
})

const advice = 'The request may have been carried out: check with personctl group members crew.'

describe('a change of many members', () => {
  const all = people(120)
    .map(({ id }) => id)
    .join('\n')
  const addAll = (crew: Crew, options = '') => runOn(crew, `add-members crew -${options}`, { stdin: all })

  it('is sent for at most 100 identities at a time', async () => {
    const crew = await startCrew([], 120)
    expect(rowsOf(await addAll(crew))).toHaveLength(120)
    expect(crew.writes.map(([, body]) => (body as unknown[]).length)).toEqual([100, 20])
  })

  it.each(formats)('prints as %s what is done when a request fails, and how to go on', async (format) => {
    const crew = await startCrew([], 120)
    crew.onWrite = (count) => (count === 2 ? failure(500, 'down') : undefined)
    const outcome = await addAll(crew, ` -o ${format}`)
    expect(outcome.exitCode).toBe(8)
    const numbers = [...outcome.stdout.matchAll(/\bupn(\d+)\b/g)].map(([, number]) => Number(number))
    expect(numbers).toEqual(Array.from({ length: 100 }, (_, number) => number))
    expect(outcome.stderr).toContain(advice)
    expect(outcome.stderr).toContain('100 of 120 changes are done. To do the rest, run the command again.')
    crew.onWrite = () => undefined
    expect(rowsOf(await addAll(crew))).toHaveLength(20)
    expect(crew.members).toHaveLength(120)
  })

  it('finds the identities that the service refuses, and makes the other changes', async () => {
    const crew = await startCrew([], 120)
    const refused = [7, 8, 119].map(idOf)
    crew.onWrite = (_, { body }) =>
      refused.some((id) => body.includes(id)) ? failure(400, 'This identity is blocked') : undefined
    const outcome = await addAll(crew)
    expect(outcome.exitCode).toBe(9)
    expect(rowsOf(outcome)).toHaveLength(117)
    expect(crew.members).toHaveLength(117)
    const lines = toObjects(outcome.stderr)
    expect(lines.slice(0, 3).map(({ error }) => error.id)).toEqual(refused)
    expect(lines[3].notice.message).toBe('Of 120 ids, 117 were changed and 3 failed.')
    expect(crew.writes.length).toBeLessThan(40)
  })

  it('stops soon if the service refuses everything, and says that the rest was not tried', async () => {
    const crew = await startCrew([], 120)
    crew.onWrite = () => failure(409, 'The group is managed elsewhere')
    const outcome = await addAll(crew)
    expect(outcome).toMatchObject({ exitCode: 9, stdout: '' })
    expect(crew.writes.length).toBeLessThan(40)
    expect(outcome.stderr).toContain('0 of 120 changes are done. The rest was not tried.')
  })

  it('is made to the end if the reader of its rows closes the pipe', async () => {
    const crew = await startCrew([], 350)
    const stdin = people(350)
      .map(({ id }) => id)
      .join('\n')
    const args = ['group', 'add-members', 'crew', '-', '-o', 'ndjson']
    const { child, outcome } = startPersonctl(args, { env: crew.env, stdin })
    child.stdout?.once('data', () => child.stdout?.destroy())
    expect(await outcome).toMatchObject({ exitCode: 0, stderr: '' })
    expect(crew.members).toHaveLength(350)
  })

  it.runIf(existsSync('/dev/full'))('tells how much is done when the disk is full', async () => {
    const crew = await startCrew([], 120)
    const stdout = openSync('/dev/full', 'w')
    const args = ['group', 'add-members', 'crew', '-', '-o']
    const csv = await runPersonctlProcess([...args, 'csv'], { env: crew.env, stdin: all, stdout })
    const json = await runPersonctlProcess([...args, 'json'], { env: crew.env, stdin: all, stdout })
    closeSync(stdout)
    expect(csv.exitCode).toBe(1)
    expect(csv.stderr).toContain('100 of 120 changes are done. To do the rest, run the command again.')
    expect(json.exitCode).toBe(1)
    expect(jsonError(json).hint).toBe('20 of 20 changes are done.')
    expect(crew.members).toHaveLength(120)
  })
})

describe('a change that may have been carried out', () => {
  it.each(formats)('has no row as %s, and is not sent again', async (format) => {
    const crew = await startCrew([0])
    crew.onWrite = () => ({ body: 'cut of' })
    const outcome = await runOn(crew, `add-members crew upn1 -o ${format}`)
    expect(outcome).toMatchObject({ exitCode: 8, stdout: '' })
    expect(outcome.stderr).toContain(advice)
    expect(crew.writes).toHaveLength(1)
  })

  it('is told after an interrupt', async () => {
    const crew = await startCrew([0])
    const args = ['group', 'add-members', 'crew', 'upn1', '-o', 'json']
    const { child, outcome } = startPersonctl(args, { env: crew.env })
    crew.onWrite = () => {
      child.kill('SIGINT')
      return 'nothing'
    }
    const ended = await outcome
    expect(ended).toMatchObject({ exitCode: 130, stdout: '' })
    expect(jsonError(ended).hint).toContain(advice)
    expect(upnsOf(crew)).toEqual(['upn0', 'upn1'])
  })
})

function toObjects(stderr: string) {
  return stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}
