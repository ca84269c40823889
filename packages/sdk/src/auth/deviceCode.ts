import * as oauth from 'oauth4webapi'
import { checkCredential, checkObject, invalidArgument, type OptionNames } from '../arguments.ts'
import { AuthenticationError, isPersonctlError, NetworkError } from '../errors.ts'
import { raceAbort, sleep } from '../http/abort.ts'
import type {
  AccessToken,
  AccessTokenSource,
  Authentication,
  AuthenticationContext,
  ClientAuthentication,
} from './authentication.ts'
import { connectManager, TokenManager } from './tokenManager.ts'
import {
  type ClientIdentity,
  checkClientAuthentication,
  parseOptionalUrl,
  readAccessToken,
  readLifetimeMs,
  requireUrl,
  sendTokenRequest,
  type TokenGrant,
  type TokenNeed,
  type TokenResponse,
} from './tokenRequest.ts'

/** Options of `deviceCode`. */
export interface DeviceCodeOptions {
  /** The id of the client. */
  clientId: string
  /**
   * Shows the person the URL to visit and the code to enter. It is awaited before the service is asked whether the person
   * has confirmed.
   */
  onPrompt(prompt: DevicePrompt): void | Promise<void>
  /**
   * The secret of the client. A public client has none.
   *
   * @default none
   */
  clientSecret?: string | undefined
  /**
   * The part of the request that carries id and secret: its `body`, or its header with HTTP `basic` authentication.
   *
   * @default 'body'
   */
  clientAuthentication?: ClientAuthentication | undefined
  /**
   * The requested scopes, separated by spaces.
   *
   * @default those that the service grants by itself
   */
  scope?: string | undefined
  /**
   * The audience of the token, for services that accept one.
   *
   * @default none: the token is for the client itself
   */
  audience?: string | undefined
  /**
   * The device authorization endpoint.
   *
   * @default that of the client's environment
   */
  deviceAuthorizationUrl?: string | undefined
  /**
   * The token endpoint.
   *
   * @default the token endpoint for people of the client's environment
   */
  tokenUrl?: string | undefined
}

/** The instructions for a person who is to confirm a device. */
export interface DevicePrompt {
  /** The URL to visit in a browser. */
  readonly verificationUri: string
  /** The same URL with the code in it, if the service provides one. */
  readonly verificationUriComplete: string | undefined
  /** The code to enter there. */
  readonly userCode: string
  /** The time at which the code expires, in milliseconds since the epoch. */
  readonly expiresAt: number
}

/**
 * Returns an authentication with the OAuth device flow, RFC 8628, with PKCE. A person confirms in a browser that a program
 * without a browser may act for them. The flow starts when the first token is needed, and again when the token has
 * expired and cannot be refreshed.
 *
 * The first call of a client waits for the person, so give the client a sufficient `deadlineMs`. The flow goes on with the
 * next call when a call gives up, and the person is not prompted again as long as the code is good. A token that is due for
 * refresh is refreshed in the background, but nobody is prompted before it has expired. If the token is for the program
 * itself and the service needs one of its own, use `tokenExchange({ subjectToken: deviceCode(…) })`.
 *
 * Calls throw an AuthenticationError with the code `expired_token` if nobody confirms in time, and `access_denied` if
 * the person refuses.
 *
 * @throws {InvalidRequestError} if the client's id is empty, or a URL is invalid
 * @see https://auth.docs.cern.ch
 * @example
 * const auth = deviceCode({
 *   clientId: 'my-tool',
 *   onPrompt: ({ verificationUri, userCode }) => console.error(`Go to ${verificationUri} and enter ${userCode}.`),
 * })
 * const cern = createCernClient({ auth: tokenExchange({ subjectToken: auth, clientId: 'my-tool' }), deadlineMs: 600_000 })
 */
export function deviceCode(options: DeviceCodeOptions): Authentication<AccessTokenSource> {
  checkObject(undefined, options, optionNames)
  const { clientId, clientSecret, clientAuthentication = 'body', scope, audience } = options
  checkCredential('clientId', clientId)
  if (typeof options.onPrompt !== 'function')
    throw invalidArgument(undefined, 'onPrompt', options.onPrompt, 'a function')
  if (clientSecret !== undefined) checkCredential('clientSecret', clientSecret)
  checkClientAuthentication(clientAuthentication)
  const givenTokenUrl = parseOptionalUrl('tokenUrl', options.tokenUrl)
  const givenDeviceUrl = parseOptionalUrl('deviceAuthorizationUrl', options.deviceAuthorizationUrl)
  const managers = new Map<string, TokenManager>()

  return {
    connect(context) {
      const tokenUrl = requireUrl('tokenUrl', givenTokenUrl, context.userTokens?.tokenUrl)
      const deviceAuthorizationUrl = requireUrl(
        'deviceAuthorizationUrl',
        givenDeviceUrl,
        context.userTokens?.deviceAuthorizationUrl,
      )
      const manager =
        managers.get(tokenUrl) ??
        createTokenManager({
          grant: { tokenUrl, clientId, audience, scope },
          deviceAuthorizationUrl,
          client: { clientId, clientSecret, clientAuthentication, format: 'form' },
          prompt: async (details) => options.onPrompt(details),
        })
      managers.set(tokenUrl, manager)
      return connectManager(manager, context)
    },
  }
}

