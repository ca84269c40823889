import { orAborted } from '../http/cancellation.ts'
import { type AccessToken, isSpent, wantsRenewal } from './accessToken.ts'
import type { AccessTokenSource } from './authentication.ts'
import { deleteToken, readToken, type TokenCache, writeToken } from './tokenCache.ts'

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
