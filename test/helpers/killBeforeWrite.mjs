// Preloaded by tests: kills this process before the write that KILL_BEFORE counts to, or in the middle of it.
import childProcess from 'node:child_process'
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

/** Replaces a function of an object by one that counts its calls. */
function countCalls(target, name) {
  const original = target[name]
  target[name] = function write(...args) {
    if (isLast()) die()
    return original.apply(this, args)
  }
}

for (const name of ['mkdir', 'rename', 'rm', 'rmdir', 'unlink']) countCalls(fs, name)
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
  countCalls(file, 'sync')
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
