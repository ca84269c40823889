import type { ViteUserConfig } from 'vitest/config'

/** The test files of a project, by the folders they are in. */
const project = (name: string, ...folders: string[]) => ({
  extends: true as const,
  test: { name, include: folders.map((folder) => `test/${folder}/**/*.test.ts`) },
})

const config: ViteUserConfig = {
  test: {
    reporters: ['default', './test/summaryReporter.ts'],
    testTimeout: 20_000,
    // Most tests wait for a process of their own; by default one core would stay idle meanwhile.
    maxWorkers: '100%',
    projects: [
      project('unit', 'shared', 'sdk', 'mock-server', 'contract'),
      project('cli', 'cli', 'e2e'),
      project('slow', 'packaging', 'browser'),
    ],
  },
}

export default config
