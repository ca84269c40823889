import type { ForwardedCommand } from '../../command.ts'
import { mockCommand } from './mockCommand.ts'

/** `personctl mock start`: personctl-mock under another name. */
export const command: ForwardedCommand = mockCommand('personctl mock start --port 4010')
