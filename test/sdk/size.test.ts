// The bytes that an application takes on with a client: bundled, minified, and compressed with gzip.
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { bundle, gzipSize } from '../../scripts/bundle.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const auth = "auth: clientCredentials({ clientId: 'a', clientSecret: 'b' })"

async function sizeOf(imports: string, code: string): Promise<number> {
  return gzipSize(await bundle(`import { ${imports} } from '@personctl/sdk'\n${code}`, root))
}

const clients = {
  cis: sizeOf('clientCredentials, createCisClient', `export default createCisClient({ ${auth} })`),
  cern: sizeOf('clientCredentials, createCernClient', `export default createCernClient({ ${auth} })`),
  dabp: sizeOf(
    'clientCredentials, createDabpClient',
    `export default createDabpClient({ baseUrl: '/', ${auth} })`,
  ),
  cisAndCern: sizeOf(
    'clientCredentials, createCernClient, createCisClient',
    `export default [createCisClient({ ${auth} }), createCernClient({ ${auth} })]`,
  ),
  nothing: sizeOf('PersonctlError', ''),
  verifyProfile: bundle(
    "import { verifyProfile } from '@personctl/sdk/cis-publisher'\nexport default verifyProfile",
    root,
  ).then(gzipSize),
}

// Ceilings in bytes. They only fall.
test.each<[keyof typeof clients, number]>([
  ['cis', 23_330],
  ['cern', 26_360],
  ['dabp', 20_670],
  ['nothing', 40],
  ['verifyProfile', 5_000],
])('the bundle for %s has at most %i bytes', async (name, ceiling) => {
  expect(await clients[name]).toBeLessThanOrEqual(ceiling)
})

test('a second client adds at most 5,830 bytes', async () => {
  expect((await clients.cisAndCern) - (await clients.cis)).toBeLessThanOrEqual(5830)
})
