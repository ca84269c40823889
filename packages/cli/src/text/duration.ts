const units = [
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
  ['second', 1],
] as const

/** A time from now, roughly, as people say it: `in 3 hours`, `2 days ago`. */
export function fromNow(seconds: number): string {
  const size = Math.abs(seconds)
  const [name, length] = units.find(([, length]) => size >= length) ?? (['second', 1] as const)
  const count = Math.floor(size / length)
  const amount = `${count} ${name}${count === 1 ? '' : 's'}`
  return seconds < 0 ? `${amount} ago` : `in ${amount}`
}