/** Settings of device flows. */
interface DeviceSettings {
  grant: TokenGrant
  deviceAuthorizationUrl: string
  client: ClientIdentity
  prompt(details: DevicePrompt): Promise<void>
}

/** Creates a manager that refreshes the token as long as it can, and involves the person only when it must. */
function createTokenManager(settings: DeviceSettings): TokenManager {
  const { grant, client } = settings
  let refreshToken: string | undefined
  let flow: DeviceFlow | undefined

  const read = (response: TokenResponse): AccessToken => {
    const token = readAccessToken(response)
    const { refresh_token: next } = response.members
    if (typeof next === 'string') refreshToken = next
    return token
  }

  /** Sends the refresh token. Returns undefined if it is refused and the person can be prompted. */
  const refresh = async (token: string, need: TokenNeed): Promise<AccessToken | undefined> => {
    const fields = { grant_type: 'refresh_token', refresh_token: token }
    // A server that replaces each refresh token ends the session if one comes twice.
    refreshToken = undefined
    try {
      const request = { grant, client, fields, secrets: [token], isRepeatable: false }
      const refreshed = read(await sendTokenRequest(request, need))
      refreshToken ??= token
      return refreshed
    } catch (error) {
      const isRefused = isPersonctlError(error) && error.code === 'token_refused'
      if (!isRefused && isStillUnused(error)) refreshToken = token
      if (isRefused && !need.isBackground) return undefined
      throw error
    }
  }

  const confirm = async (need: TokenNeed): Promise<AccessToken> => {
    if (need.isBackground) throw new AuthenticationError('The token cannot be refreshed.')
    if (flow === undefined || flow.hasEnded) flow = new DeviceFlow(settings, need.context)
    const running = flow
    try {
      return read(await running.run(need))
    } finally {
      // A flow that no caller waits for stays for the next one.
      if (flow === running && !need.signal.aborted) flow = undefined
    }
  }

  return new TokenManager({
    tokenUrl: grant.tokenUrl,
    // A person must not be prompted by two requests.
    joinsToTheEnd: true,
    // Without a refresh token, the person would be prompted while the token is still valid.
    canRenew: () => refreshToken !== undefined,
    prepare: (need) => ({
      cacheKey: undefined,
      request: async () =>
        (refreshToken === undefined ? undefined : await refresh(refreshToken, need)) ?? confirm(need),
    }),
  })
}

/** Returns true if a server that has failed cannot have used up the refresh token. */
function isStillUnused(error: unknown): boolean {
  if (!isPersonctlError(error)) return false
  if (error instanceof NetworkError && error.nothingSent) return true
  const { status = 0 } = error
  return status >= 400 && status !== 502 && status !== 504
}

/** A device that a person is to confirm. The callers that wait for it may come and go. */
class DeviceFlow {
  readonly #settings: DeviceSettings
  readonly #verifier = oauth.generateRandomCodeVerifier()
  readonly #beginning = new AbortController()
  readonly #device: Promise<Device>
  #callers = 0
  #expiresAt: number
  #intervalMs = defaultIntervalMs
  #nextPollAt = 0
  #failures = 0

  constructor(settings: DeviceSettings, context: AuthenticationContext) {
    this.#settings = settings
    this.#expiresAt = Date.now() + context.deadlineMs
    this.#device = this.#begin({ context, signal: this.#beginning.signal, isBackground: false })
    this.#device.catch(() => {})
  }

  /** True if the code has expired, or has not come in time. */
  get hasEnded(): boolean {
    return this.#beginning.signal.aborted || Date.now() >= this.#expiresAt
  }

