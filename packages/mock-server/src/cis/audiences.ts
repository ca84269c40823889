/** The audiences of CIS: production, testing, development. A token for any of them is accepted. */
export const cisAudiences: readonly [string, string, string] = [
  'api.sso.mozilla.com',
  'api.test.sso.allizom.org',
  'api.dev.sso.allizom.org',
]
