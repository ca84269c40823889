/** A token and how long it may be used. Both times are milliseconds since the epoch. */
export interface AccessToken {
  accessToken: string
  issuedAt: number
  expiresAt: number
  /** The scopes it has, separated by spaces; undefined where the token endpoint does not say. */
  scope?: string
}

const renewalWindowMs = 5 * 60 * 1000
const safetyMarginMs = 10 * 1000

/** Whether the token can no longer be counted on to be good when it reaches the service. */
export function isSpent(token: AccessToken, now: number): boolean {
  return now >= token.expiresAt - Math.min(safetyMarginMs, lifetime(token) * 0.1)
}

/** Whether the token is still good, but near enough to its end that a new one should be fetched meanwhile. */
export function wantsRenewal(token: AccessToken, now: number): boolean {
  return now >= token.expiresAt - Math.min(renewalWindowMs, lifetime(token) * 0.25)
}

// The margins shrink with the lifetime, or a token of a few seconds would be spent as soon as it came.
function lifetime(token: AccessToken): number {
  return Math.max(token.expiresAt - token.issuedAt, 0)
}
