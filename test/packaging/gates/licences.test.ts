// What comes along with each package, and under which licence.
import { expect, test } from 'vitest'
import { createSboms } from '../../../scripts/sbom.mjs'
import { acceptedLicences } from '../../../scripts/thirdPartyNotices.ts'
import { publicPackages } from '../helpers/publicPackages.ts'

const sboms = [...createSboms()].map(([name, { components }]) => ({
  name,
  components,
  installed: components.filter(({ properties }) => properties === undefined),
}))

test('there is a list of the software of every package that is published', () => {
  const names = sboms.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(publicPackages.map(({ name }) => name)))
})

test('all code that comes along has a licence that is compatible with ours', () => {
  for (const { name, components } of sboms)
    for (const { purl, licenses } of components)
      expect(acceptedLicences.has(licenses[0]?.license.id ?? ''), `${purl} of ${name}`).toBe(true)
})

test('every entry of a list says which version it is, and installed ones what npm checks', () => {
  for (const { name, components, installed } of sboms) {
    const refs = components.map((component) => component['bom-ref'])
    expect(new Set(refs).size, name).toBe(refs.length)
    for (const { purl, version } of components) expect(purl.endsWith(`@${version}`), purl).toBe(true)
    for (const { purl, hashes } of installed)
      if (!purl.includes('%40personctl/')) expect(hashes?.[0]?.content, purl).toMatch(/^[\da-f]{128}$/)
  }
})

test('npm installs these packages and no others with ours', () => {
  const names = ({ installed }: (typeof sboms)[number]) => installed.map(({ name }) => name).sort()
  const sdk = ['jose', 'oauth4webapi', 'openapi-fetch', 'openapi-typescript-helpers', 'saxes', 'xmlchars']
  expect(Object.fromEntries(sboms.map((sbom) => [sbom.name, names(sbom).filter(isForEverySystem)]))).toEqual({
    '@personctl/openapi': [],
    '@personctl/sdk': sdk,
    '@personctl/mock-server': ['@hono/node-server', 'hono', 'jose', 'yaml'],
    '@personctl/mirror': [
      '@personctl/sdk',
      ...sdk,
      ...['pg', 'pg-cloudflare', 'pg-connection-string', 'pg-int8', 'pg-pool', 'pg-protocol'],
      ...['pg-types', 'pgpass', 'postgres-array', 'postgres-bytea', 'postgres-date', 'postgres-interval'],
      ...['split2', 'xtend'],
    ].sort(),
    '@personctl/cli': ['@napi-rs/keyring'],
  })
})

/** False for the parts of the keyring, of which npm installs one. */
const isForEverySystem = (name: string): boolean => !name.startsWith('@napi-rs/keyring-')
