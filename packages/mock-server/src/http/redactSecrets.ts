import { redactionMark, redactTokens } from '@personctl/shared/redact'

/** Replaces every secret in a path or a query: tokens, codes and passwords. */
export function redactSecrets(pathOrQuery: string): string {
  return redactTokens(pathOrQuery.replace(secretParameters, `$1${redactionMark}`))
}

const secretParameters =
  /((?:^|&)(?:[a-z]+_token|client_secret|client_assertion|assertion|password|code|code_verifier|device_code)=)[^&]*/gi
