/**
 * Fills the places of a path. The Person API decodes the last part of its single-user routes twice, so whatever is to
 * survive must be encoded twice: `/` and `%` above all.
 */
export function encodeTwice(path: string, values: Record<string, unknown>): string {
  return path.replace(/\{(\w+)\}/g, (_place, name: string) =>
    encodeURIComponent(encodeOnce(String(values[name]))),
  )
}

// "." and ".." are parts of a path that URLs take out, even encoded once.
function encodeOnce(value: string): string {
  return value === '.' || value === '..' ? value.replaceAll('.', '%2E') : encodeURIComponent(value)
}