  /** Waits for the person. Returns the response that contains the token. */
  async run(need: TokenNeed): Promise<TokenResponse> {
    this.#callers += 1
    try {
      const { code, prompted } = await raceAbort(this.#device, need.signal)
      await raceAbort(prompted, need.signal)
      this.#nextPollAt ||= Date.now() + this.#intervalMs
      for (;;) {
        await this.#waitForTurn(need.signal)
        if (this.hasEnded) throw confirmationError('expired_token', need.context)
        const response = await this.#poll(code, need)
        if (response !== undefined) return response
      }
    } finally {
      this.#callers -= 1
      // Nobody has been prompted yet, so nothing is lost.
      if (this.#callers === 0 && this.#nextPollAt === 0) this.#beginning.abort()
    }
  }

  async #waitForTurn(signal: AbortSignal): Promise<void> {
    for (;;) {
      const waitMs = Math.min(this.#nextPollAt, this.#expiresAt) - Date.now()
      if (waitMs <= 0) break
      await sleep(waitMs, signal)
    }
    this.#nextPollAt = Date.now() + this.#intervalMs
  }

  /** Sends one poll. Returns undefined if the person has not confirmed yet. */
  async #poll(device_code: string, need: TokenNeed): Promise<TokenResponse | undefined> {
    const { context } = need
    const request = {
      grant: this.#settings.grant,
      client: this.#settings.client,
      fields: {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code,
        code_verifier: this.#verifier,
      },
      secrets: [device_code, this.#verifier],
      ownCodes: ['authorization_pending', 'slow_down', 'expired_token', 'access_denied'] as const,
    }
    // The next poll is the retry. A retry of the client would come too early for a server that asks to slow down.
    const once = { ...need, context: { ...context, retry: { ...context.retry, retries: 0 } } }
    try {
      return await sendTokenRequest(request, once)
    } catch (error) {
      need.signal.throwIfAborted()
      const code = isPersonctlError(error) ? error.code : undefined
      if (code === 'expired_token' || code === 'access_denied') throw confirmationError(code, context)
      const isPending = code === 'authorization_pending' || code === 'slow_down'
      this.#failures = isPending ? 0 : this.#failures + 1
      if (!isPending && (!isTransient(error) || this.#failures > context.retry.retries)) throw error
      if (code === 'slow_down') this.#intervalMs += slowDownMs
      this.#nextPollAt = Date.now() + this.#intervalMs
      return undefined
    }
  }

  /** Requests the codes, and shows the person the one to enter. */
  async #begin(need: TokenNeed): Promise<Device> {
    const { grant, deviceAuthorizationUrl, client, prompt } = this.#settings
    const startedAt = Date.now()
    const { members, fail } = await sendTokenRequest(
      {
        endpoint: deviceEndpoint,
        grant: { ...grant, tokenUrl: deviceAuthorizationUrl },
        client,
        fields: {
          scope: grant.scope,
          audience: grant.audience,
          code_challenge: await oauth.calculatePKCECodeChallenge(this.#verifier),
          code_challenge_method: 'S256',
        },
      },
      need,
    )
    const read = (name: string): string => {
      const value = members[name]
      if (typeof value === 'string') return value
      throw fail(value === undefined ? `it has no ${name}` : `its ${name} is not a string`)
    }
    const userCode = read('user_code')
    const verificationUri = read('verification_uri')
    const code = read('device_code')
    const { verification_uri_complete: complete, expires_in, interval } = members
    const lifetimeMs = Math.min(readLifetimeMs(expires_in, defaultLifetimeMs), longestLifetimeMs)
    this.#expiresAt = startedAt + lifetimeMs
    this.#intervalMs = Math.max(readLifetimeMs(interval, defaultIntervalMs), shortestIntervalMs)
    const prompted = prompt({
      verificationUri,
      verificationUriComplete: typeof complete === 'string' ? complete : undefined,
      userCode,
      expiresAt: this.#expiresAt,
    })
    prompted.catch(() => {})
    return { code, prompted }
  }
}

/** A device whose code has been shown to a person. */
interface Device {
  readonly code: string
  readonly prompted: Promise<void>
}

const deviceEndpoint = {
  name: 'device authorization endpoint',
  result: 'device code',
  hint: 'Check the device authorization URL.',
}
const defaultLifetimeMs = 10 * 60 * 1000
// Nobody confirms a device for a day.
const longestLifetimeMs = 24 * 60 * 60 * 1000
const defaultIntervalMs = 5_000
const shortestIntervalMs = 1_000
const slowDownMs = 5_000

/** Returns true for a failure that the next poll may not have. */
function isTransient(error: unknown): boolean {
  if (!isPersonctlError(error)) return false
  const { status } = error
  return status === undefined || status === 429 || status >= 500
}

function confirmationError(
  code: 'expired_token' | 'access_denied',
  { service }: AuthenticationContext,
): AuthenticationError {
  const message =
    code === 'expired_token'
      ? 'The device was not confirmed in time.'
      : 'The device was refused in the browser.'
  const hint = 'Start again, and confirm the code that is shown.'
  return new AuthenticationError(message, { code, service, during: 'token', hint })
}

const optionNames: OptionNames<DeviceCodeOptions> = {
  clientId: 1,
  onPrompt: 1,
  clientSecret: 1,
  clientAuthentication: 1,
  scope: 1,
  audience: 1,
  deviceAuthorizationUrl: 1,
  tokenUrl: 1,
}
