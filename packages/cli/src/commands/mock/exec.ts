import type { ForwardedCommand } from '../../command.ts'
import { mockCommand } from './mockCommand.ts'

/** `personctl mock exec`: `personctl-mock exec` under another name. */
export const command: ForwardedCommand = mockCommand('personctl mock exec -- npm test', 'exec')
