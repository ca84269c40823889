import type { Panel } from './dom.ts'
import { askForToken, createMock, found, isTokenWanted } from './dom.ts'
import { showFaults } from './faultPanel.ts'
import { showClock, showJournal, showOperations, showSessions } from './panels.ts'
import { showPeople } from './peoplePanel.ts'

const everyMs = 1000
const mock = createMock()
const connection = found('connection')

const panels: readonly Panel[] = [showJournal(mock), showClock(mock), showFaults(mock), showPeople(mock)]
const sessions = showSessions(mock, async () => {
  await Promise.all(panels.map((panel) => panel.restart()))
})

async function connected(action: () => Promise<unknown>): Promise<void> {
  try {
    await action()
    say(`connected to ${location.host}`, 'good')
  } catch (error) {
    if (isTokenWanted(error)) askForToken(error.reason)
    say(isTokenWanted(error) ? 'the admin token is wanted' : 'the server does not answer', 'bad')
  }
}

function say(text: string, kind: string): void {
  // Said again, it would be read out again.
  if (connection.textContent !== text) connection.textContent = text
  connection.className = kind
}

async function start(): Promise<void> {
  await connected(() => Promise.all([sessions.refresh(), ...panels.map((panel) => panel.restart())]))
}

async function watch(): Promise<void> {
  if (!document.hidden && !found<HTMLDialogElement>('token-dialog').open)
    await connected(() => Promise.all([sessions.refresh(), ...panels.map((panel) => panel.refresh())]))
  setTimeout(watch, everyMs)
}

found('token-form').addEventListener('submit', (event) => {
  event.preventDefault()
  const field = found<HTMLInputElement>('token')
  mock.adminToken = field.value
  field.value = ''
  found<HTMLDialogElement>('token-dialog').close()
  void start()
})

showOperations()
void start().then(() => setTimeout(watch, everyMs))
