import { execFile } from 'node:child_process'
import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe } from 'vitest'
import { foreignCommands, writeCommands } from '../helpers/documentShell.ts'
import { root } from '../helpers/documents.ts'
import { testCommands, testPrograms } from '../helpers/documentTests.ts'
import { type LocalRegistry, startLocalRegistry } from '../packaging/helpers/localRegistry.ts'

// What test/process/documents.test.ts runs, as a stranger runs it: from an empty folder, with packages from a registry.
describe('from an empty folder, with packages from a registry,', () => {
  let registry: LocalRegistry
  beforeAll(async () => {
    registry = await startLocalRegistry(['libsql', 'msw', 'openapi-typescript', 'typescript', 'undici'])
  }, 240_000)
  afterAll(() => registry.close())

  testCommands(async () => {
    const prefix = await registry.folder('prefix')
    const packages = ['@personctl/cli', '@personctl/mirror', '@personctl/mock-server', 'libsql']
    await promisify(execFile)('npm', ['install', '--global', '--prefix', prefix, ...packages], {
      env: registry.env,
    })
    const foreign = await registry.folder('foreign')
    // Nobody is there to type the secret.
    const personctl = `#!/bin/sh
case "$*" in
  *--client-secret* | *--mock*) ;;
  'context add '*) echo demo-secret | '${join(prefix, 'bin/personctl')}' "$@" --client-secret-stdin; exit ;;
esac
exec '${join(prefix, 'bin/personctl')}' "$@"
`
    writeCommands(foreign, { ...foreignCommands, personctl })
    const { PATH: _path, HOME: _home, ...env } = registry.env
    // Documents show what a terminal shows.
    return {
      path: [foreign, join(prefix, 'bin')],
      env: { ...env, npm_config_prefix: prefix, PERSONCTL_OUTPUT: 'table' },
    }
  })

  testPrograms(async () => {
    const folder = await registry.folder('programs')
    const packages = [
      '@personctl/sdk',
      '@personctl/mirror',
      '@personctl/mock-server',
      'libsql',
      'msw',
      'undici',
    ]
    await promisify(execFile)('npm', ['install', ...packages], { cwd: folder, env: registry.env })
    for (const name of ['@types/node', 'undici-types']) {
      await mkdir(join(folder, 'node_modules', name), { recursive: true })
      await cp(join(root, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true })
    }
    return join(folder, 'node_modules')
  })
})
