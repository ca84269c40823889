// Bundles the function of msw that runs handlers. msw is an optional peer, takes longer to import than the mock takes to start,
// and exports more than the server needs of it.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Rolldown } from 'tsdown'

/** The modules that are bundled for an import of a package: of msw `getResponse`, and of the interceptors what that calls. */
const modules: Readonly<Record<string, string>> = {
  msw: 'lib/core/getResponse.mjs',
  '@mswjs/interceptors': 'src/createRequestId.ts',
}

/** Makes `import { getResponse } from 'msw'` in the mock an import of that module alone, which is then bundled. */
export function bundleGetResponse(): Rolldown.Plugin {
  return {
    name: 'bundle-get-response',
    resolveId: {
      // Before tsdown leaves peers out of the bundle.
      order: 'pre',
      handler(source, importer = '') {
        const module = modules[source]
        const needsTypes = /\.d\.[cm]?ts$/.test(importer)
        if (
          module === undefined ||
          needsTypes ||
          !/[\\/](?:mock-server[\\/]src[\\/]|getResponse\.mjs$)/.test(importer)
        )
          return null
        return join(findPackage(source, importer), module)
      },
    },
  }
}

/** Returns the folder of a package that a module imports. */
function findPackage(name: string, importer: string): string {
  const entry = createRequire(importer).resolve(name)
  const folder = join('node_modules', name)
  return entry.slice(0, entry.lastIndexOf(folder) + folder.length)
}
