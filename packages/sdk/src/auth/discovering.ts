import { checkedAddress } from '../http/address.ts'
import { orAborted } from '../http/cancellation.ts'
import { InvalidResponseError } from '../http/errors/index.ts'
import { createExchange } from '../http/exchange.ts'
import type { TokenSource } from '../http/exchangeSettings.ts'
import { OutgoingRequest } from '../http/outgoingRequest.ts'
import type { Authentication, AuthenticationContext } from './authentication.ts'

/**
 * The same authentication at the token endpoint that an issuer names in its OpenID Connect discovery document. The
 * document is asked for when the first token is needed, and not again.
 */
export function discovering(auth: Authentication, issuer: string): Authentication {
  return {
    connect(context) {
      let finding: Promise<TokenSource> | undefined
      let found: TokenSource | undefined
      const find = async () => {
        try {
          found = auth.connect({ ...context, tokenUrl: await tokenEndpointOf(issuer, context) })
          return found
        } finally {
          finding = undefined
        }
      }
      return {
        async token(signal) {
          if (found === undefined) finding ??= find()
          const source = found ?? (await orAborted(finding as Promise<TokenSource>, signal))
          return source.token(signal)
        },
        reject: (token) => found?.reject(token) ?? false,
      }
    },
  }
}

async function tokenEndpointOf(issuer: string, context: AuthenticationContext): Promise<string> {
  const url = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`
  const exchange = createExchange({ ...context, origin: new URL(issuer).origin })
  const answer = await exchange(new OutgoingRequest(url, { method: 'GET' }))
  const document = answer.parsed()
  const named =
    typeof document === 'object' && document !== null && 'token_endpoint' in document
      ? document.token_endpoint
      : undefined
  const isUrl = typeof named === 'string' && /^https?:/i.test(named) && URL.canParse(named)
  // The secret goes there: not in the clear where it was to be encrypted.
  if (isUrl && (/^https:/i.test(named) || !/^https:/i.test(issuer)))
    return checkedAddress('token_endpoint', named)
  throw new InvalidResponseError(`${url} names no token endpoint that can be used.`, {
    service: context.service,
    status: answer.status,
    attempts: 1,
    hint: 'Check the issuer, or give tokenUrl in its place.',
  })
}
