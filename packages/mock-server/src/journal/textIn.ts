/** A member of an object, where it is a text that is not empty. */
export function textIn(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  const member: unknown = value[name as keyof typeof value]
  return typeof member === 'string' && member !== '' ? member : undefined
}
