import type { Clock } from '@personctl/openapi/admin'
import type { Mock, Panel } from './dom.ts'
import { attempt, found } from './dom.ts'

/** What time it is in the session, and what sets it. */
export function showClock(mock: Mock): Panel {
  const now = found<HTMLTimeElement>('now')
  const freeze = found('freeze')
  const time = found<HTMLInputElement>('clock-time')
  let frozen = false

  function show(clock: Clock): void {
    frozen = clock.frozen
    now.dateTime = clock.now
    now.textContent = clock.now.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')
    found('clock-state').textContent = frozen ? 'stands still' : 'runs'
    freeze.textContent = frozen ? 'Resume' : 'Freeze'
    if (time.value === '') time.value = clock.now.slice(0, 19)
  }
  const setting = (action: () => Promise<Clock>) => () => void attempt(async () => show(await action()))
  const refresh = async (): Promise<void> => show(await mock.admin().clock.get())

  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-seconds]')) {
    const seconds = Number(button.dataset['seconds'])
    button.addEventListener(
      'click',
      setting(() => mock.admin().clock.advance({ seconds })),
    )
  }
  freeze.addEventListener(
    'click',
    setting(() => (frozen ? mock.admin().clock.resume() : mock.admin().clock.freeze())),
  )
  found('reset-clock').addEventListener(
    'click',
    setting(async () => {
      await mock.admin().reset('clock')
      return mock.admin().clock.get()
    }),
  )
  found('set-clock').addEventListener('submit', (event) => {
    event.preventDefault()
    setting(() => mock.admin().clock.set(new Date(`${time.value}Z`)))()
  })
  return {
    refresh,
    restart: () => {
      time.value = ''
      return refresh()
    },
  }
}
