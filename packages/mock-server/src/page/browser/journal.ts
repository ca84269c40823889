import type { JournalEntry } from '@personctl/openapi/admin'
import { nearestText } from '../../journal/unmatched.ts'
import type { Panel } from './dom.ts'
import { attempt, element, found, type Mock, ownClient } from './dom.ts'

const shownAtMost = 200

/** The requests of the session, the latest first. */
export function showJournal(mock: Mock): Panel {
  const onlyFailures = found<HTMLInputElement>('only-failures')
  const ownRequests = found<HTMLInputElement>('own-requests')
  let entries = new Map<number, JournalEntry>()

  async function refresh(): Promise<void> {
    const { session } = mock
    const known = [...entries.values()]
    // What is not answered yet is asked for again, and one that is known shows whether the journal was cleared.
    const anchor = known.find(isPending) ?? known.at(-1)
    let latest = await listed(anchor === undefined ? 0 : anchor.id - 1)
    const wasCleared = anchor !== undefined && latest[0]?.at !== anchor.at
    if (wasCleared) latest = await listed(0)
    if (session !== mock.session) return
    entries = new Map([...(wasCleared ? [] : known), ...latest].map((entry) => [entry.id, entry]))
    for (const id of [...entries.keys()].slice(0, -shownAtMost)) entries.delete(id)
    if (wasCleared || latest.length > 1 || latest.at(0)?.status !== anchor?.status) show()
  }
  const listed = async (since: number): Promise<readonly JournalEntry[]> =>
    (await mock.admin().requests.list({ since })).requests

  const body = found('requests')
  let rows = new Map<JournalEntry, HTMLTableRowElement>()
  function show(): void {
    const wanted = [...entries.values()].filter(isWanted).reverse()
    rows = new Map(wanted.map((entry) => [entry, rows.get(entry) ?? rowOf(entry)]))
    body.replaceChildren(...rows.values())
    found('no-requests').hidden = wanted.length > 0
    const hidden = entries.size - wanted.length
    found('journal-count').textContent = `${wanted.length}${hidden > 0 ? ` of ${entries.size}` : ''}`
  }
  function isWanted({ client, status, fault, nearest }: JournalEntry): boolean {
    if (client === ownClient && !ownRequests.checked) return false
    return !onlyFailures.checked || status === null || status >= 400 || fault !== null || nearest !== null
  }

  for (const box of [onlyFailures, ownRequests]) box.addEventListener('change', show)
  found('clear-journal').addEventListener('click', () => {
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

function rowOf(entry: JournalEntry): HTMLTableRowElement {
  const { id, at, method, path, query, status, client, durationMs } = entry
  const target = `${method} ${path}${query === null ? '' : `?${query}`}`
  const isBad = status === null ? !isPending(entry) : status >= 400
  const request = element('td', {}, element('code', { textContent: target }))
  for (const note of notesOf(entry))
    request.append(element('span', { className: 'quiet', textContent: note }))
  return element(
    'tr',
    {},
    element('td', { className: 'number wide', textContent: String(id) }),
    element('td', { className: 'wide' }, element('time', { dateTime: at, textContent: at.slice(11, 23) })),
    request,
    element('td', { className: `number ${isBad ? 'bad' : ''}`, textContent: statusText(entry) }),
    element('td', { className: 'wide', textContent: client ?? '' }),
    element('td', { className: 'number wide', textContent: durationMs === null ? '' : String(durationMs) }),
  )
}

const isPending = ({ status, durationMs }: JournalEntry): boolean => status === null && durationMs === null

function statusText(entry: JournalEntry): string {
  if (entry.status !== null) return String(entry.status)
  return isPending(entry) ? 'pending' : 'reset'
}

function notesOf({ service, operation, fault, nearest }: JournalEntry): string[] {
  const notes = [operation === null ? 'no operation of any service' : `${operation} of ${service}`]
  if (fault !== null) notes.push(`the effect of fault ${fault}`)
  if (nearest !== null) notes.push(`nearest: ${nearestText(nearest)}`)
  return notes
}
