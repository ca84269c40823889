import type { Authentication, TokenSource } from '@personctl/sdk'

/** An authentication that is only made once a token is asked for: what needs no token needs no credentials. */
export function whenNeeded(authenticate: () => Promise<Authentication>): Authentication {
  return {
    connect(context) {
      let connecting: Promise<TokenSource> | undefined
      let source: TokenSource | undefined
      return {
        async token(signal) {
          connecting ??= authenticate().then((authentication) => authentication.connect(context))
          source = await connecting
          return source.token(signal)
        },
        reject: (token) => source?.reject(token) ?? false,
      }
    },
  }
}
