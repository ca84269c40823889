import { v5 } from 'uuid'

const msBefore1970 = 62_135_596_800_000n
const ticksInMs = 10_000n

/**
 * An id as the service's store gives it to a new row: the time first, in ticks since the year 1, so that ids are in the
 * order in which rows were made.
 *
 * @param time milliseconds since 1970
 * @param mark 16 hexadecimal digits that make it unlike others of the same time
 */
export function sequentialGuid(time: number, mark: string): string {
  const ticks = ((BigInt(time) + msBefore1970) * ticksInMs).toString(16).padStart(16, '0')
  return `${ticks.slice(0, 8)}-${ticks.slice(8, 12)}-${ticks.slice(12)}-${mark.slice(0, 4)}-${mark.slice(4)}`
}

/** An id that follows from what it is the id of: of one kind and name, the same one everywhere. */
export function derivedGuid(kind: string, name: string): string {
  return v5(`personctl-mock#${kind}#${name}`, v5.URL)
}

/** The first 32 bits of an id. */
export function guidNumber(guid: string): number {
  return Number.parseInt(guid.slice(0, 8), 16)
}
