export type { CommandIO, StopSignal } from './commandIO.ts'
export { type Flag, flags, flagsFor } from './flags.ts'
export { runMockCommand } from './runMockCommand.ts'
