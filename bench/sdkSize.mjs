// Compares what clients add to the bundle of a web page: minified by the same bundler, and compressed with gzip. The rivals are
// fetched by npm when the benchmark runs, into a temporary folder.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle, gzipSize } from '../scripts/bundle.mjs'
import { reportFigure } from './support/claims.mjs'

const root = fileURLToPath(new URL('../', import.meta.url))
const auth = "auth: clientCredentials({ clientId: 'a', clientSecret: 'b' })"

/** The smallest useful program with each client. */
const ours = {
  'createCisClient, clientCredentials': `
    import { clientCredentials, createCisClient } from '@personctl/sdk'
    export default createCisClient({ ${auth} })`,
  'createCernClient, clientCredentials': `
    import { clientCredentials, createCernClient } from '@personctl/sdk'
    export default createCernClient({ ${auth} })`,
  'createDabpClient, clientCredentials': `
    import { clientCredentials, createDabpClient } from '@personctl/sdk'
    export default createDabpClient({ baseUrl: 'https://tenant.example', ${auth} })`,
  'all three clients': `
    import { clientCredentials, createCernClient, createCisClient, createDabpClient } from '@personctl/sdk'
    const options = { ${auth} }
    export default [createCernClient(options), createCisClient(options), createDabpClient(options)]`,
  'createCisClient, staticToken': `
    import { createCisClient, staticToken } from '@personctl/sdk'
    export default createCisClient({ auth: staticToken('t') })`,
  unwrapProfile: "export { unwrapProfile } from '@personctl/sdk'",
}

const rivals = {
  'openapi-fetch@0.17':
    "import create from 'openapi-fetch'\nexport default create({ baseUrl: 'https://a.example' })",
  'ky@2': "import ky from 'ky'\nexport default ky.create({ prefixUrl: 'https://a.example' })",
  'openai@7': "import OpenAI from 'openai'\nexport default new OpenAI({ apiKey: 'k' })",
  'auth0@7':
    "import { ManagementClient } from 'auth0'\nexport default new ManagementClient({ domain: 'a.example', token: 't' })",
}

console.log('| client | minified | with gzip |\n|---|--:|--:|')
for (const [name, code] of Object.entries(ours)) print(name, await bundle(code, root))

const sizes = {}
const folder = await mkdtemp(join(tmpdir(), 'personctl-size-'))
try {
  for (const [spec, code] of Object.entries(rivals)) {
    const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-save', spec]
    await writeFile(join(folder, 'package.json'), '{}')
    const { status, stderr } = spawnSync('npm', install, { cwd: folder, encoding: 'utf8', timeout: 300_000 })
    if (status === 0) {
      const bundled = await bundle(code, folder)
      print(spec, bundled)
      sizes[spec] = gzipSize(bundled) / 1000
    } else console.error(`${spec} cannot be fetched: ${stderr}`)
  }
} finally {
  await rm(folder, { recursive: true })
}
const own = await bundle(ours['createCisClient, clientCredentials'], root)
reportFigure('size.cis', gzipSize(own) / 1000, { rivals: sizes })

function print(name, code) {
  const [minified, compressed] = [code.length, gzipSize(code)].map((size) => size.toLocaleString('en'))
  console.log(`| ${name} | ${minified} | ${compressed} |`)
}
