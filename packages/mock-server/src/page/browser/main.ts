import type { Panel } from './dom.ts'
import { createMockConnection, getById, isTokenRequired, promptForToken } from './dom.ts'
import { showFaults } from './faultPanel.ts'
import { showClock, showJournal, showOperations, showSessions } from './panels.ts'
import { showPeople } from './peoplePanel.ts'

const everyMs = 1000
const mock = createMockConnection()
const connection = getById('connection')

const panels: readonly Panel[] = [showJournal(mock), showClock(mock), showFaults(mock), showPeople(mock)]
const sessions = showSessions(mock, async () => {
  await Promise.all(panels.map((panel) => panel.restart()))
})

async function runConnected(action: () => Promise<unknown>): Promise<void> {
  try {
    await action()
    showStatus(`connected to ${location.host}`, 'good')
  } catch (error) {
    if (isTokenRequired(error)) promptForToken(error.reason)
    showStatus(isTokenRequired(error) ? 'the admin token is required' : 'the server does not respond', 'bad')
  }
}

function showStatus(text: string, kind: string): void {
  // Setting the same text would make a screen reader read it again.
  if (connection.textContent !== text) connection.textContent = text
  connection.className = kind
}

async function start(): Promise<void> {
  await runConnected(() => Promise.all([sessions.refresh(), ...panels.map((panel) => panel.restart())]))
}

async function watch(): Promise<void> {
  if (!document.hidden && !getById<HTMLDialogElement>('token-dialog').open)
    await runConnected(() => Promise.all([sessions.refresh(), ...panels.map((panel) => panel.refresh())]))
  setTimeout(watch, everyMs)
}

getById('token-form').addEventListener('submit', (event) => {
  event.preventDefault()
  const field = getById<HTMLInputElement>('admin-token')
  mock.adminToken = field.value
  field.value = ''
  getById<HTMLDialogElement>('token-dialog').close()
  void start()
})

showOperations()
void start().then(() => setTimeout(watch, everyMs))
