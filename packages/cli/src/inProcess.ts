// The parts of the program below `main`, which the tests run in their own process. A chunk of its own: an entry of the
// bundle is one file more, which would be opened at each start if the program were the entry.
export { run } from './cli.ts'
export { printCompletions } from './completion/candidates.ts'
