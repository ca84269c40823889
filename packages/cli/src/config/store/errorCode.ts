/** The system's name of what went wrong, such as `ENOENT`; the text of an error that has none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
