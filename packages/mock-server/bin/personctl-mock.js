#!/usr/bin/env node
import module from 'node:module'

// From Node 22.8.
module.enableCompileCache?.()

const { runMockCommand } = await import('../dist/command.mjs')

// A reader that goes away, of the log say, must not take the server down.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

const exitCode = await runMockCommand(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  onShutdown(listener) {
    for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => listener(signal))
  },
})
// Not left to the event loop: what was cut off may still wait for its latency.
process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)))
