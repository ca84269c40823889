/** Fills the places of a path, each value encoded once: whatever is in it, it stays one part of the path. */
export function filledPath(path: string, values: Record<string, unknown>): string {
  return path.replace(/\{(\w+)\}/g, (_place, name: string) => pathPart(String(values[name])))
}

// "." and ".." are parts of a path that URLs take out, even encoded once: only a second encoding saves them.
function pathPart(value: string): string {
  return value === '.' || value === '..' ? value.replaceAll('.', '%252E') : encodeURIComponent(value)
}
