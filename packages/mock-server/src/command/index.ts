export { runMockCommand } from './command.ts'
export { type Flag, flagsFor, type ModeNames } from './flags.ts'
export type { CommandIO, StopSignal } from './startServer.ts'
