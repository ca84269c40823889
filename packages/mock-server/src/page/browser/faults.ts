import type { Fault, NewFault } from '../../openapi/admin.generated.ts'
import { attempt } from './attempt.ts'
import { element, found } from './element.ts'
import { createFaultForm } from './faultForm.ts'
import { effectText, matchText } from './faultText.ts'
import type { Mock } from './mock.ts'
import type { Panel } from './panel.ts'

const usual: readonly (readonly [name: string, fault: NewFault])[] = [
  ['503 once', { effect: { type: 'status', status: 503 }, times: 1 }],
  ['429 once', { effect: { type: 'rateLimit', retryAfterSeconds: 1 }, times: 1 }],
  ['Token rejected once', { effect: { type: 'rejectedToken' }, times: 1 }],
  ['Connection reset once', { effect: { type: 'reset' }, times: 1 }],
  ['All 2 s late', { effect: { type: 'delay', delayMs: 2000 } }],
]

/** What goes wrong in the session, and what adds to it. */
export function showFaults(mock: Mock): Panel {
  const list = found('fault-list')
  let shown = ''

  async function refresh(): Promise<void> {
    const faults = await mock.admin().faults.list()
    const text = JSON.stringify(faults)
    // What has the focus is left alone while nothing changes.
    if (text === shown) return
    shown = text
    list.replaceChildren(...faults.map(row))
    found('no-faults').hidden = faults.length > 0
    found('clear-faults').hidden = faults.length === 0
  }
  const changing = (action: () => Promise<unknown>): Promise<boolean> =>
    attempt(async () => {
      await action()
      await refresh()
    })
  function row(fault: Fault): HTMLLIElement {
    const told = element('span', {}, `${fault.id}. ${effectText(fault.effect)}`)
    const tally = `${matchText(fault)}; matched ${fault.matched}, fired ${fault.fired}`
    told.append(element('span', { className: 'quiet', textContent: tally }))
    const remove = element('button', { type: 'button', textContent: 'Remove' })
    remove.setAttribute('aria-label', `Remove fault ${fault.id}`)
    remove.addEventListener('click', () => void changing(() => mock.admin().faults.remove(fault.id)))
    return element('li', {}, told, remove)
  }

  for (const [name, fault] of usual) {
    const button = element('button', { type: 'button', textContent: name })
    button.addEventListener('click', () => void changing(() => mock.admin().faults.add(fault)))
    found('usual-faults').append(button)
  }
  createFaultForm((fault) => void changing(() => mock.admin().faults.add(fault)))
  found('clear-faults').addEventListener('click', () => void changing(() => mock.admin().faults.clear()))
  return {
    refresh,
    restart: () => {
      shown = ''
      return refresh()
    },
  }
}
