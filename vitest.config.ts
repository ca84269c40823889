import type { ViteUserConfig } from 'vitest/config'

declare module 'vitest' {
  export interface ProvidedContext {
    /** True where property tests run as often as they did to find rare failures. */
    isThorough: boolean
  }
}

/** Property tests that `npm test` runs a few times, and `npm run test:slow` many times. */
const properties = [
  'contract/admin',
  'contract/cernMockServer',
  'contract/scopeRule',
  'mock-server/tokenBodies',
]

const config: ViteUserConfig = {
  test: {
    reporters: ['default', './test/summaryReporter.ts'],
    testTimeout: 60_000,
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['sdk', 'mock-server', 'contract', 'cli', 'e2e'].map(
            (folder) => `test/${folder}/**/*.test.ts`,
          ),
          provide: { isThorough: false },
        },
      },
      {
        extends: true,
        test: { name: 'process', include: ['test/process/*.test.ts'], provide: { isThorough: false } },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: [
            'test/{slow,packaging,browser}/*.test.ts',
            ...properties.map((file) => `test/${file}.test.ts`),
          ],
          provide: { isThorough: true },
        },
      },
    ],
  },
}

export default config
