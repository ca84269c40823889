import type { Clock, JournalEntry } from '@personctl/generated/admin'
import { adminOperations } from '@personctl/generated/adminOperations'
import { operationSummaries } from '@personctl/generated/operationSummaries'
import { serviceOperations } from '@personctl/generated/serviceOperations'
import { describeNearest } from '../../journal/describe.ts'
import { defaultSessionName, isSessionName } from '../../session/sessionName.ts'
import { attempt, element, getById, type Mock, ownClient, type Panel } from './dom.ts'

/** Shows the clock of the session and its controls. */
export function showClock(mock: Mock): Panel {
  const now = getById<HTMLTimeElement>('now')
  const freeze = getById('freeze')
  const time = getById<HTMLInputElement>('clock-time')
  let frozen = false

  function show(clock: Clock): void {
    frozen = clock.frozen
    now.dateTime = clock.now
    now.textContent = clock.now.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')
    getById('clock-state').textContent = frozen ? 'frozen' : 'running'
    freeze.textContent = frozen ? 'Resume' : 'Freeze'
    if (time.value === '') time.value = clock.now.slice(0, 19)
  }
  const applyClock = (action: () => Promise<Clock>) => () => void attempt(async () => show(await action()))
  const refresh = async (): Promise<void> => show(await mock.admin().clock.get())

  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-seconds]')) {
    const seconds = Number(button.dataset['seconds'])
    button.addEventListener(
      'click',
      applyClock(() => mock.admin().clock.advance({ seconds })),
    )
  }
  freeze.addEventListener(
    'click',
    applyClock(() => (frozen ? mock.admin().clock.resume() : mock.admin().clock.freeze())),
  )
  getById('reset-clock').addEventListener(
    'click',
    applyClock(async () => {
      await mock.admin().reset('clock')
      return mock.admin().clock.get()
    }),
  )
  getById('set-clock').addEventListener('submit', (event) => {
    event.preventDefault()
    applyClock(() => mock.admin().clock.set(new Date(`${time.value}Z`)))()
  })
  return {
    refresh,
    restart: () => {
      time.value = ''
      return refresh()
    },
  }
}

const shownAtMost = 200

/** Shows the requests of the session, the latest first. */
export function showJournal(mock: Mock): Panel {
  const onlyFailures = getById<HTMLInputElement>('only-failures')
  const ownRequests = getById<HTMLInputElement>('own-requests')
  let entries = new Map<number, JournalEntry>()

  async function refresh(): Promise<void> {
    const { session } = mock
    const known = [...entries.values()]
    // Pending requests are loaded again. A known request shows if the journal was cleared.
    const anchor = known.find(isPending) ?? known.at(-1)
    let latest = await fetchEntries(anchor === undefined ? 0 : anchor.id - 1)
    const wasCleared = anchor !== undefined && latest[0]?.at !== anchor.at
    if (wasCleared) latest = await fetchEntries(0)
    if (session !== mock.session) return
    entries = new Map([...(wasCleared ? [] : known), ...latest].map((entry) => [entry.id, entry]))
    for (const id of [...entries.keys()].slice(0, -shownAtMost)) entries.delete(id)
    if (wasCleared || latest.length > 1 || latest.at(0)?.status !== anchor?.status) show()
  }
  const fetchEntries = async (since: number): Promise<readonly JournalEntry[]> =>
    (await mock.admin().requests.list({ since })).requests

  const body = getById('requests')
  let rows = new Map<JournalEntry, HTMLTableRowElement>()
  function show(): void {
    const wanted = [...entries.values()].filter(isWanted).reverse()
    rows = new Map(wanted.map((entry) => [entry, rows.get(entry) ?? createJournalRow(entry)]))
    body.replaceChildren(...rows.values())
    getById('no-requests').hidden = wanted.length > 0
    const hidden = entries.size - wanted.length
    getById('journal-count').textContent = `${wanted.length}${hidden > 0 ? ` of ${entries.size}` : ''}`
  }
  function isWanted({ client, status, fault, nearest }: JournalEntry): boolean {
    if (client === ownClient && !ownRequests.checked) return false
    return !onlyFailures.checked || status === null || status >= 400 || fault !== null || nearest !== null
  }

  for (const box of [onlyFailures, ownRequests]) box.addEventListener('change', show)
  getById('clear-journal').addEventListener('click', () => {
    void attempt(async () => {
      await mock.admin().requests.clear()
      await refresh()
    })
  })
  return {
    refresh,
    restart: () => {
      entries = new Map()
      show()
      return refresh()
    },
  }
}

function createJournalRow(entry: JournalEntry): HTMLTableRowElement {
  const { id, at, method, path, query, status, client, durationMs } = entry
  const target = `${method} ${path}${query === null ? '' : `?${query}`}`
  const isBad = status === null ? !isPending(entry) : status >= 400
  const request = element('td', {}, element('code', { textContent: target }))
  for (const note of listNotes(entry))
    request.append(element('span', { className: 'quiet', textContent: note }))
  request.append(createDetails(entry))
  return element(
    'tr',
    {},
    element('td', { className: 'number wide', textContent: String(id) }),
    element('td', { className: 'wide' }, element('time', { dateTime: at, textContent: at.slice(11, 23) })),
    request,
    element('td', { className: `number ${isBad ? 'bad' : ''}`, textContent: describeStatus(entry) }),
    element('td', { className: 'wide', textContent: client ?? '' }),
    element('td', { className: 'number wide', textContent: durationMs === null ? '' : String(durationMs) }),
  )
}

