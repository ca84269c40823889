/** What rows are put in order by: texts without regard to case, what is not set before everything else. */
export type SortKey = null | boolean | number | string

export function sortKeyOf(value: unknown): SortKey {
  if (typeof value === 'string') return value.toLowerCase()
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** Orders rows by their keys, and rows with the same keys by their ids. */
export function compareRows(
  keys: readonly SortKey[],
  id: string,
  otherKeys: readonly SortKey[],
  otherId: string,
): number {
  for (const [index, key] of keys.entries()) {
    const difference = compareKeys(key, otherKeys[index] ?? null)
    if (difference !== 0) return difference
  }
  return id < otherId ? -1 : id > otherId ? 1 : 0
}

const typeOrder = ['object', 'boolean', 'number', 'string']

function compareKeys(one: SortKey, other: SortKey): number {
  if (one === other) return 0
  if (typeof one !== typeof other) return typeOrder.indexOf(typeof one) - typeOrder.indexOf(typeof other)
  return one !== null && other !== null && one < other ? -1 : 1
}
