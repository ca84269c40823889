import {
  type Fault,
  type FaultEffect,
  type FaultMatch,
  flawedTokenEffectTokenValues,
  type NewFault,
  type TokenFlaw,
  tokenFlawValues,
  writeFailureValues,
} from '@personctl/generated/admin'
import { type Service, serviceOperations } from '@personctl/generated/serviceOperations'
import { formatCount } from '@personctl/shared/formatCount'
import { attempt, element, getById, type Mock, type Panel } from './dom.ts'

/** Shows the faults of the session. */
export function showFaults(mock: Mock): Panel {
  const list = getById('fault-list')
  let shown = ''

  async function refresh(): Promise<void> {
    const faults = await mock.admin().faults.list()
    const text = JSON.stringify(faults)
    // Keeps the focus while nothing changes.
    if (text === shown) return
    shown = text
    list.replaceChildren(...faults.map(row))
    getById('no-faults').hidden = faults.length > 0
    getById('clear-faults').hidden = faults.length === 0
  }
  const applyChange = (action: () => Promise<unknown>): Promise<boolean> =>
    attempt(async () => {
      await action()
      await refresh()
    })
  function row(fault: Fault): HTMLLIElement {
    const label = element('span', {}, `${fault.id}. ${describeEffect(fault.effect)}`)
    const tally = `${describeMatch(fault)}; matched ${fault.matched}, fired ${fault.fired}`
    label.append(element('span', { className: 'quiet', textContent: tally }))
    const remove = element('button', { type: 'button', textContent: 'Remove' })
    remove.setAttribute('aria-label', `Remove fault ${fault.id}`)
    remove.addEventListener('click', () => void applyChange(() => mock.admin().faults.remove(fault.id)))
    return element('li', {}, label, remove)
  }

  for (const [name, fault] of presets) {
    const button = element('button', { type: 'button', textContent: name })
    button.addEventListener('click', () => void applyChange(() => mock.admin().faults.add(fault)))
    getById('usual-faults').append(button)
  }
  createFaultForm((read) => void applyChange(() => mock.admin().faults.add(read())))
  getById('clear-faults').addEventListener('click', () => void applyChange(() => mock.admin().faults.clear()))
  return {
    refresh,
    restart: () => {
      shown = ''
      return refresh()
    },
  }
}

const presets: readonly (readonly [name: string, fault: NewFault])[] = [
  ['503 once', { effect: { type: 'status', status: 503 }, times: 1 }],
  ['429 once', { effect: { type: 'rateLimit', retryAfterSeconds: 1 }, times: 1 }],
  ['Token rejected once', { effect: { type: 'rejectedToken' }, times: 1 }],
  ['Connection reset once', { effect: { type: 'reset' }, times: 1 }],
  ['Delay of 2 s', { effect: { type: 'delay', delayMs: 2000 } }],
]

/** The label of each effect. */
const effectNames: Readonly<Record<FaultEffect['type'], string>> = {
  status: 'Status',
  rateLimit: '429 with Retry-After',
  delay: 'Delayed response',
  reset: 'Connection reset',
  empty: 'Connection closed without a response',
  garbage: 'Bytes that are not HTTP',
  truncate: 'Connection closed in the middle of the body',
  stall: 'Body that stalls in the middle',
  dribble: 'Body in slow pieces',
  truncatedJson: 'Truncated JSON',
  malformedJson: 'Malformed JSON',
  rejectedToken: 'Token rejected',
  expiredToken: 'Token expired',
  flawedToken: 'Token response with a flawed token',
  failedWrite: 'Change of a person that fails',
  patch: 'Changed response',
}

/** Returns the description of an effect. */
function describeEffect(effect: FaultEffect): string {
  const { delayMs } = effect
  const length = typeof delayMs === 'object' ? `a ${delayMs.type} delay` : `${delayMs} ms`
  const wait = delayMs ? `, after ${length}` : ''
  switch (effect.type) {
    case 'status':
      return `Status ${effect.status}${wait}`
    case 'rateLimit':
      return effect.limit === undefined
        ? `429, Retry-After ${effect.retryAfterSeconds ?? 1}${wait}`
        : `429 above ${formatCount(effect.limit, 'request')} in ${effect.perSeconds} s${wait}`
    case 'flawedToken':
      return `${effectNames.flawedToken}: ${effect.token}, ${effect.flaw}${wait}`
    case 'failedWrite':
      return `${effectNames.failedWrite}: ${effect.failure}${wait}`
    default:
      return `${effectNames[effect.type]}${wait}`
  }
}

