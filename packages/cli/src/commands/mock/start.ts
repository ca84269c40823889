import type { ForwardedCommand } from '../../command.ts'

/** `personctl mock start`: personctl-mock under another name. */
export const command: ForwardedCommand = {
  async forward(argv, io) {
    const { runMockCommand } = await import('@personctl/mock-server/command')
    return runMockCommand([...argv], {
      stdout: io.stdout,
      stderr: io.stderr,
      onShutdown: (listener) => io.interrupted.addEventListener('abort', () => listener(), { once: true }),
    })
  },
}
