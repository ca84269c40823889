// Preloaded by tests: kills this process before the write that KILL_BEFORE counts to, or in the middle of it. A call that
// changes nothing is not a write: to die before it leaves the same as to die before the next one.
import childProcess from 'node:child_process'
import { existsSync } from 'node:fs'
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const limit = Number(process.env['KILL_BEFORE'])
let count = 0

/** Counts a step, and returns true if this process is to die there. */
function isLast() {
  count += 1
  return count === limit
}

function die() {
  process.kill(process.pid, 'SIGKILL')
  // The signal may take a moment, in which nothing else must be done.
  for (;;);
}

for (const name of ['mkdir', 'rename', 'rm', 'rmdir', 'unlink']) {
  const original = fs[name]
  fs[name] = (path, ...args) => {
    const isWrite = existsSync(path) !== (name === 'mkdir')
    if (isWrite && isLast()) die()
    return original(path, ...args)
  }
}
const { open } = fs
fs.open = async (path, flags, mode) => {
  if (['wx', 'r+', 'w'].includes(flags) && isLast()) die()
  const file = await open(path, flags, mode)
  const { writeFile } = file
  file.writeFile = async function writeInTwo(content) {
    if (isLast()) die()
    if (isLast()) {
      await writeFile.call(file, content.slice(0, content.length / 2))
      die()
    }
    return writeFile.call(file, content)
  }
  return file
}
const { spawn } = childProcess
childProcess.spawn = (...args) => {
  if (isLast()) die()
  const child = spawn(...args)
  // What the process was to do is done, and this one does not know it yet.
  if (isLast()) child.once('close', die)
  return child
}
syncBuiltinESMExports()
