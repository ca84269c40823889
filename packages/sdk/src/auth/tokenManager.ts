import { isObject, isTokenString } from '@personctl/shared/guards'
import { isPersonctlError, TimeoutError } from '../errors.ts'
import { withTimeout } from '../http/abort.ts'
import { createCallId, type Hooks, notify } from '../http/hooks.ts'
import type { AccessToken, AccessTokenSource, AuthenticationContext } from './authentication.ts'
import { SharedRequest } from './sharedRequest.ts'
import { longestLifetimeMs, type TokenGrant, type TokenNeed } from './tokenRequest.ts'

/** A token that can be requested. */
export interface TokenOffer {
  /** The key under which the cache has the token; undefined if it must not be cached. */
  readonly cacheKey: string | undefined
  /** Requests the token from the token endpoint. */
  request(): Promise<AccessToken>
}

/** The way in which one kind of grant gets its tokens. */
export interface TokenSupply {
  readonly tokenUrl: string
  /** Prepares a request for a token. */
  prepare(need: TokenNeed): TokenOffer | Promise<TokenOffer>
  /** Returns true if a token can be replaced while it is still valid. */
  canRenew(): boolean
  readonly cache?: TokenCache | undefined
  /** True if a caller waits for a pending request as long as it lives, rather than for a few seconds. @default false */
  readonly joinsToTheEnd?: boolean
}

/** A token with the times that decide about it. */
interface TimedToken {
  readonly token: AccessToken
  /** The time at which it may not be sent any more. */
  readonly endsAt: number
  /** The time from which it is renewed in the background. */
  readonly renewAt: number
  /** The time until which it is too young to be replaced. */
  readonly freshUntil: number
}

/**
 * Manages the tokens of one grant for all clients that use it. It stores the token and the pending request alone: each
 * request is sent with the fetch, the hooks and the limits of the client that needs the token.
 */
export class TokenManager {
  readonly #supply: TokenSupply
  readonly #requests: SharedRequest<AccessToken>
  #token: TimedToken | undefined
  /** The number of requests that have begun, and that of the request which brought the token: a late one never replaces it. */
  #begun = 0
  #tokenNumber = 0
  #nextRenewalAt = 0
  #rejected: string | undefined
  #nextReplacementAt = 0

  constructor(supply: TokenSupply) {
    this.#supply = supply
    this.#requests = new SharedRequest(supply.joinsToTheEnd === true ? Number.POSITIVE_INFINITY : undefined)
  }

