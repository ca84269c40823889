/** The attributes a single person can be asked for by, each with a route of its own. */
export const lookupKeys = ['user_id', 'uuid', 'primary_email', 'primary_username'] as const

export type LookupKey = (typeof lookupKeys)[number]

export function isLookupKey(path: string): path is LookupKey {
  return (lookupKeys as readonly string[]).includes(path)
}
