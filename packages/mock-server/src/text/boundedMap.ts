/** Sets an entry of a map. If the map has more than `limit` entries then, its oldest one is removed. */
export function setBounded<Key, Value>(map: Map<Key, Value>, key: Key, value: Value, limit = 1000): void {
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= limit) return
    map.delete(oldest)
  }
}
