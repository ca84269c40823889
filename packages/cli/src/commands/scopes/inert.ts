import type { Scope } from '@personctl/sdk'

/** Scopes that are granted, but make no difference to the service, and why. */
export const inertScopes: Partial<Record<Scope, string>> = {
  'classification:public': 'what is public is let through without it.',
  'display:public': 'what is public is let through without it.',
  'display:private': 'the service never looks for it; what is private takes display:all.',
}
