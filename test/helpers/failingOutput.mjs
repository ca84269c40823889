// Preloaded by tests. With KILL_AT, the process is killed at the write of that number, to stdout or to a file beside it, and half
// of what it writes to stdout is written. With DISK_BYTES, stdout is on a disk that is full after that number of bytes.
import fs from 'node:fs'
import promises from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const killAt = Number(process.env['KILL_AT'] ?? Number.POSITIVE_INFINITY)
let room = Number(process.env['DISK_BYTES'] ?? Number.POSITIVE_INFINITY)
let count = 0

/** Counts a write, and kills the process if its turn has come. */
function countWrite(beforeKill = () => {}) {
  count += 1
  if (count < killAt) return
  beforeKill()
  process.kill(process.pid, 'SIGKILL')
  // The signal may take a moment.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

const { writeSync, ftruncateSync } = fs
fs.writeSync = (descriptor, bytes, offset = 0) => {
  if (descriptor !== 1) return writeSync(descriptor, bytes, offset)
  const size = bytes.length - offset
  countWrite(() => writeSync(1, bytes, offset, Math.ceil(size / 2)))
  const part = Math.min(size, room)
  if (part === 0)
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
      syscall: 'write',
    })
  room -= part
  return writeSync(1, bytes, offset, part)
}
fs.ftruncateSync = (...args) => {
  countWrite()
  return ftruncateSync(...args)
}
for (const name of ['open', 'rename', 'rm']) {
  const original = promises[name]
  promises[name] = (...args) => {
    if (args.some((argument) => String(argument).includes('checkpoint'))) countWrite()
    return original(...args)
  }
}
syncBuiltinESMExports()
