import { version } from './version.ts'

const argv = process.argv.slice(2)

if (argv[0] === '--version' || argv[0] === '-V') {
  process.stdout.write(`${version}\n`)
} else {
  const { createProcessIO } = await import('./processIO.ts')
  const { run } = await import('./run.ts')
  const { io, flush } = createProcessIO(process)
  const exitCode = await run(argv, io)
  await flush()
  // Not left to the event loop: connections kept alive for more requests would hold it.
  process.exit(exitCode)
}
