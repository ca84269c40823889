import type { ViteUserConfig } from 'vitest/config'

const config: ViteUserConfig = {
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/summaryReporter.ts'],
    testTimeout: 20_000,
    // Most tests wait for a process of their own; by default one core would stay idle meanwhile.
    maxWorkers: '100%',
  },
}

export default config
