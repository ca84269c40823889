// Publishers that others could have written, with their own libraries. npm fetches jsonwebtoken; python3-jose is that of Debian.
import { execFile } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { profileAttributes } from '@personctl/generated/cisAttributes'
import { nullProfileOrder } from '@personctl/generated/cisPublisherRules'
import { createNullProfile } from '@personctl/shared/publishing/nullProfile'
import { expect, test } from 'vitest'
import { startMock } from '../helpers/startMock.ts'
import { temporaryFolder } from '../helpers/temporaryFile.ts'
import { fetchLibraries, outputOf } from './oidc/signInPrograms.ts'

const programs = fileURLToPath(new URL('publishers/', import.meta.url))
const run = promisify(execFile)

test('a publisher in the style of an Auth0 action creates a person with jsonwebtoken', async ({ skip }) => {
  const folder = await fetchLibraries({ jsonwebtoken: '9.0.2' })
  if (folder === undefined) {
    console.warn('Skipped: jsonwebtoken: npm cannot fetch it')
    return skip()
  }
  const mock = await startMock()
  await cp(programs, folder, { recursive: true })
  const { privateKey } = await mock.admin.publisherKeys.get('access_provider')
  const key = createPrivateKey({ key: privateKey ?? {}, format: 'jwk' })
  await writeFile(join(folder, 'key.pem'), key.export({ type: 'pkcs8', format: 'pem' }))
  const profile = createNullProfile(profileAttributes, nullProfileOrder)
  await writeFile(join(folder, 'null.json'), JSON.stringify(profile))
  const files = ['null.json', 'key.pem'].map((file) => join(folder, file))
  const { stdout } = await run(process.execPath, [join(folder, 'auth0Action.mjs'), mock.url, ...files])
  expect(stdout).toBe('200 create\n200 noop\n')
  const { profile: stored } = await mock.admin.people.get('github|4711')
  expect(stored).toMatchObject({ first_name: { value: 'Jürgen' }, login_method: { value: 'github' } })
})

test('a publisher with python-jose verifies a generated person, changes a title and sends all of it back', async ({
  skip,
}) => {
  const python = ['/usr/bin/python3', 'python3'].find(
    (command) => outputOf(command, '-c', 'import jose; print(jose.__version__)') !== undefined,
  )
  if (python === undefined) {
    console.warn('Skipped: python-jose: python3 has no module jose')
    return skip()
  }
  const mock = await startMock()
  const folder = await temporaryFolder()
  const { privateKey } = await mock.admin.publisherKeys.get('hris')
  await writeFile(join(folder, 'key.json'), JSON.stringify(privateKey))
  const program = join(programs, 'jose_publisher.py')
  const { stdout } = await run(python, [program, mock.url, join(folder, 'key.json')], {
    env: { PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8' },
  })
  expect(stdout).toBe('update\nGrößte Analystin ☃\n')
})
