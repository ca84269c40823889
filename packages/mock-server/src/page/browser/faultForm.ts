import type { FaultEffect, FaultMatch, NewFault } from '../../openapi/admin.generated.ts'
import type { Service } from '../../openapi/serviceOperations.generated.ts'
import { serviceOperations } from '../../openapi/serviceOperations.generated.ts'
import { element, found } from './element.ts'
import { effectNames } from './faultText.ts'

/** The form of a fault like no usual one. */
export function createFaultForm(add: (fault: NewFault) => void): void {
  const effect = found<HTMLSelectElement>('effect')
  for (const [value, textContent] of Object.entries(effectNames))
    effect.append(element('option', { value, textContent }))
  fillOperations(found<HTMLSelectElement>('operation'))
  const showFields = (): void => {
    for (const field of document.querySelectorAll<HTMLElement>('[data-effect]'))
      field.hidden = field.dataset['effect'] !== effect.value
  }
  effect.addEventListener('change', showFields)
  showFields()
  found('add-fault').addEventListener('submit', (event) => {
    event.preventDefault()
    add({ ...matchGiven(), effect: effectGiven(effect.value as FaultEffect['type']), ...turnsGiven() })
  })
}

function fillOperations(choice: HTMLSelectElement): void {
  for (const service of new Set(serviceOperations.map((one) => one.service))) {
    const names = serviceOperations.filter((one) => one.service === service)
    const options = names.map(({ operation }) =>
      element('option', { value: `${service} ${operation}`, textContent: operation }),
    )
    choice.append(element('optgroup', { label: service }, ...options))
  }
}

const textIn = (id: string): string => found<HTMLInputElement>(id).value.trim()

function effectGiven(type: FaultEffect['type']): FaultEffect {
  const delayMs = Number(textIn('delay'))
  const delayed = delayMs > 0 ? { delayMs } : {}
  switch (type) {
    case 'status':
      return { type, status: Number(textIn('status')), ...delayed }
    case 'rateLimit':
      return { type, retryAfterSeconds: Number(textIn('retry-after')), ...delayed }
    case 'delay':
      return { type, delayMs }
    default:
      return { type, ...delayed }
  }
}

function matchGiven(): Pick<NewFault, 'match'> {
  const [service, operation] = textIn('operation').split(' ') as [Service, string?]
  const [path, client] = [textIn('path'), textIn('client')]
  const match: FaultMatch = {
    ...(operation === undefined ? {} : { service, operation }),
    ...(path === '' ? {} : { path }),
    ...(client === '' ? {} : { client }),
  }
  return Object.keys(match).length === 0 ? {} : { match }
}

function turnsGiven(): Pick<NewFault, 'after' | 'times'> {
  const [after, times] = [textIn('after'), textIn('times')]
  return {
    ...(after === '' ? {} : { after: Number(after) }),
    ...(times === '' ? {} : { times: Number(times) }),
  }
}