  /** Returns the token if it is good now, and renews it in the background when it is due. */
  current(context: AuthenticationContext): AccessToken | undefined {
    const timed = this.#token
    if (timed === undefined) return undefined
    const now = Date.now()
    if (now >= timed.endsAt) return undefined
    if (now >= timed.renewAt && now >= this.#nextRenewalAt && this.#supply.canRenew()) this.#renew(context)
    return timed.token
  }

  /** Returns a token that is good now. The signal ends the wait of the caller, not the request that others may wait for. */
  accessToken(context: AuthenticationContext, signal: AbortSignal | undefined): Promise<AccessToken> {
    return this.#requests.join({
      owner: context,
      limitMs: context.deadlineMs,
      signal,
      find: () => this.current(context),
      send: (ending) => this.#get({ context, signal: ending, isBackground: false }),
    })
  }

  /** The URL of the token endpoint. */
  get url(): string {
    return this.#supply.tokenUrl
  }

  /** Returns true if the token is the one that this manager gives to callers. */
  has(token: string): boolean {
    return this.#token?.token.accessToken === token
  }

  /**
   * Drops a token that the service has rejected, so that the next caller gets another. The service may have failed for
   * another reason: a token that was just issued is dropped as a last resort only, and none after a replacement that did
   * not help.
   */
  reject(token: string, isLastResort = false): 'replaced' | 'fresh' {
    // Another caller may have reported it already, and the next token may be here or on its way.
    if (!this.has(token)) return 'replaced'
    const now = Date.now()
    const isFresh = !isLastResort && now < Number(this.#token?.freshUntil)
    if (isFresh || now < this.#nextReplacementAt) return 'fresh'
    this.#token = undefined
    this.#tokenNumber = this.#begun
    this.#requests.detach()
    this.#rejected = token
    this.#nextRenewalAt = 0
    this.#nextReplacementAt = now + pauseAfterReplacementMs
    return 'replaced'
  }

  /** Reports that the service has accepted a token after it had rejected one. */
  accept(token: string): void {
    if (this.has(token)) this.#nextReplacementAt = 0
  }

  /** Ends the work in the background that a client has begun. */
  close(context: AuthenticationContext): void {
    this.#requests.close(context)
  }

  #renew(context: AuthenticationContext): void {
    const { hooks, service } = context
    const startedAt = Date.now()
    const brief = { ...context, ...backgroundLimits, hooks: withoutFailures(hooks) }
    this.#requests
      .beginInBackground({
        owner: context,
        limitMs: backgroundLimits.deadlineMs,
        send: (signal) => this.#get({ context: brief, signal, isBackground: true }),
      })
      ?.catch((error: unknown) => {
        // An endpoint that is too slow may have issued a token nevertheless.
        this.#nextRenewalAt =
          Date.now() + (error instanceof TimeoutError ? renewalWindowMs : pauseAfterFailureMs)
        notify(hooks, 'onFailure', {
          callId: createCallId(),
          service,
          during: 'token',
          method: 'POST',
          url: this.#supply.tokenUrl,
          attempts: isPersonctlError(error) ? error.attempts : 0,
          durationMs: Date.now() - startedAt,
          error,
        })
      })
  }

  async #get(need: TokenNeed): Promise<AccessToken> {
    this.#begun += 1
    const number = this.#begun
    const offer = await this.#supply.prepare(need)
    const cached = await this.#findCached(offer, need)
    const token = cached ?? (await this.#request(offer))
    // A newer request has brought a token already.
    if (number <= this.#tokenNumber) return this.current(need.context) ?? token
    this.#token = {
      token,
      endsAt: endOf(token),
      renewAt: renewalOf(token),
      freshUntil: cached === undefined ? token.issuedAt + freshMs : 0,
    }
    this.#tokenNumber = number
    if (cached === undefined) this.#changeCache(offer, (cache, key) => cache.set(key, token))
    const { hooks, service } = need.context
    const { scope, expiresAt } = token
    const source = cached === undefined ? 'endpoint' : 'cache'
    notify(hooks, 'onToken', { service, source, scope, expiresAt, isBackground: need.isBackground })
    return token
  }

  /** Returns a token that another process has cached, if it is good enough. */
  async #findCached({ cacheKey }: TokenOffer, need: TokenNeed): Promise<AccessToken | undefined> {
    const { cache } = this.#supply
    if (cache === undefined || cacheKey === undefined) return undefined
    const token = await readToken(cache, cacheKey, need.signal)
    if (token === undefined || token.accessToken === this.#rejected) return undefined
    return Date.now() < (need.isBackground ? renewalOf(token) : endOf(token)) ? token : undefined
  }

  async #request(offer: TokenOffer): Promise<AccessToken> {
    try {
      return await offer.request()
    } catch (error) {
      // Nothing will overwrite the rejected token in the cache.
      const isRefused = isPersonctlError(error) && error.code === 'token_refused'
      if (isRefused && this.#rejected !== undefined)
        this.#changeCache(offer, (cache, key) => cache.delete(key))
      throw error
    }
  }

  /** Changes the cache. Nobody waits for it or fails because of it: the token is good without. */
  #changeCache({ cacheKey }: TokenOffer, change: (cache: TokenCache, key: string) => unknown): void {
    const { cache } = this.#supply
    if (cache === undefined || cacheKey === undefined) return
    try {
      Promise.resolve(change(cache, cacheKey)).catch(() => {})
    } catch {
      // As above.
    }
  }
}

