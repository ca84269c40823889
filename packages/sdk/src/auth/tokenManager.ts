import { isObject } from '@personctl/shared/guards'
import { raceAbort } from '../http/abort.ts'
import type { AccessToken, AccessTokenSource } from './authentication.ts'

/**
 * Caches an access token. Concurrent callers share one request. The token is refreshed in the background before it
 * expires; a response that arrives after `reject` is discarded.
 */
export class TokenManager implements AccessTokenSource {
  readonly #key: string
  readonly #request: () => Promise<AccessToken>
  readonly #cache: TokenCache | undefined
  readonly #canRefreshEarly: () => boolean
  #token: AccessToken | undefined
  #pending: Promise<AccessToken> | undefined
  /** Counts rejections: a token that was requested before one is not stored after it. */
  #generation = 0
  #rejected: string | undefined
  #nextRefreshAt = 0

  /**
   * @param key identifies the token in the cache
   * @param request requests a token from the token endpoint
   * @param canRefreshEarly returns true if a token may be replaced while it is still valid; by default always
   */
  constructor(
    key: string,
    request: () => Promise<AccessToken>,
    cache?: TokenCache,
    canRefreshEarly: () => boolean = () => true,
  ) {
    this.#key = key
    this.#request = request
    this.#cache = cache
    this.#canRefreshEarly = canRefreshEarly
  }

  async token(signal?: AbortSignal): Promise<string> {
    return (await this.accessToken(signal)).accessToken
  }

  async accessToken(signal?: AbortSignal): Promise<AccessToken> {
    signal?.throwIfAborted()
    const token = this.#token
    const now = Date.now()
    if (token === undefined || isExpired(token, now)) {
      return raceAbort(
        this.#acquire((candidate) => !isExpired(candidate, Date.now())),
        signal,
      )
    }
    if (shouldRefresh(token, now) && now >= this.#nextRefreshAt && this.#canRefreshEarly())
      this.#refreshInBackground()
    return token
  }

  reject(token: string): 'replaced' {
    // Another caller may have reported it already, and the next token may be here or on its way.
    if (this.#token?.accessToken === token) {
      this.#token = undefined
      this.#pending = undefined
      this.#rejected = token
      this.#generation += 1
      this.#nextRefreshAt = 0
    }
    return 'replaced'
  }

  #refreshInBackground(): void {
    this.#acquire((token) => !shouldRefresh(token, Date.now())).catch(() => {
      this.#nextRefreshAt = Date.now() + pauseAfterFailedRefreshMs
    })
  }

  /** Returns the pending token, or the one of a new request if none is pending. */
  #acquire(isUsable: (token: AccessToken) => boolean): Promise<AccessToken> {
    this.#pending ??= this.#refresh(this.#generation, isUsable)
    return this.#pending
  }

  async #refresh(generation: number, isUsable: (token: AccessToken) => boolean): Promise<AccessToken> {
    try {
      const token = (await this.#fromCache(isUsable)) ?? (await this.#fromEndpoint(generation))
      if (generation === this.#generation) this.#token = token
      return token
    } finally {
      if (generation === this.#generation) this.#pending = undefined
    }
  }

  async #fromCache(isUsable: (token: AccessToken) => boolean): Promise<AccessToken | undefined> {
    if (this.#cache === undefined) return undefined
    const token = await readToken(this.#cache, this.#key)
    if (token === undefined) return undefined
    if (token.accessToken !== this.#rejected && isUsable(token)) return token
    if (token.accessToken === this.#rejected) await deleteToken(this.#cache, this.#key)
    return undefined
  }

  async #fromEndpoint(generation: number): Promise<AccessToken> {
    const token = await this.#request()
    if (this.#cache !== undefined && generation === this.#generation)
      await writeToken(this.#cache, this.#key, token)
    return token
  }
}

const pauseAfterFailedRefreshMs = 30 * 1000
const refreshWindowMs = 5 * 60 * 1000
const safetyMarginMs = 10 * 1000

/** Returns true if the token may no longer be valid when it reaches the service. */
function isExpired(token: AccessToken, now: number): boolean {
  return now >= token.expiresAt - Math.min(safetyMarginMs, lifetimeMs(token) * 0.1)
}

/** Returns true if the token is close enough to its end that a new one should be requested meanwhile. */
function shouldRefresh(token: AccessToken, now: number): boolean {
  return now >= token.expiresAt - Math.min(refreshWindowMs, lifetimeMs(token) * 0.25)
}

// The margins shrink with the lifetime, or a token of a few seconds would be expired on arrival.
function lifetimeMs(token: AccessToken): number {
  return Math.max(token.expiresAt - token.issuedAt, 0)
}

/**
 * A store in which tokens outlive the process: a file, Redis, a keyring. A key identifies a token endpoint, a client, an
 * audience and a scope. The store holds secrets, so protect it like the secret of the client.
 *
 * Errors of a cache are ignored: they never fail a request.
 *
 * @example
 * const cache: TokenCache = {
 *   get: async (key) => JSON.parse((await redis.get(key)) ?? 'null') ?? undefined,
 *   set: async (key, token) => void (await redis.set(key, JSON.stringify(token), { PXAT: token.expiresAt })),
 *   delete: async (key) => void (await redis.del(key)),
 * }
 */
export interface TokenCache {
  /** Returns the token of a key; undefined if it is not stored. */
  get(key: string): AccessToken | undefined | Promise<AccessToken | undefined>
  /** Stores a token, replacing an earlier one of the same key. */
  set(key: string, token: AccessToken): void | Promise<void>
  /** Removes a token that the service has rejected. */
  delete(key: string): void | Promise<void>
}

async function readToken(cache: TokenCache, key: string): Promise<AccessToken | undefined> {
  try {
    const token: unknown = await cache.get(key)
    return isAccessToken(token) ? token : undefined
  } catch {
    return undefined
  }
}

async function writeToken(cache: TokenCache, key: string, token: AccessToken): Promise<void> {
  try {
    await cache.set(key, token)
  } catch {
    // The token itself is valid: a caller must not fail because it could not be stored.
  }
}

async function deleteToken(cache: TokenCache, key: string): Promise<void> {
  try {
    await cache.delete(key)
  } catch {
    // As above. A token that the service rejected is not read from the cache again in any case.
  }
}

function isAccessToken(value: unknown): value is AccessToken {
  if (!isObject(value)) return false
  const { accessToken, issuedAt, expiresAt } = value
  return (
    typeof accessToken === 'string' &&
    accessToken !== '' &&
    Number.isFinite(issuedAt) &&
    Number.isFinite(expiresAt)
  )
}
