import { writeSync } from 'node:fs'
import { version } from './version.ts'

/** Runs the process. A function, since the bundle is CommonJS, which has no await outside of functions. */
async function main(argv: readonly string[]): Promise<void> {
  if (argv[0] === '--version' || argv[0] === '-V') {
    writeSync(1, `${version}\n`)
  } else if (argv[0] === '__complete') {
    const { printCompletions } = await import('./completion/candidates.ts')
    // Not through a stream, which takes time to open.
    printCompletions(argv.slice(1), process.env, (text) => writeSync(1, text))
  } else if (argv[0] === '__reference') {
    const { buildReference } = await import('./reference.ts')
    process.stdout.on('error', fail).write(JSON.stringify(await buildReference()))
  } else {
    const { createProcessIO } = await import('./io/io.ts')
    const { run } = await import('./cli.ts')
    const { io, flush } = createProcessIO(process)
    const exitCode = await run(argv, io)
    await flush()
    // Not left to the event loop, which open connections would keep alive.
    process.exit(exitCode)
  }
}

/** Ends the process: silently for a reader that has seen enough, otherwise with a line, as for a full disk. */
function fail({ code, message }: NodeJS.ErrnoException): void {
  if (code !== 'EPIPE') process.stderr.write(`personctl: ${message}\n`)
  process.exit(code === 'EPIPE' ? 0 : 1)
}

main(process.argv.slice(2)).catch(fail)
