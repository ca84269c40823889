import type { CommandEntry } from '../command.ts'

/** Every command there is. What one needs is loaded when it is called. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'user',
    summary: 'People in Mozilla CIS',
    commands: [
      {
        name: 'get',
        summary: 'Show one person, or several',
        load: () => import('./user/get.ts'),
      },
    ],
  },
  {
    name: 'mock',
    summary: 'A directory to test against',
    commands: [
      {
        name: 'start',
        summary: 'Start personctl-mock, with its own options',
        load: () => import('./mock/start.ts'),
      },
    ],
  },
]
