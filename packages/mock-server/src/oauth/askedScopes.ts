import type { ClientRegistration } from './clientRegistry.ts'

/** The words of a scope. */
export function scopeWords(scope: string): readonly string[] {
  return scope.split(/\s+/).filter((word) => word !== '')
}

/**
 * What a client gets of what it asks for.
 *
 * @param wanted the scope it asks for; undefined where it asks for nothing, and so for everything
 * @param known what a client that may have every scope gets then
 */
export function askedScopes(
  client: ClientRegistration,
  wanted: string | undefined,
  known: readonly string[],
): { readonly granted: readonly string[]; readonly refused: readonly string[] } {
  if (wanted === undefined) return { granted: client.scopes ?? known, refused: [] }
  const words = scopeWords(wanted)
  const refused = client.scopes === undefined ? [] : words.filter((scope) => !client.scopes?.includes(scope))
  return { granted: words, refused }
}
