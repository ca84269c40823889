import type { ForwardedCommand } from '../../command.ts'
import { Interruption } from '../../failure/interruption.ts'

/** personctl-mock under another name. @param first what its arguments begin with */
export function mockCommand(...first: readonly string[]): ForwardedCommand {
  return {
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