/** Shows the headers and the body of a request on demand. */
function createDetails({ headers, body }: JournalEntry): HTMLDetailsElement {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  if (body !== null) lines.push('', body.text ?? `${body.size ?? 'Unknown number of'} bytes`)
  return element(
    'details',
    {},
    element('summary', { className: 'quiet', textContent: body === null ? 'headers' : 'headers and body' }),
    element('pre', { textContent: lines.join('\n') }),
  )
}

const isPending = ({ status, durationMs }: JournalEntry): boolean => status === null && durationMs === null

function describeStatus(entry: JournalEntry): string {
  if (entry.status !== null) return String(entry.status)
  return isPending(entry) ? 'pending' : 'reset'
}

function listNotes({ service, operation, fault, refusal, nearest }: JournalEntry): string[] {
  const notes = [operation === null ? 'unknown operation' : `${operation} of ${service}`]
  if (fault !== null) notes.push(`fault ${fault}`)
  if (refusal !== null) notes.push(`${refusal.code}: ${refusal.description}`)
  if (nearest !== null) notes.push(`nearest: ${describeNearest(nearest)}`)
  return notes
}

type Api = keyof typeof operationSummaries

interface Described {
  readonly operation: string
  readonly method: string
  readonly path: string
}

const titles: Readonly<Record<Api, string>> = {
  cis: 'Mozilla CIS Person API and its tokens',
  dabp: 'OneWelcome DABP person reports and their tokens',
  cern: 'CERN Authorization Service and its tokens',
  admin: 'Admin API of the mock',
}

/** Lists all operations in `openapi/`. */
export function showOperations(): void {
  const filter = getById<HTMLInputElement>('api-filter')
  const rows: { readonly row: HTMLTableRowElement; readonly text: string }[] = []
  for (const api of Object.keys(titles) as Api[]) {
    const operations = listOperations(api)
    const body = element('tbody')
    for (const described of operations) {
      const row = createOperationRow(api, described)
      rows.push({ row, text: (row.textContent ?? '').toLowerCase() })
      body.append(row)
    }
    const summary = element('summary', { textContent: `${titles[api]} (${operations.length})` })
    getById('services').append(
      element('details', {}, summary, element('div', { className: 'scroll' }, createOperationTable(body))),
    )
  }
  filter.addEventListener('input', () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean)
    for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word))
    for (const details of getById('services').querySelectorAll('details')) {
      const isEmpty = details.querySelector('tbody tr:not([hidden])') === null
      details.hidden = isEmpty
      details.open = words.length > 0 && !isEmpty
    }
  })
}

function listOperations(api: Api): readonly Described[] {
  if (api !== 'admin') return serviceOperations.filter(({ service }) => service === api)
  return Object.entries(adminOperations).map(([operation, route]) => ({ operation, ...route }))
}

function createOperationTable(body: HTMLTableSectionElement): HTMLTableElement {
  const names = ['Request', 'Operation', 'Description']
  const head = element('tr', {}, ...names.map((textContent) => element('th', { scope: 'col', textContent })))
  return element('table', {}, element('thead', {}, head), body)
}

function createOperationRow(api: Api, { operation, method, path }: Described): HTMLTableRowElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, element('code', { textContent: `${method} ${path}` })),
    element('td', {}, element('code', { textContent: operation })),
    element('td', { textContent: operationSummaries[api][operation] ?? '' }),
  )
}

/** The list of sessions. */
interface SessionSelect {
  refresh(): Promise<void>
}

/**
 * Sets up the choice of sessions.
 *
 * @param changed shows the chosen session, or the current one after a reset
 */
export function showSessions(mock: Mock, changed: () => Promise<void>): SessionSelect {
  const select = getById<HTMLSelectElement>('session')
  const name = getById<HTMLInputElement>('session-name')
  let shown = ''

  async function refresh(): Promise<void> {
    const there = (await mock.admin().sessions.list()).map((session) => session.name)
    show([...new Set([defaultSessionName, mock.session, ...there])])
  }
  function show(names: readonly string[]): void {
    const text = [mock.session, ...names].join('\n')
    // Does not change an open list.
    if (text === shown) return
    shown = text
    select.replaceChildren(...names.map((one) => element('option', { value: one, textContent: one })))
    select.value = mock.session
    getById('drop-session').hidden = mock.session === defaultSessionName
  }
  async function choose(session: string): Promise<void> {
    mock.session = session
    await attempt(async () => {
      await changed()
      await refresh()
    })
  }

  select.addEventListener('change', () => void choose(select.value))
  name.addEventListener('input', () => {
    const isFine = name.value === '' || isSessionName(name.value)
    name.setCustomValidity(isFine ? '' : 'Up to 200 characters')
  })
  getById('session-form').addEventListener('submit', (event) => {
    event.preventDefault()
    if (name.value === '') return name.focus()
    const wanted = name.value
    name.value = ''
    void choose(wanted)
  })
  getById('reset').addEventListener('click', () => {
    void attempt(async () => {
      await mock.admin().reset()
      await changed()
    })
  })
  getById('drop-session').addEventListener('click', () => {
    const dropped = mock.session
    void attempt(() => mock.admin().sessions.drop(dropped)).then(() => choose(defaultSessionName))
  })
  return { refresh }
}
