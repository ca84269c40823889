// Puts the doc comments of bundled types on lines of their own. The printer of the bundle leaves a comment at the end of
// the line before its member, where a compiler takes it for nobody's and an editor shows no description.
import type { Rolldown } from 'tsdown'

export function docComments(): Rolldown.Plugin {
  return {
    name: 'doc-comments',
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type === 'chunk' && part.fileName.endsWith('.d.mts'))
          part.code = part.code.split('\n').map(moveComments).join('\n')
      }
    },
  }
}

function moveComments(line: string): string {
  const [indent = ''] = /^ */.exec(line) ?? []
  return line.replaceAll(/(?<=[;{,]) (\/\*\*.*?\*\/) ?/g, `\n${indent}$1\n${indent}`).trimEnd()
}
