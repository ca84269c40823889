/** A token with another signature, which is none of what it says. */
export function withOtherSignature(token: string): string {
  const start = token.lastIndexOf('.') + 1
  // All bits of the first character count.
  return `${token.slice(0, start)}${token[start] === 'A' ? 'B' : 'A'}${token.slice(start + 1)}`
}
