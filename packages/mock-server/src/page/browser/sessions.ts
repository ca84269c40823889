import { defaultSessionName } from '../../session/session.ts'
import { isSessionName } from '../../session/sessionName.ts'
import type { Mock } from './dom.ts'
import { attempt, element, found } from './dom.ts'

/** The sessions to choose from. */
interface SessionChoice {
  refresh(): Promise<void>
}

/** @param changed shows the session that was chosen, or put back to how it began */
export function showSessions(mock: Mock, changed: () => Promise<void>): SessionChoice {
  const choice = found<HTMLSelectElement>('session')
  const name = found<HTMLInputElement>('session-name')
  let shown = ''

  async function refresh(): Promise<void> {
    const there = (await mock.admin().sessions.list()).map((session) => session.name)
    show([...new Set([defaultSessionName, mock.session, ...there])])
  }
  function show(names: readonly string[]): void {
    const text = [mock.session, ...names].join('\n')
    // An open list is left alone.
    if (text === shown) return
    shown = text
    choice.replaceChildren(...names.map((one) => element('option', { value: one, textContent: one })))
    choice.value = mock.session
    found('drop-session').hidden = mock.session === defaultSessionName
  }
  async function choose(session: string): Promise<void> {
    mock.session = session
    await attempt(async () => {
      await changed()
      await refresh()
    })
  }

  choice.addEventListener('change', () => void choose(choice.value))
  name.addEventListener('input', () => {
    const isFine = name.value === '' || isSessionName(name.value)
    name.setCustomValidity(isFine ? '' : 'Up to 64 letters, digits, dots, underscores, tildes and hyphens')
  })
  found('session-form').addEventListener('submit', (event) => {
    event.preventDefault()
    if (name.value === '') return name.focus()
    const wanted = name.value
    name.value = ''
    void choose(wanted)
  })
  found('reset').addEventListener('click', () => {
    void attempt(async () => {
      await mock.admin().reset()
      await changed()
    })
  })
  found('drop-session').addEventListener('click', () => {
    const dropped = mock.session
    void attempt(() => mock.admin().sessions.drop(dropped)).then(() => choose(defaultSessionName))
  })
  return { refresh }
}
