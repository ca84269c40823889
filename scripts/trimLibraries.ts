// Leaves out of the bundle of the CLI what libraries load for features that it does not use. Each of them would make every
// start longer.
import type { Rolldown } from 'tsdown'

/** The names that a library takes from each module it can do without. They throw if they are called after all. */
const unused: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  conf: {
    // Schemas: zod checks the content (config/contextSchema.ts).
    'ajv/dist/2020.js': ['Ajv2020'],
    'ajv-formats': ['default'],
    // Migrations.
    semver: ['default'],
    // The folder is always given.
    'env-paths': ['default'],
    // Writing: config/fileLock.ts does it, under a lock.
    atomically: ['writeFileSync'],
    // Watching.
    'debounce-fn': ['default'],
    // Encryption.
    'node:crypto': ['default'],
    'uint8array-extras': ['concatUint8Arrays', 'stringToUint8Array', 'uint8ArrayToString'],
  },
  commander: {
    // Commands that are programs of their own.
    'node:child_process': ['spawn'],
  },
}

/** The code of small modules that replace others, for each library that would load more than it uses. */
const replacements: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // conf compares the stored values with its defaults, and writes the file if they differ. The CLI has none.
  conf: { 'node:assert': 'export default { deepEqual() {} }' },
}

/**
 * The globals that a library uses and that load the HTTP client of Node.js, which takes longer than everything else at the
 * start of a command. The CLI sends its requests without it (service/transport.ts).
 */
const globals: Readonly<Record<string, string>> = {
  // The SDK takes the headers out of it at once (http/request.ts), so that they need only be collected.
  'openapi-fetch': `
    class Headers extends Map {
      get(name) { return super.get(name.toLowerCase()) ?? null }
      set(name, value) { return super.set(name.toLowerCase(), String(value)) }
      delete(name) { return super.delete(name.toLowerCase()) }
      append(name, value) { this.set(name, [this.get(name) ?? [], value].flat().join(', ')) }
    }`,
}

const prefix = '\0trimmed:'

/** Replaces the modules and the globals that libraries do not need. */
export function trimLibraries(): Rolldown.Plugin {
  return {
    name: 'trim-libraries',
    resolveId(source, importer) {
      const library = libraryOf(importer)
      if (library === undefined) return null
      const isTrimmed = [unused, replacements].some((table) => source in (table[library] ?? {}))
      return isTrimmed ? `${prefix}${library}:${source}` : null
    },
    load(id) {
      if (!id.startsWith(prefix)) return null
      const [library = '', ...rest] = id.slice(prefix.length).split(':')
      const source = rest.join(':')
      const replacement = replacements[library]?.[source]
      if (replacement !== undefined) return replacement
      const names = (unused[library]?.[source] ?? []).map((name) => `fail as ${name}`)
      return `function fail() { throw new Error('${source} is not bundled') }\nexport { ${names.join(', ')} }`
    },
    transform(code, id) {
      const declaration = globals[libraryOf(id) ?? '']
      return declaration === undefined ? null : `${code}\n${declaration}`
    },
  }
}

function libraryOf(file: string | undefined): string | undefined {
  return /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/][^\0]*$/.exec(file ?? '')?.[1]
}
