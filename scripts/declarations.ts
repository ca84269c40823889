// Repairs what the bundle of the types gets wrong for their readers.
import type { Rolldown } from 'tsdown'

/**
 * Creates a plugin that changes the declarations of a package. Doc comments move to lines of their own: the bundler leaves
 * them at the end of the line before their member, where an editor shows no description. Types of optional peers become
 * `any` where the peer is not installed, and `await using` needs no newer target, so that a compiler finds no error in them.
 *
 * @param optionalPeers the packages that declarations import and that need not be there
 */
export function declarations(optionalPeers: readonly string[] = []): Rolldown.Plugin {
  return {
    name: 'declarations',
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk' || !part.fileName.endsWith('.d.mts')) continue
        const lines = part.code.split('\n').map(moveComments)
        part.code = lines.map((line) => tolerateMissing(line, optionalPeers)).join('\n')
      }
    },
  }
}

function moveComments(line: string): string {
  const [indent = ''] = /^ */.exec(line) ?? []
  return line.replaceAll(/(?<=[;{,]) (\/\*\*.*?\*\/) ?/g, `\n${indent}$1\n${indent}`).trimEnd()
}

function tolerateMissing(line: string, optionalPeers: readonly string[]): string {
  if (/^ +\[Symbol\.asyncDispose\]/.test(line))
    return `  // @ts-ignore Not every target has this symbol.\n${line}`
  const peer = /^import .* from "([^"]+)";$/.exec(line)?.[1]
  if (peer === undefined || !optionalPeers.includes(peer)) return line
  return `// @ts-ignore ${peer} is an optional peer: without it, its types are any.\n${line}`
}
