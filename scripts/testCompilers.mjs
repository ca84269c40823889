// Compiles a program that uses the public types with each version of TypeScript that we support.
//
//   npm run test:compilers                 # all of them
//   npm run test:compilers -- 5.0 7.0      # only these
//   npm run test:compilers -- --write      # also writes the table in docs/compatibility.md
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { recordResults } from './compatibility.mjs'
import { fetchCommand } from './fetchCommand.mjs'

const program = `
import { createPersonMock, person } from '@personctl/mock-server'
import { clientCredentials, createCisClient, createCernClient, filter, isPersonctlError, unwrapProfile } from '@personctl/sdk'
import { createCisPublisherClient } from '@personctl/sdk/cis-publisher'
import { createUndiciFetch } from '@personctl/sdk/node'

const auth = clientCredentials({ clientId: 'demo', clientSecret: 'demo-secret', scope: 'display:staff' })
export const publisher = createCisPublisherClient({ auth, publisher: 'hris', key: '' })
export const mock = createPersonMock({ people: 3 })
const cis = createCisClient({ auth, fetch: createUndiciFetch() })
const cern = createCernClient({ auth, fetch: mock.fetch })

export async function run(): Promise<string | undefined> {
  try {
    for await (const { groupIdentifier } of cern.groups.list({ filter: [filter.contains('displayName', 'a')], fields: ['groupIdentifier'] }))
      console.log(groupIdentifier?.toUpperCase())
    const { staff_information } = unwrapProfile(await cis.users.get({ primaryEmail: 'ada@example.org' }))
    return staff_information?.title ?? undefined
  } catch (error) {
    // @ts-expect-error an unknown key
    cis.users.get({ mail: 'ada@example.org' })
    return isPersonctlError(error) ? error.code : String(person)
  }
}
`

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const versions =
  positionals.length > 0 ? positionals : ['5.0', '5.2', '5.4', '5.6', '5.8', '5.9', '6.0', '7.0']
const folder = mkdtempSync(join(tmpdir(), 'personctl-compilers-'))
symlinkSync(fileURLToPath(new URL('../node_modules', import.meta.url)), join(folder, 'node_modules'))
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
writeFileSync(join(folder, 'program.ts'), program)

const rows = []
for (const version of versions) {
  const compiler = fetchCommand(`typescript@${version}`, 'tsc')
  const passed = []
  for (const resolution of ['nodenext', 'bundler']) {
    const module = resolution === 'bundler' ? 'esnext' : resolution
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--types', 'node']
    const args = [
      compiler ?? '',
      ...flags,
      '--module',
      module,
      '--moduleResolution',
      resolution,
      'program.ts',
    ]
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    if (status === 0) passed.push(resolution)
    else console.error(`FAILED: TypeScript ${version}, ${resolution}:\n${stdout}`)
  }
  console.log(`TypeScript ${version}: ${passed.join(', ')}`)
  if (passed.length === 2) rows.push([version, passed.join(', ')])
  else process.exitCode = 1
}
rmSync(folder, { recursive: true })
if (values.write && process.exitCode !== 1) recordResults('compilers', rows)
