export * from './exports.ts'

/** Rejects in a browser, where a server cannot run. It exists for code that imports it without calling it there. */
export async function startMockServer(): Promise<never> {
  throw new Error(
    'startMockServer needs Node.js, and this is the build for browsers: use createPersonMock, or turn the export condition "browser" off (in jest-environment-jsdom: customExportConditions)',
  )
}
