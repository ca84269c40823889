import type { Table } from './table.ts'

/** Groups, and which of them are in which others. */
export interface Groups extends Table {
  /** The group with this identifier, in whatever case it is written. */
  placeOfIdentifier(identifier: string): number | undefined
  /** The groups a group is directly in, ascending. */
  parentsAt(place: number): readonly number[]
  /** The groups that are directly in a group, ascending. */
  childrenAt(place: number): readonly number[]
}
