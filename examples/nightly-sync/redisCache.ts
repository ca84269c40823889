import type { TokenCache } from '@personctl/sdk'

/** The commands of a client of Redis that the cache uses. */
interface Redis {
  get(key: string): Promise<string | null>
  set(key: string, value: string, options: { expiration: { type: 'PXAT'; value: number } }): Promise<unknown>
  del(key: string): Promise<unknown>
}

/**
 * Returns a token cache in Redis: processes that start anew, and the replicas of a service, share one token. The keys are
 * made with the secret of the client, so nobody finds a token there without it; the values are tokens, so protect Redis.
 * While Redis is away, the client requests tokens as it does without a cache.
 */
export function redisCache(redis: Redis): TokenCache {
  return {
    async get(key) {
      const stored = await redis.get(key)
      return stored === null ? undefined : JSON.parse(stored)
    },
    async set(key, token) {
      await redis.set(key, JSON.stringify(token), { expiration: { type: 'PXAT', value: token.expiresAt } })
    },
    async delete(key) {
      await redis.del(key)
    },
  }
}
