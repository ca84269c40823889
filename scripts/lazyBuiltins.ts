// Loads the modules of Node.js when they are used first. A bundle in CommonJS loads all that it names at its start: those
// for streams, cryptography and processes would take a fifth of the time of a short command that uses none of them.
import type { Rolldown } from 'tsdown'

const declaration = /^let (\w+) = require\("(node:[\w/]+)"\);$/gm

export function lazyBuiltins(): Rolldown.Plugin {
  return {
    name: 'lazy-builtins',
    renderChunk(code) {
      const names: string[] = []
      const declared = code.replace(declaration, (line, name: string, module: string) => {
        // A default import is taken from the module at once.
        if (new RegExp(`^${name} = `, 'm').test(code)) return line
        names.push(name)
        return `let ${name}$loaded; const ${name} = () => ${name}$loaded ??= require("${module}");`
      })
      if (names.length === 0) return null
      // In parentheses, since `new module().Class()` would create the module.
      return declared.replace(new RegExp(`\\b(${names.join('|')})\\.`, 'g'), '($1()).')
    },
  }
}
