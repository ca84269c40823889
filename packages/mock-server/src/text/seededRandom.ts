/** A random sequence that is the same on every machine, in Node and in browsers: it uses integer arithmetic only. */
export interface SeededRandom {
  /** Returns an integer from 0 up to, but not including, `limit`. */
  below(limit: number): number
  /** Returns one of the choices. */
  pick<const T extends readonly [unknown, ...unknown[]]>(choices: T): T[number]
  /** Returns true in this percentage of all calls. */
  chance(percent: number): boolean
}

/** @param seeds the integers that determine the sequence */
export function seededRandom(...seeds: readonly number[]): SeededRandom {
  let state = 0x9e3779b9
  for (const seed of seeds) {
    // An integer above 32 bits counts with both halves.
    for (const half of [seed | 0, Math.floor(seed / 0x100000000) | 0])
      state = mix(Math.imul(state ^ half, 0x85ebca6b) + 0x6d2b79f5)
  }
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    return mix(state) >>> 0
  }
  const below = (limit: number): number => Math.floor((next() / 0x100000000) * limit)
  return {
    below,
    pick: (choices) => choices[below(choices.length)] ?? choices[0],
    chance: (percent) => below(100) < percent,
  }
}

function mix(value: number): number {
  let bits = value
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad)
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)
  return bits ^ (bits >>> 15)
}
