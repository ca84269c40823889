export type { CommandIO, StopSignal } from './commandIO.ts'
export { runMockCommand } from './runMockCommand.ts'
