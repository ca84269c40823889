// Leaves out of a bundle what conf imports for features that the CLI does not use: ajv and semver alone would make the
// start of a command with a context half as long again.
import type { Rolldown } from 'tsdown'

/** The names that conf takes from each module it can do without. */
const unused: Readonly<Record<string, readonly string[]>> = {
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
}

const prefix = '\0unused-by-conf:'

/** Replaces the modules that conf does not need by functions that throw. */
export function trimConf(): Rolldown.Plugin {
  return {
    name: 'trim-conf',
    resolveId(source, importer) {
      if (importer === undefined || !/[\\/]node_modules[\\/]conf[\\/]/.test(importer)) return null
      return source in unused || source === 'node:assert' ? `${prefix}${source}` : null
    },
    load(id) {
      if (!id.startsWith(prefix)) return null
      const source = id.slice(prefix.length)
      // conf compares the stored values with its defaults, and writes the file if they differ. The CLI has none.
      if (source === 'node:assert') return 'export default { deepEqual() {} }'
      const names = (unused[source] ?? []).map((name) => `fail as ${name}`)
      return `function fail() { throw new Error('${source} is not bundled') }\nexport { ${names.join(', ')} }`
    },
  }
}
