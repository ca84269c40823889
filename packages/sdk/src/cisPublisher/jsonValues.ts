import { ExactNumber } from '@personctl/shared/exactJson'
import { isObject } from '@personctl/shared/guards'

/** The deepest nesting that the service reads. */
const deepest = 500

/**
 * Returns the first reason why a value cannot be signed, such as `value is NaN, which JSON does not have`; undefined if it
 * can.
 */
export function findFlaw(value: unknown, path = ''): string | undefined {
  return find(value, path, findSigningFlaw, 0)
}

/** Returns the first reason why the service would refuse to store a value, beside the reasons of `findFlaw`. */
export function findStorageFlaw(value: unknown, path = ''): string | undefined {
  return find(value, path, (node) => findSigningFlaw(node) ?? findServiceFlaw(node), 0)
}

function find(
  node: unknown,
  path: string,
  check: (node: unknown) => string | undefined,
  depth: number,
): string | undefined {
  const flaw = depth > deepest ? 'is nested too deeply' : check(node)
  if (flaw !== undefined) return `${path === '' ? 'it' : path} ${flaw}`
  if (typeof node !== 'object' || node === null || node instanceof ExactNumber) return undefined
  for (const [name, member] of Object.entries(node)) {
    const keyFlaw = Array.isArray(node) ? undefined : check(name)
    if (keyFlaw !== undefined) return `a key in ${path === '' ? 'it' : path} ${keyFlaw}`
    const found = find(member, path === '' ? name : `${path}.${name}`, check, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

function findSigningFlaw(value: unknown): string | undefined {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return `is ${value}, which JSON does not have`
    if (Number.isInteger(value) && !Number.isSafeInteger(value))
      return 'is a number that JavaScript may have rounded; give a bigint'
  }
  if (value instanceof ExactNumber || Array.isArray(value)) return undefined
  if (typeof value === 'function' || typeof value === 'symbol') return `is a ${typeof value}`
  if (isObject(value) && Object.prototype.toString.call(value) !== '[object Object]')
    return 'is an object that JSON does not have'
  return undefined
}

function findServiceFlaw(value: unknown): string | undefined {
  const text =
    value instanceof ExactNumber ? value.text : typeof value === 'number' ? String(value) : undefined
  if (text !== undefined && !/^-?\d+$/.test(text))
    return 'is a number with a fraction, which the service does not store'
  if ((text ?? (typeof value === 'bigint' ? String(value) : '')).replace('-', '').length > 38)
    return 'is a number of more than 38 digits, which the service does not store'
  if (typeof value === 'string' && !value.isWellFormed())
    return 'contains half of a surrogate pair, which the service does not store'
  return undefined
}
