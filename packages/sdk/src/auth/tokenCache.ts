import type { AccessToken } from './accessToken.ts'

/**
 * A place where tokens outlive the process: a file, Redis, a keyring. Every key stands for one token endpoint, client,
 * audience and scope. It holds secrets, so keep it as safe as the client's own.
 *
 * A cache that throws or rejects is passed over: it never fails a request.
 *
 * @example
 * const cache: TokenCache = {
 *   get: async (key) => JSON.parse((await redis.get(key)) ?? 'null') ?? undefined,
 *   set: async (key, token) => void (await redis.set(key, JSON.stringify(token), { PXAT: token.expiresAt })),
 *   delete: async (key) => void (await redis.del(key)),
 * }
 */
export interface TokenCache {
  get(key: string): AccessToken | undefined | Promise<AccessToken | undefined>
  set(key: string, token: AccessToken): void | Promise<void>
  delete(key: string): void | Promise<void>
}

/** Reads a token; undefined where there is none, or nothing that is one. */
export async function readToken(cache: TokenCache, key: string): Promise<AccessToken | undefined> {
  try {
    const found: unknown = await cache.get(key)
    return isAccessToken(found) ? found : undefined
  } catch {
    return undefined
  }
}

/** Keeps a token, as far as the cache will. */
export async function writeToken(cache: TokenCache, key: string, token: AccessToken): Promise<void> {
  try {
    await cache.set(key, token)
  } catch {
    // The token itself is good: a caller should not fail because it could not be kept.
  }
}

/** Forgets a token, as far as the cache will. */
export async function deleteToken(cache: TokenCache, key: string): Promise<void> {
  try {
    await cache.delete(key)
  } catch {
    // As above; a token the service refused is not taken from the cache again in any case.
  }
}

function isAccessToken(value: unknown): value is AccessToken {
  if (typeof value !== 'object' || value === null) return false
  const { accessToken, issuedAt, expiresAt } = value as Record<string, unknown>
  return (
    typeof accessToken === 'string' &&
    accessToken !== '' &&
    Number.isFinite(issuedAt) &&
    Number.isFinite(expiresAt)
  )
}
