import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openMirror } from '@personctl/mirror'
import type { MockServer } from '@personctl/mock-server'
import fc from 'fast-check'
import Database from 'libsql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PostgresServer, startPostgres, withoutPostgres } from '../../bench/support/postgresServer.mjs'
import { startMock } from '../helpers/startMock.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { checkHistory } from '../mirror/helpers/checkHistory.ts'
import { histories } from '../mirror/helpers/history.ts'
import { type LiveRows, readLiveRows } from '../mirror/helpers/liveRows.ts'
import { createClients } from '../mirror/helpers/mirrorClients.ts'
import { createChangedClients } from '../mirror/helpers/mirrorOfMock.ts'

const pullProcess = fileURLToPath(new URL('../mirror/helpers/pullProcess.mjs', import.meta.url))
const kills = 60

/** Starts a program, and returns its exit and its output. The mock is in this process, so that nothing may block it. */
function start(program: string, args: readonly string[]) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  const exited = once(child, 'close').then(([code]: (number | null)[]) => ({ code, stdout }))
  return { child, exited }
}

/** Pulls from a mock in another process. Returns its exit. */
const pullFrom = (url: string, target: string) => start(process.execPath, [pullProcess, url, target]).exited

const success = { code: 0, stdout: '' }

/** Starts a mock with two states, of which one is the other after a day with many changes. */
async function startTwoStates(): Promise<{ mock: MockServer; states: Record<'old' | 'new', LiveRows> }> {
  const mock = await startMock({ people: 150 })
  const { admin } = mock
  for (const crew of ['crew-a', 'crew-b']) {
    await admin.groups.add({ groupIdentifier: crew })
    await admin.groups.addMember(crew, 'alovelace')
  }
  await admin.snapshots.create('old')
  const { people } = await admin.people.list({ limit: 40 })
  for (const { user_id: id } of people)
    await admin.people.change(id ?? '', { attributes: { fun_title: `Changed ${id}` } })
  for (const { user_id: id } of people.slice(10, 15)) await admin.people.delete(id ?? '')
  await admin.groups.addMember('crew-a', 'ghopper')
  await admin.groups.removeMember('crew-b', 'alovelace')
  await admin.snapshots.create('new')
  const read = async (state: string) => {
    await admin.snapshots.restore(state)
    const file = join(await temporaryFolder(), 'undisturbed.db')
    expect(await pullFrom(mock.url, file)).toEqual(success)
    return readLiveRows(file)
  }
  return { mock, states: { new: await read('new'), old: await read('old') } }
}

/** The part of a walk that a request is for: a list, or the members of a group. */
interface RequestedPage {
  readonly service: 'cis' | 'cern'
  readonly part: string
  readonly url: string
  readonly group: string | undefined
}

function toPage({ path, query }: { path: string; query: string | null }): RequestedPage | undefined {
  const url = `${path}?${query ?? ''}`
  if (path === '/v2/users') {
    const part = query?.includes('active=true') ? 'active people' : 'inactive people'
    return { service: 'cis', part, url, group: undefined }
  }
  const group = /\/Group\/([^/]+)\/member/.exec(path)?.[1]
  return group === undefined ? undefined : { service: 'cern', part: 'memberships', url, group }
}

/** Checks by the journal of a mock that no pull requests a page that an earlier one has stored for the same run. */
class StoredPages {
  #requested: RequestedPage[] = []
  #stored = new Set<string>()
  /** The number of pages that no pull had to request again. */
  spared = 0

