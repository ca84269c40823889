import { adminOperations } from '@personctl/openapi/adminOperations'
import { operationSummaries } from '@personctl/openapi/operationSummaries'
import { serviceOperations } from '@personctl/openapi/serviceOperations'
import { element, found } from './dom.ts'

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
  admin: 'The mock itself',
}

/** Every operation there is, as `openapi/` describes it. */
export function showOperations(): void {
  const filter = found<HTMLInputElement>('api-filter')
  const rows: { readonly row: HTMLTableRowElement; readonly text: string }[] = []
  for (const api of Object.keys(titles) as Api[]) {
    const operations = operationsOf(api)
    const body = element('tbody')
    for (const described of operations) {
      const row = rowOf(api, described)
      rows.push({ row, text: (row.textContent ?? '').toLowerCase() })
      body.append(row)
    }
    const summary = element('summary', { textContent: `${titles[api]} (${operations.length})` })
    found('services').append(
      element('details', {}, summary, element('div', { className: 'scroll' }, table(body))),
    )
  }
  filter.addEventListener('input', () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean)
    for (const { row, text } of rows) row.hidden = !words.every((word) => text.includes(word))
    for (const details of found('services').querySelectorAll('details')) {
      const isEmpty = details.querySelector('tbody tr:not([hidden])') === null
      details.hidden = isEmpty
      details.open = words.length > 0 && !isEmpty
    }
  })
}

function operationsOf(api: Api): readonly Described[] {
  if (api !== 'admin') return serviceOperations.filter(({ service }) => service === api)
  return Object.entries(adminOperations).map(([operation, route]) => ({ operation, ...route }))
}

function table(body: HTMLTableSectionElement): HTMLTableElement {
  const names = ['Request', 'Operation', 'What for']
  const head = element('tr', {}, ...names.map((textContent) => element('th', { scope: 'col', textContent })))
  return element('table', {}, element('thead', {}, head), body)
}

function rowOf(api: Api, { operation, method, path }: Described): HTMLTableRowElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, element('code', { textContent: `${method} ${path}` })),
    element('td', {}, element('code', { textContent: operation })),
    element('td', { textContent: operationSummaries[api][operation] ?? '' }),
  )
}
