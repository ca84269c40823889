import { readdirSync, readFileSync } from 'node:fs'
import type { ViteUserConfig } from 'vitest/config'

declare module 'vitest' {
  export interface ProvidedContext {
    /** True where each property is tried as often as it takes to find rare failures. */
    isThorough: boolean
  }
}

const root = new URL('test/', import.meta.url)

/** Returns the files of the fast tests that try a property, which the slow tests do more often. */
function propertyTests(): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(shared|sdk|mock-server|mirror|contract)\/.*\.test\.ts$/.test(file))
    .filter((file) => readFileSync(new URL(file, root), 'utf8').includes('fc.assert('))
    .map((file) => `test/${file}`)
}

const config: ViteUserConfig = {
  test: {
    reporters: ['default', './test/summaryReporter.ts'],
    globalSetup: './test/globalSetup.ts',
    setupFiles: './test/setup.ts',
    // Enough for a machine that is busy with other things; a test that hangs is still found.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    maxWorkers: '100%',
    pool: 'forks',
    tags: [
      {
        name: 'property',
        description: 'Tries a property with fast-check; the slow tests try it more often.',
      },
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/{shared,sdk,mock-server,mirror,contract,cli,e2e}/**/*.test.ts'],
          // The files of a worker share its process: a third of the CPU time went into starting one for each.
          isolate: false,
          provide: { isThorough: false },
        },
      },
      {
        extends: true,
        test: {
          name: 'process',
          include: ['test/process/*.test.ts', 'test/packaging/gates/*.test.ts'],
          provide: { isThorough: false },
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: ['test/{slow,packaging,browser}/*.test.ts', ...propertyTests()],
          provide: { isThorough: true },
        },
      },
    ],
  },
}

export default config
