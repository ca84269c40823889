export * from './exports.ts'

/** There is no server in a browser: for code that names it without starting one there. */
export async function startMockServer(): Promise<never> {
  throw new Error(
    'startMockServer needs Node.js, and this is the build for browsers: use createPersonMock, or have the export condition "browser" off (in jest-environment-jsdom: customExportConditions)',
  )
}
