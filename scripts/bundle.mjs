import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

/**
 * Bundles an entry as an application does: all modules in one file, without what it does not use, minified.
 *
 * @param {string} code the source of the entry, an ES module
 * @param {string} folder from where its imports are resolved
 * @param {{ format?: 'esm' | 'iife' }} [options]
 * @returns {Promise<string>} the code
 */
export async function bundle(code, folder, { format = 'esm' } = {}) {
  const entry = `${folder}/entry.mjs`
  const build = await rolldown({
    input: entry,
    platform: 'browser',
    external: /^(?:node:|undici$)/,
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? code : null),
      },
    ],
  })
  const { output } = await build.generate({ format, minify: true, codeSplitting: false })
  await build.close()
  return output[0].code
}

/** Returns the size of code after compression with gzip, in bytes. */
export function gzipSize(code) {
  return gzipSync(code, { level: 9 }).length
}
