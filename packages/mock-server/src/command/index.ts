export { runMockCommand } from './command.ts'
export type { CommandIO, StopSignal } from './serve.ts'
export { type Flag, flags, flagsFor } from './settings.ts'
