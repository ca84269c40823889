import type { ForwardedCommand } from '../command.ts'
import { offering } from '../docs/commandTable.ts'
import { Interruption } from '../errors/errors.ts'

/**
 * personctl-mock under another name.
 *
 * @param example a line to type
 * @param first what its arguments begin with
 */
function mockCommand(example: string, ...first: readonly 'exec'[]): ForwardedCommand {
  return {
    async describe(command) {
      const { flags, flagsFor } = await import('@personctl/mock-server/command')
      command.addHelpText('before', `Examples:\n  $ ${example}\n`)
      for (const name of flagsFor(first[0] ?? 'serve')) {
        const { value, short, help } = flags[name]
        const names = `${short === undefined ? '' : `-${short}, `}--${name}`
        const option = command.createOption(value === undefined ? names : `${names} <${value}>`, help)
        command.addOption(value?.startsWith('FILE') ? offering(option, 'files') : option)
      }
    },

    async forward(argv, io) {
      const { runMockCommand } = await import('@personctl/mock-server/command')
      const { interrupted } = io
      return runMockCommand([...first, ...argv], {
        stdout: io.stdout,
        stderr: io.stderr,
        onShutdown(listener) {
          const stop = () =>
            listener(interrupted.reason instanceof Interruption ? interrupted.reason.signal : 'SIGTERM')
          interrupted.addEventListener('abort', stop, { once: true })
        },
      })
    },
  }
}

/** `personctl mock exec`: `personctl-mock exec` under another name. */
export const execCommand: ForwardedCommand = mockCommand('personctl mock exec -- npm test', 'exec')

/** `personctl mock start`: personctl-mock under another name. */
export const startCommand: ForwardedCommand = mockCommand('personctl mock start --port 4010')