  /** Reads what the last pull has requested, and what it has stored. */
  async check({ admin }: MockServer, target: string): Promise<void> {
    const { requests } = await admin.requests.list({ limit: 10_000 })
    await admin.requests.clear()
    const pages = requests.flatMap((request) => toPage(request) ?? [])
    expect(pages.map(({ url }) => url).filter((url) => this.#stored.has(url))).toEqual([])
    for (const page of pages)
      if (this.#requested.every(({ url }) => url !== page.url)) this.#requested.push(page)
    await using mirror = await openMirror(target, { readOnly: true })
    const open = await mirror.query(
      `select p.service, p.part, p.pages, p.position from run_part p
        join run_service s on s.run = p.run and s.service = p.service
        where s.status in ('running', 'interrupted')`,
    )
    const stored: RequestedPage[] = []
    for await (const { part, pages: count, position } of open) {
      const ofPart = this.#requested.filter((page) => page.part === part)
      if (part === 'memberships')
        stored.push(...ofPart.filter(({ group = '' }) => group <= String(position ?? '')))
      else stored.push(...ofPart.slice(0, Number(count)))
    }
    this.#requested = stored
    this.#stored = new Set(stored.map(({ url }) => url))
    this.spared += stored.length
  }
}

/**
 * Kills pulls at random moments, and checks after each that readers see one whole state of a service. A pull that was not
 * killed in time must have stored what an undisturbed one stores; then the service changes to its other state.
 */
async function killPulls(target: string): Promise<void> {
  const { mock, states } = await startTwoStates()
  let state: 'old' | 'new' = 'old'
  const startedAt = performance.now()
  expect(await pullFrom(mock.url, target)).toEqual(success)
  const longestMs = performance.now() - startedAt
  const pages = new StoredPages()
  await pages.check(mock, target)
  for (let killed = 0; killed < kills; ) {
    const before = await readLiveRows(target)
    if (before.cis === states[state].cis && before.cern === states[state].cern) {
      state = state === 'old' ? 'new' : 'old'
      await mock.admin.snapshots.restore(state)
    }
    const { child, exited } = start(process.execPath, [pullProcess, mock.url, target])
    await Promise.race([exited, setTimeout(longestMs * (0.1 + 0.9 * Math.random()))])
    child.kill('SIGKILL')
    const { code } = await exited
    if (code === null) killed += 1
    else expect(code).toBe(0)
    await pages.check(mock, target)
    const rows = await readLiveRows(target)
    for (const service of ['cis', 'cern'] as const)
      expect([states.old[service], states.new[service]]).toContain(rows[service])
    if (code === 0) expect(rows).toEqual(states[state])
  }
  expect(await pullFrom(mock.url, target)).toEqual(success)
  await pages.check(mock, target)
  expect(pages.spared).toBeGreaterThan(0)
  expect(await readLiveRows(target)).toEqual(states[state])
}

it('shows readers a whole state of SQLite, at any moment at which pulls are killed', {
  timeout: 600_000,
}, async () => {
  const file = join(await temporaryFolder(), 'people.db')
  await killPulls(file)
  const database = new Database(file, { readonly: true })
  expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
  database.close()
})

it('ends with an error on a full disk, leaves the mirror readable, and continues when there is room', async () => {
  const mock = await startMock({ people: 400 })
  const file = join(await temporaryFolder(), 'people.db')
  const script = `trap '' XFSZ; ulimit -f 1000; exec "$0" "$@"`
  const limited = start('/bin/sh', ['-c', script, process.execPath, pullProcess, mock.url, file])
  expect(await limited.exited).toEqual({ code: 1, stdout: 'database_full\n' })
  await readLiveRows(file)
  expect(await pullFrom(mock.url, file)).toEqual(success)
  const undisturbed = join(await temporaryFolder(), 'undisturbed.db')
  expect(await pullFrom(mock.url, undisturbed)).toEqual(success)
  expect(await readLiveRows(file)).toEqual(await readLiveRows(undisturbed))
})

describe.skipIf(withoutPostgres !== undefined)('a mirror in PostgreSQL', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.stop())

  it('shows readers a whole state, at any moment at which pulls are killed', { timeout: 600_000 }, () =>
    killPulls(server.createDatabase()),
  )

  it(
    'reports between any two runs exactly what happened, in any history',
    { tags: 'property', timeout: 600_000 },
    () =>
      fc.assert(
        fc.asyncProperty(histories, (steps) => checkHistory(server.createDatabase(), steps)),
        { numRuns: 6 },
      ),
  )

  it('continues after the server has gone and come back', async () => {
    const mock = await startMock({ people: 100 })
    const { cis } = createClients(mock.url)
    const url = server.createDatabase()
    const mirror = await openMirror(url)
    const unlucky = createChangedClients(mock.url, async ({ pathname, search }, response) => {
      if (pathname.startsWith('/v2/') && search.includes('nextPage')) await server.crash()
      return response
    })
    const pulled = mirror.pull({ clients: { cis: unlucky.cis } })
    await expect(pulled).rejects.toMatchObject({ code: 'database_unreachable' })
    await mirror.close()
    await server.start()
    await using again = await openMirror(url)
    await expect(again.pull({ clients: { cis } })).resolves.toMatchObject({ services: [{ resumed: true }] })
  })

  it('tells the second of two pulls that the first one is at work', async () => {
    const mock = await startMock({ people: 30 })
    const { cis } = createClients(mock.url)
    const url = server.createDatabase()
    await using first = await openMirror(url)
    await using second = await openMirror(url)
    let error: unknown
    const slow = createChangedClients(mock.url, async ({ pathname }, response) => {
      if (pathname.startsWith('/v2/'))
        error ??= await second.pull({ clients: { cis } }).catch((reason: unknown) => reason)
      return response
    })
    await first.pull({ clients: { cis: slow.cis } })
    expect(error).toMatchObject({ code: 'mirror_busy' })
  })
})
