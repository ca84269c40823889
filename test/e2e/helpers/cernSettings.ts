/** The settings that lead personctl to the Authorization Service of a mock. */
export function cernSettings(origin: string): Record<string, string> {
  return {
    PERSONCTL_CONTEXT: 'cern',
    PERSONCTL_CERN_URL: origin,
    PERSONCTL_CERN_TOKEN_URL: `${origin}/auth/realms/cern/api-access/token`,
    PERSONCTL_CERN_CLIENT_ID: 'demo',
    PERSONCTL_CERN_CLIENT_SECRET: 'demo-secret',
  }
}
