/** What was written since the beginning, apart from what was there. Plain data. */
export interface DelegationChanges {
  /** When somebody was last active, in milliseconds since 1970, by their reference id. */
  readonly activity: Map<string, number>
}

export function noDelegationChanges(): DelegationChanges {
  return { activity: new Map() }
}

/** A copy that shares nothing with the original. */
export function copyOfDelegationChanges(changes: DelegationChanges): DelegationChanges {
  return structuredClone(changes)
}
