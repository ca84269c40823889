import { redactionMark, redactTokens } from '@personctl/shared/redact'

/** Replaces every secret in a path or a query: tokens, codes and passwords. */
export function redactSecrets(pathOrQuery: string): string {
  const parts = pathOrQuery.split(/([?&;])/).map((part) => {
    const end = part.indexOf('=')
    return end >= 0 && isSecretParameter(part.slice(0, end))
      ? `${part.slice(0, end + 1)}${redactionMark}`
      : part
  })
  return redactTokens(parts.join(''))
}

const secretParameter =
  /^(?:(?:[a-z]+_)?(?:token|secret|assertion|password)|api_?key|authorization|code|code_verifier|device_code)(?:\[|$)/

function isSecretParameter(name: string): boolean {
  return secretParameter.test(new URLSearchParams(name).keys().next().value?.toLowerCase() ?? '')
}
