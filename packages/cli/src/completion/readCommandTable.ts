import { readFileSync } from 'node:fs'
import type { CommandTable } from './commandTable.ts'

/** The table that stands beside what was built. */
export function readCommandTable(): CommandTable {
  return JSON.parse(readFileSync(new URL('./commands.json', import.meta.url), 'utf8'))
}
