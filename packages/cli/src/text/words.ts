/** The words of arguments, each of which may hold several: as a list of scopes does when it is pasted. */
export function words(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(/[\s,]+/)).filter((word) => word !== '')
}
