import { isObject } from '@personctl/shared/guards'
import { orAborted } from '../http/abort.ts'
import { type AccessToken, type AccessTokenSource, isSpent, wantsRenewal } from './authentication.ts'

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
async function readToken(cache: TokenCache, key: string): Promise<AccessToken | undefined> {
  try {
    const found: unknown = await cache.get(key)
    return isAccessToken(found) ? found : undefined
  } catch {
    return undefined
  }
}

/** Keeps a token, as far as the cache will. */
async function writeToken(cache: TokenCache, key: string, token: AccessToken): Promise<void> {
  try {
    await cache.set(key, token)
  } catch {
    // The token itself is good: a caller should not fail because it could not be kept.
  }
}

/** Forgets a token, as far as the cache will. */
async function deleteToken(cache: TokenCache, key: string): Promise<void> {
  try {
    await cache.delete(key)
  } catch {
    // As above; a token the service refused is not taken from the cache again in any case.
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

const pauseAfterFailedRenewalMs = 30 * 1000

/**
 * Keeps one token: fetches it once however many callers wait, renews it before it expires while the old one is still
 * served, and never lets a late answer replace a newer token.
 */
export class TokenKeeper implements AccessTokenSource {
  readonly #key: string
  readonly #request: () => Promise<AccessToken>
  readonly #cache: TokenCache | undefined
  #held: AccessToken | undefined
  #flight: Promise<AccessToken> | undefined
  /** Counts rejections: what was asked for before one does not count after it. */
  #generation = 0
  #rejected: string | undefined
  #renewNotBefore = 0
  readonly #mayRenewEarly: () => boolean

  /** @param mayRenewEarly whether a token may be replaced while it is still good, unasked. @default always */
  constructor(
    key: string,
    request: () => Promise<AccessToken>,
    cache: TokenCache | undefined,
    mayRenewEarly: () => boolean = () => true,
  ) {
    this.#mayRenewEarly = mayRenewEarly
    this.#key = key
    this.#request = request
    this.#cache = cache
  }

  async token(signal?: AbortSignal): Promise<string> {
    return (await this.accessToken(signal)).accessToken
  }

  async accessToken(signal?: AbortSignal): Promise<AccessToken> {
    signal?.throwIfAborted()
    const held = this.#held
    const now = Date.now()
    if (held === undefined || isSpent(held, now)) {
      return orAborted(
        this.#acquire((token) => !isSpent(token, Date.now())),
        signal,
      )
    }
    if (wantsRenewal(held, now) && now >= this.#renewNotBefore && this.#mayRenewEarly())
      this.#renewInBackground()
    return held
  }

  reject(token: string): boolean {
    // Another caller may have said so already, and the next token may be on its way or here.
    if (this.#held?.accessToken === token) {
      this.#held = undefined
      this.#flight = undefined
      this.#rejected = token
      this.#generation += 1
      this.#renewNotBefore = 0
    }
    return true
  }

  #renewInBackground(): void {
    this.#acquire((token) => !wantsRenewal(token, Date.now())).catch(() => {
      this.#renewNotBefore = Date.now() + pauseAfterFailedRenewalMs
    })
  }

  #acquire(isGoodEnough: (token: AccessToken) => boolean): Promise<AccessToken> {
    this.#flight ??= this.#fly(this.#generation, isGoodEnough)
    return this.#flight
  }

  async #fly(generation: number, isGoodEnough: (token: AccessToken) => boolean): Promise<AccessToken> {
    try {
      const token = (await this.#fromCache(isGoodEnough)) ?? (await this.#fromEndpoint(generation))
      if (generation === this.#generation) this.#held = token
      return token
    } finally {
      if (generation === this.#generation) this.#flight = undefined
    }
  }

  async #fromCache(isGoodEnough: (token: AccessToken) => boolean): Promise<AccessToken | undefined> {
    if (this.#cache === undefined) return undefined
    const token = await readToken(this.#cache, this.#key)
    if (token === undefined) return undefined
    if (token.accessToken !== this.#rejected && isGoodEnough(token)) return token
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
