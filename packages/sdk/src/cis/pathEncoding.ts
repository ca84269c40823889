/** Fills the places of a path as any API wants it. */
export function encodePath(path: string, values: Record<string, unknown>): string {
  return fill(path, values, encodeOnce)
}

/**
 * Fills the places of a path. The Person API decodes the last part of its single-user routes twice, so whatever is to
 * survive must be encoded twice: `/` and `%` above all.
 */
export function encodePathTwice(path: string, values: Record<string, unknown>): string {
  return fill(path, values, (value) => encodeURIComponent(encodeOnce(value)))
}

function fill(path: string, values: Record<string, unknown>, encode: (value: string) => string): string {
  return path.replace(/\{(\w+)\}/g, (_place, name: string) => encode(String(values[name])))
}

// "." and ".." are parts of a path that URLs take out, even encoded once: only a second encoding saves them.
function encodeOnce(value: string): string {
  return value === '.' || value === '..' ? value.replaceAll('.', '%2E') : encodeURIComponent(value)
}
