import { version } from '../../package.json' with { type: 'json' }
import type { ClientAuthentication, TokenRequestFormat } from '../auth/authentication.ts'
import { checkedAddress } from '../http/address.ts'
import { InvalidRequestError } from '../http/errors/index.ts'
import { createExchange, type Exchange } from '../http/exchange.ts'
import type { ExchangeSettings } from '../http/exchangeSettings.ts'
import type { FetchFunction } from '../http/outgoingRequest.ts'
import { retryPolicy } from '../http/retryPolicy.ts'
import type { ClientOptions } from './clientOptions.ts'
import type { Environment } from './environment.ts'

/** What sets one service apart from the others on the way of a request. */
export interface ServiceTraits
  extends Pick<
    ExchangeSettings,
    'service' | 'isRepeatable' | 'rejectsToken' | 'rejectionHint' | 'errorDetails' | 'explain'
  > {
  tokenRequestFormat: TokenRequestFormat
  clientAuthentication?: ClientAuthentication
  scope?: string
}

/** A client's options made ready for use: where its paths begin, and what sends its requests. */
export interface Connection {
  baseUrl: string
  /** Sends with a token, to the origin of the base URL. */
  exchange: Exchange
  /** Makes a way to an address that is open to everybody: no token is asked for, and none sent. */
  openExchange(address: string): Exchange
}

const inBrowser = typeof document !== 'undefined'
const longestTimerMs = 2 ** 31 - 1

/** Checks the options of a client and puts the parts of its way together. Throws InvalidRequestError for a bad option. */
export function connect(
  options: ClientOptions,
  environment: Omit<Environment, 'audience'> & Partial<Pick<Environment, 'audience'>>,
  traits: ServiceTraits,
): Connection {
  if (typeof options.auth?.connect !== 'function') {
    throw new InvalidRequestError('The auth option is missing.', {
      service: traits.service,
      hint: 'Give it clientCredentials({ clientId, clientSecret }) or staticToken(token).',
    })
  }
  const baseUrl = checkedAddress('baseUrl', options.baseUrl ?? environment.baseUrl).replace(/\/+$/, '')
  const shared = {
    service: traits.service,
    // Called by its name, as the host's own fetch demands.
    fetch: options.fetch ?? (((url, init) => globalThis.fetch(url, init)) satisfies FetchFunction),
    retry: retryPolicy(options.retry),
    timeoutMs: checkedTime('timeoutMs', options.timeoutMs ?? 30_000),
    deadlineMs: checkedTime('deadlineMs', options.deadlineMs ?? 90_000),
    hooks: options.hooks ?? {},
    userAgent: options.userAgent ?? (inBrowser ? undefined : `personctl-sdk/${version}`),
  }
  const { tokenUrl, audience, userTokens } = environment
  const { tokenRequestFormat, clientAuthentication, scope, ...behaviour } = traits
  const ofEnvironment = { tokenUrl, userTokens, audience, tokenRequestFormat, clientAuthentication, scope }
  const tokens = options.auth.connect({ ...shared, ...ofEnvironment })
  return {
    baseUrl,
    exchange: createExchange({ ...shared, ...behaviour, tokens, origin: new URL(baseUrl).origin }),
    openExchange: (address) => createExchange({ ...shared, ...behaviour, origin: new URL(address).origin }),
  }
}

function checkedTime(option: string, value: number): number {
  if (Number.isFinite(value) && value > 0 && value <= longestTimerMs) return value
  throw new InvalidRequestError(
    `${option} is ${value}; it takes milliseconds, more than 0 and at most ${longestTimerMs}.`,
  )
}
