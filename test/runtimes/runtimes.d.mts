export interface Runtime {
  readonly name: string
}
export interface MockProcess {
  readonly url: string
  stop(): Promise<void>
}
export const runtimes: readonly Runtime[]
export function startMock(): Promise<MockProcess>
export function tryRuntime(
  runtime: Runtime,
  mockUrl: string,
): Promise<{ version: string; steps: string[] } | undefined>
