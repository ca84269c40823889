import { join } from 'node:path'
import { type Change, type Mirror, type MirrorError, openMirror, type PullOptions } from '@personctl/mirror'
import type { MockServer } from '@personctl/mock-server'
import { onTestFinished } from 'vitest'
import { startMock } from '../../helpers/startMock.ts'
import { temporaryFolder } from '../../helpers/temporaryFile.ts'
import { collect } from './collect.ts'
import { createClients, type MockClients } from './mirrorClients.ts'

/** A mirror in a new file, with a mock that it is filled from. */
export interface MirrorOfMock {
  readonly mock: MockServer
  readonly mirror: Mirror
  readonly file: string
  readonly clients: MockClients
  /** Pulls CIS, or what the options say. */
  pull(options?: Partial<PullOptions>): ReturnType<Mirror['pull']>
  /** Returns the error of a pull that fails. */
  failingPull(options?: Partial<PullOptions>): Promise<MirrorError>
  /** Returns the changes after a run. */
  changesSince(run: number): Promise<Change[]>
}

/** Starts a mock of so many people, and opens a mirror in a new file, for as long as the test lasts. */
export async function mirrorOfMock(people: number): Promise<MirrorOfMock> {
  const mock = await startMock({ people })
  const file = join(await temporaryFolder(), 'people.db')
  const mirror = await openMirror(file)
  onTestFinished(() => mirror.close())
  const clients = createClients(mock.url)
  const pull = (options: Partial<PullOptions> = {}) =>
    mirror.pull({ clients: { cis: clients.cis }, ...options })
  return {
    mock,
    mirror,
    file,
    clients,
    pull,
    failingPull: (options) =>
      pull(options).then(
        () => Promise.reject(new Error('The pull did not fail.')),
        (error: MirrorError) => error,
      ),
    changesSince: (run) => collect(mirror.changes({ since: run })),
  }
}

/** Returns clients whose responses pass through a function. */
export function createChangedClients(
  url: string,
  change: (url: URL, response: Response) => Promise<Response> | Response,
): MockClients {
  return createClients(url, {
    fetch: async (input, init) => change(new URL(String(input)), await fetch(input, init)),
  })
}
