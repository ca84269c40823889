/** A part of a session that can be put aside and brought back. */
export interface Part {
  /** @returns what brings it back to how it is now, as often as it is called */
  save(): () => void
  /** Puts it back to how it was at the start. */
  reset(): void
}

export interface Snapshot {
  readonly name: string
  /** In milliseconds since 1970, by the real clock. */
  readonly at: number
}

/** How a session was, by name. */
export interface Snapshots {
  list(): readonly Snapshot[]
  /** Keeps how the session is now; a name can be used again. */
  create(name: string): Snapshot
  /** @returns whether there was one of that name */
  restore(name: string): boolean
  remove(name: string): boolean
  clear(): void
}

/** @param parts what a snapshot consists of */
export function createSnapshots(parts: readonly Part[]): Snapshots {
  const kept = new Map<string, { readonly snapshot: Snapshot; readonly restore: readonly (() => void)[] }>()
  return {
    list: () => [...kept.values()].map(({ snapshot }) => snapshot),
    create(name) {
      const snapshot = { name, at: Date.now() }
      kept.delete(name)
      kept.set(name, { snapshot, restore: parts.map((part) => part.save()) })
      return snapshot
    },
    restore(name) {
      const found = kept.get(name)
      for (const restore of found?.restore ?? []) restore()
      return found !== undefined
    },
    remove: (name) => kept.delete(name),
    clear: () => kept.clear(),
  }
}
