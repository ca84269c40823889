// Preloaded by tests: kills this process before the write that KILL_BEFORE counts to, and otherwise says how many there were.
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const limit = Number(process.env['KILL_BEFORE'])
let count = 0

/** Replaces a function of an object by one that counts its calls. */
function countCalls(target, name) {
  const original = target[name]
  target[name] = function write(...args) {
    count += 1
    if (count === limit) process.kill(process.pid, 'SIGKILL')
    return original.apply(this, args)
  }
}

for (const name of ['mkdir', 'rename', 'rm', 'rmdir', 'unlink']) countCalls(fs, name)
const { open } = fs
fs.open = async (path, flags, mode) => {
  if (flags === 'wx' || flags === 'r+' || flags === 'w') {
    count += 1
    if (count === limit) process.kill(process.pid, 'SIGKILL')
  }
  const file = await open(path, flags, mode)
  countCalls(file, 'writeFile')
  countCalls(file, 'sync')
  return file
}
syncBuiltinESMExports()
