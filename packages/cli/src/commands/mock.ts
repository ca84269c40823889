import { withOffer } from '../completion/commandTable.ts'
import { Interruption } from '../errors/errors.ts'
import type { ForwardedCommand } from './command.ts'

/** `personctl mock start`: runs `personctl-mock`. */
export const startCommand: ForwardedCommand = createMockCommand('personctl mock start --port 4010')

/** `personctl mock exec`: runs `personctl-mock exec`. */
export const execCommand: ForwardedCommand = createMockCommand('personctl mock exec -- npm test', 'exec')

/** `personctl mock wait`: runs `personctl-mock wait`. */
export const waitCommand: ForwardedCommand = createMockCommand(
  'personctl mock wait --ready-file mock.env --timeout 30',
  'wait',
)

/** `personctl mock stop`: runs `personctl-mock stop`. */
export const stopCommand: ForwardedCommand = createMockCommand(
  'personctl mock stop --ready-file mock.env',
  'stop',
)

/** @param first the arguments before those of the user */
function createMockCommand(
  example: string,
  ...first: readonly ('exec' | 'wait' | 'stop')[]
): ForwardedCommand {
  return {
    examples: [example],

    async configure(command) {
      const { flagsFor } = await import('@personctl/mock-server/command')
      for (const { name, value, short, help } of flagsFor(first[0] ?? 'serve')) {
        const names = `${short === undefined ? '' : `-${short}, `}--${name}`
        const option = command.createOption(value === undefined ? names : `${names} <${value}>`, help)
        command.addOption(value?.startsWith('FILE') ? withOffer(option, 'files') : option)
      }
    },

    async forward(argv, io) {
      const { runMockCommand } = await import('@personctl/mock-server/command')
      const { interrupted } = io
      return runMockCommand([...first, ...argv], {
        stdout: io.stdout,
        stderr: io.stderr,
        names: {
          serve: 'personctl mock start',
          exec: 'personctl mock exec',
          wait: 'personctl mock wait',
          stop: 'personctl mock stop',
        },
        onShutdown(listener) {
          const stop = () => {
            const { reason } = interrupted
            listener(reason instanceof Interruption && reason.signal === 'SIGINT' ? 'SIGINT' : 'SIGTERM')
          }
          interrupted.addEventListener('abort', stop, { once: true })
        },
      })
    },
  }
}
