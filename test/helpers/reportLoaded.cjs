// Loaded before a program. When the program ends, it writes to the file LOADED what the program has loaded: its own files, and
// the modules of Node.js beyond those that Node.js starts with.
const { writeFileSync } = require('node:fs')

const atStart = new Set(process.moduleLoadList)

process.on('exit', () => {
  const builtins = process.moduleLoadList.filter(
    (name) => !atStart.has(name) && name.startsWith('NativeModule '),
  )
  const files = Object.keys(require.cache).filter((file) => file !== __filename)
  const names = builtins.map((name) => name.replace('NativeModule ', ''))
  writeFileSync(process.env.LOADED, JSON.stringify({ files, builtins: names }))
})
