export { runMockCommand } from './command.ts'
export { type Flag, flags, flagsFor } from './flags.ts'
export type { CommandIO, StopSignal } from './startServer.ts'
