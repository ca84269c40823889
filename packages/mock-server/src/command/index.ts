export type { CommandIO } from './runMockCommand.ts'
export { runMockCommand } from './runMockCommand.ts'
