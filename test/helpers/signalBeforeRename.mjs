// Preloaded by tests: sends this process SIGNAL before the first rename to a path that matches RENAME_TO.
import fs from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

const target = new RegExp(process.env['RENAME_TO'] ?? '')
const { rename } = fs
let isDone = false

fs.rename = async (from, to) => {
  if (!isDone && target.test(to)) {
    isDone = true
    process.stderr.write('about to rename\n')
    process.kill(process.pid, process.env['SIGNAL'])
  }
  return rename(from, to)
}
syncBuiltinESMExports()
