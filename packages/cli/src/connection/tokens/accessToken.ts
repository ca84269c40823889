import type { AccessToken, AccessTokenSource, DevicePrompt, TokenSource } from '@personctl/sdk'
import type { ConnectionOptions } from '../options.ts'
import { confirmedInBrowser, exchanged } from './personAuthentication.ts'
import { personClient } from './personClient.ts'
import { type TokenService, tokenSource } from './tokenSource.ts'

/** How a token is got. */
export type TokenGrant =
  /** As any command has it: for the client, or the token that is set. */
  | { readonly kind: 'client' }
  /** In exchange for the token of a person. */
  | { readonly kind: 'exchange'; subjectToken(): Promise<string> }
  /** For whoever confirms it in a browser. */
  | { readonly kind: 'device'; onPrompt(prompt: DevicePrompt): Promise<void> }

/** A token, and what is known of it. */
export type FoundToken = Pick<AccessToken, 'accessToken'> & Partial<AccessToken>

/** Gets a token for a service. It is a secret from then on: only who asked for it may show it. */
export async function getAccessToken(
  service: TokenService,
  grant: TokenGrant,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<FoundToken> {
  const source = await sourceFor(service, grant, options)
  const token = isDetailed(source)
    ? await lastingToken(source, signal)
    : { accessToken: await source.token(signal) }
  options.redactor.hide(token.accessToken)
  return token
}

// Whoever asks for a token has yet to use it.
const leastUseMs = 60_000

/** A token; one that is left from an earlier run and about to end is replaced. */
async function lastingToken(source: AccessTokenSource, signal: AbortSignal): Promise<AccessToken> {
  const begun = Date.now()
  const token = await source.accessToken(signal)
  if (token.issuedAt >= begun || token.expiresAt - begun >= leastUseMs) return token
  source.reject(token.accessToken)
  return source.accessToken(signal)
}

async function sourceFor(
  service: TokenService,
  grant: TokenGrant,
  options: ConnectionOptions,
): Promise<TokenSource> {
  if (grant.kind === 'client') return tokenSource(service, options)
  const client = await personClient(service, options)
  if (grant.kind === 'device') {
    return tokenSource(service, options, confirmedInBrowser(client, grant.onPrompt, options.redactor))
  }
  const subjectToken = await grant.subjectToken()
  options.redactor.hide(subjectToken)
  return tokenSource(service, options, exchanged(client, subjectToken))
}

function isDetailed(source: TokenSource): source is AccessTokenSource {
  return 'accessToken' in source
}
