import type { FetchFunction } from '@personctl/sdk'
import type { Redactor } from '../text/redactor.ts'

/** The same fetch, but every token that is sent is known as a secret from then on, wherever it came from. */
export function observedFetch(fetch: FetchFunction, redactor: Redactor): FetchFunction {
  return (url, init) => {
    const [, token] = init.headers.get('authorization')?.split(' ') ?? []
    if (token !== undefined) redactor.hide(token)
    return fetch(url, init)
  }
}
