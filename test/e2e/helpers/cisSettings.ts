/** The settings that lead personctl to a mock. */
export function cisSettings(origin: string, scope?: string): Record<string, string> {
  return {
    PERSONCTL_CIS_URL: origin,
    PERSONCTL_CIS_TOKEN_URL: `${origin}/oauth/token`,
    PERSONCTL_CIS_CLIENT_ID: 'demo',
    PERSONCTL_CIS_CLIENT_SECRET: 'demo-secret',
    ...(scope === undefined ? {} : { PERSONCTL_CIS_SCOPE: scope }),
  }
}
