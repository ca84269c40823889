import type { Reporter, TestModule } from 'vitest/node'

/** Ends the run with one line a machine can read: `N passed, N failed`. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = { passed: 0, failed: unhandledErrors.length }
    for (const module of modules) {
      // A file that does not load has no tests to fail, yet it is a failure.
      counts.failed += module.errors().length
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed' || state === 'failed') counts[state] += 1
      }
    }
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`)
  }
}
