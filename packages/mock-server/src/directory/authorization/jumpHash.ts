/**
 * One of so many buckets, chosen by a number. When a bucket is added, only those choices change that fall on the new one
 * (Lamping and Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm").
 */
export function jumpHash(key: number, buckets: number): number {
  let state = BigInt(key >>> 0)
  let bucket = -1
  let next = 0
  while (next < buckets) {
    bucket = next
    state = BigInt.asUintN(64, state * 2_862_933_555_777_941_757n + 1n)
    next = Math.floor((bucket + 1) * (0x80000000 / (Number(state >> 33n) + 1)))
  }
  return bucket
}