/** Returns a source of tokens for one client, which are those of a manager. */
export function connectManager(manager: TokenManager, context: AuthenticationContext): AccessTokenSource {
  return {
    url: manager.url,
    current: () => manager.current(context)?.accessToken,
    accessToken: (signal) => manager.accessToken(context, signal),
    token: async (signal) => (await manager.accessToken(context, signal)).accessToken,
    reject: (token, isLastResort) => manager.reject(token, isLastResort),
    accept: (token) => manager.accept(token),
    close: () => manager.close(context),
  }
}

// One attempt, since there will be another before the token expires; and short, since it keeps a process alive.
const backgroundLimits = {
  timeoutMs: 900,
  deadlineMs: 900,
  retry: { retries: 0, baseMs: 0, maxMs: 0 },
}
// A failure in the background is reported once, at its end.
function withoutFailures(hooks: Hooks): Hooks {
  return {
    onRequest: (event) => hooks.onRequest?.(event),
    onResponse: (event) => hooks.onResponse?.(event),
    onToken: (event) => hooks.onToken?.(event),
  }
}

const pauseAfterFailureMs = 30 * 1000
const pauseAfterReplacementMs = 10 * 60 * 1000
const freshMs = 60 * 1000
const renewalWindowMs = 5 * 60 * 1000
const safetyMarginMs = 10 * 1000

// The margins shrink with the lifetime, or a token of a few seconds would be expired on arrival.
function marginOf({ issuedAt, expiresAt }: AccessToken, longestMs: number, share: number): number {
  return Math.min(longestMs, Math.max(expiresAt - issuedAt, 0) * share)
}

/** Returns the time from which a token may no longer be valid when it reaches the service. */
function endOf(token: AccessToken): number {
  return token.expiresAt - marginOf(token, safetyMarginMs, 0.1)
}

/** Returns the time from which a token is close enough to its end that a new one should be requested meanwhile. */
function renewalOf(token: AccessToken): number {
  return token.expiresAt - marginOf(token, renewalWindowMs, 0.25)
}

/**
 * A store in which tokens outlive the process: a file, Redis, a keyring. A key identifies a token endpoint, a client with
 * its secret, an audience and a scope, and shows none of them. The store holds tokens, so protect it like the secret of the
 * client.
 *
 * A cache never fails a request: its errors are ignored, `get` is given a second, and nobody waits for `set` and `delete`.
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
  /** Removes a token that the service has rejected, when no other can be had. */
  delete(key: string): void | Promise<void>
}

/** Returns the token of a key, if there is a usable one within a second. */
async function readToken(
  cache: TokenCache,
  key: string,
  signal: AbortSignal,
): Promise<AccessToken | undefined> {
  try {
    const late = () => new Error('The cache does not respond.')
    const token: unknown = await withTimeout(cacheLimitMs, late, signal, async () => cache.get(key))
    return isUsable(token) ? token : undefined
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

const cacheLimitMs = 1_000

function isUsable(value: unknown): value is AccessToken {
  if (!isObject(value)) return false
  const { accessToken, issuedAt, expiresAt } = value
  return (
    typeof accessToken === 'string' &&
    isTokenString(accessToken) &&
    typeof issuedAt === 'number' &&
    typeof expiresAt === 'number' &&
    issuedAt <= expiresAt &&
    expiresAt <= Date.now() + longestLifetimeMs
  )
}

/**
 * Returns the key of a token in a cache that others may read and write. It proves knowledge of the secret, so that a client
 * with another secret does not find the token. Undefined where the runtime has no cryptography, as on a page without https.
 *
 * @param secret the secret of the client, or what stands for it
 */
export async function cacheKeyOf(secret: string, grant: TokenGrant): Promise<string | undefined> {
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined
  if (subtle === undefined) return undefined
  const { tokenUrl, clientId, audience = null, scope } = grant
  const scopes = scope === undefined ? null : [...new Set(scope.split(/\s+/))].sort().join(' ').trim()
  const encoder = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  const text = JSON.stringify([tokenUrl, clientId, audience, scopes])
  const digest = new Uint8Array(await subtle.sign('HMAC', key, encoder.encode(text)))
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `personctl:2:${hex}`
}
