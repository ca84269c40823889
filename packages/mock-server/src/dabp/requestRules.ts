const trueWords = ['true', 'on', 'yes', '1']
const falseWords = ['false', 'off', 'no', '0']

/** Whether a report leaves the person's activity as it is; undefined where the parameter says neither yes nor no. */
export function skipsActivity(query: URLSearchParams): boolean | undefined {
  const word = query.get('skipUpdatingActivity')?.trim().toLowerCase() || 'false'
  if (trueWords.includes(word)) return true
  return falseWords.includes(word) ? false : undefined
}

/** Whether the header that names the tenant is one that can be read; it may be left out. */
export function isTenantReadable(headers: Headers): boolean {
  const tenant = headers.get('tenant-id') ?? headers.get('onegini-tenant-id')
  return tenant === null || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(tenant.trim())
}
