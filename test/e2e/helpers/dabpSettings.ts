/** The settings that lead personctl to the reports of a mock. */
export function dabpSettings(origin: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    PERSONCTL_DABP_URL: origin,
    PERSONCTL_DABP_CLIENT_ID: 'demo',
    PERSONCTL_DABP_CLIENT_SECRET: 'demo-secret',
    ...more,
  }
}