/** Returns a description of the requests that a fault matches. */
function describeMatch({ match = {}, after, times, probability }: NewFault): string {
  const { service, operation, path, client, anyRoute: _anyRoute, ...others } = match
  const parts = [
    operation ?? (service === undefined ? 'any request' : `any of ${service}`),
    operation !== undefined && service !== undefined ? `of ${service}` : undefined,
    path === undefined ? undefined : `on ${path}`,
    client === undefined ? undefined : `by ${client}`,
    ...Object.entries(others).map(
      ([name, condition]) =>
        `${name} ${typeof condition === 'string' ? condition : JSON.stringify(condition)}`,
    ),
    after ? `after ${after}` : undefined,
    probability === undefined ? undefined : `${Math.round(probability * 100)} %`,
    times === undefined ? 'always' : times === 1 ? 'once' : `${times} times`,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}

/** Sets up the form for a custom fault. */
function createFaultForm(add: (read: () => NewFault) => void): void {
  const effect = getById<HTMLSelectElement>('effect')
  for (const [value, textContent] of Object.entries(effectNames))
    effect.append(element('option', { value, textContent }))
  fillOperations(getById<HTMLSelectElement>('operation'))
  fillSelect('token', flawedTokenEffectTokenValues)
  fillSelect('write-failure', writeFailureValues)
  fillSelect('flaw', tokenFlawValues)
  const showFields = (): void => {
    for (const field of document.querySelectorAll<HTMLElement>('[data-effect]'))
      field.hidden = field.dataset['effect'] !== effect.value
  }
  effect.addEventListener('change', showFields)
  showFields()
  getById('add-fault').addEventListener('submit', (event) => {
    event.preventDefault()
    add(() => ({
      ...readMatch(),
      effect: readEffect(effect.value as FaultEffect['type']),
      ...readTurns(),
    }))
  })
}

function fillOperations(select: HTMLSelectElement): void {
  for (const service of new Set(serviceOperations.map((one) => one.service))) {
    const names = serviceOperations.filter((one) => one.service === service)
    const options = names.map(({ operation }) =>
      element('option', { value: `${service} ${operation}`, textContent: operation }),
    )
    select.append(element('optgroup', { label: service }, ...options))
  }
}

function fillSelect(id: string, values: readonly string[]): void {
  getById(id).append(...values.map((value) => element('option', { value, textContent: value })))
}

const inputValue = (id: string): string => getById<HTMLInputElement>(id).value.trim()

function readEffect(type: FaultEffect['type']): FaultEffect {
  const delayMs = Number(inputValue('delay'))
  const delayed = delayMs > 0 ? { delayMs } : {}
  switch (type) {
    case 'status':
      return { type, status: Number(inputValue('status')), ...delayed }
    case 'rateLimit':
      return { type, ...readLimit(), ...delayed }
    case 'delay':
      return { type, delayMs }
    case 'dribble':
      return { type, bytes: Number(inputValue('bytes')), everyMs: Number(inputValue('every')), ...delayed }
    case 'patch':
      return { type, body: JSON.parse(inputValue('patch')), ...delayed }
    case 'flawedToken': {
      const token = flawedTokenEffectTokenValues.find((one) => one === inputValue('token')) ?? 'access'
      return { type, token, flaw: inputValue('flaw') as TokenFlaw, ...delayed }
    }
    case 'failedWrite': {
      const failure = writeFailureValues.find((one) => one === inputValue('write-failure')) ?? 'lostUpdate'
      return { type, failure, ...delayed }
    }
    case 'rejectedToken':
    case 'expiredToken':
      return { type, ...delayed }
    case 'truncatedJson':
    case 'malformedJson':
      return { type, ...delayed }
    default:
      return { type, ...delayed }
  }
}

function readLimit(): { limit: number; perSeconds: number } | { retryAfterSeconds: number } {
  const limit = inputValue('limit')
  return limit === ''
    ? { retryAfterSeconds: Number(inputValue('retry-after')) }
    : { limit: Number(limit), perSeconds: Number(inputValue('per-seconds')) }
}

function readMatch(): Pick<NewFault, 'match'> {
  const [service, operation] = inputValue('operation').split(' ') as [Service, string?]
  const [path, client, grant] = ['path', 'client', 'grant'].map(inputValue) as [string, string, string]
  const match: FaultMatch = {
    ...(operation === undefined ? {} : { service, operation }),
    ...(path === '' ? {} : { path }),
    ...(client === '' ? {} : { client }),
    ...(grant === '' ? {} : { grant }),
  }
  return Object.keys(match).length === 0 ? {} : { match }
}

function readTurns(): Pick<NewFault, 'after' | 'times'> {
  const [after, times] = [inputValue('after'), inputValue('times')]
  return {
    ...(after === '' ? {} : { after: Number(after) }),
    ...(times === '' ? {} : { times: Number(times) }),
  }
}
