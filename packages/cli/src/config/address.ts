import { UsageError } from '../failure/usageError.ts'

/** Throws UsageError unless a setting is an http or https URL. Never repeats credentials that stand in it. */
export function checkAddress(name: string, value: string): void {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    // Whatever stands before an @ may be a password.
    const shown = value.includes('@') ? 'set' : JSON.stringify(value)
    throw new UsageError(`${name} is ${shown}, but no http or https URL.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError(
      `${name} has a user name or a password in it.`,
      'Give the URL without them; credentials have settings of their own.',
    )
  }
  if (url.search !== '' || url.hash !== '') {
    throw new UsageError(
      `${name} has a query or a fragment in it.`,
      `Give ${url.origin}${url.pathname} alone.`,
    )
  }
}
