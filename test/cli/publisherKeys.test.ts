import { generateKeyPairSync } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { jsonError, type Outcome, runPersonctl } from '../helpers/runPersonctl.ts'
import { fileOf, jwkOf, pairOf, pemOf, signAll } from './helpers/publisherKeys.ts'
import { listStoredSecrets, userFolder, userWithKeyring } from './helpers/userFolder.ts'

/** A profile with signatures and metadata. */
let stored: string
beforeAll(async () => {
  const args = ['user', 'get', 'ada.lovelace@example.org', '--demo', '--raw', '-o', 'ndjson']
  stored = (await runPersonctl(args)).stdout.trimEnd()
})

const sign = ['user', 'sign', '-', '--publisher', 'hris', '--attribute', 'staff_information.title']

/** Returns the signature that a run wrote, and that which the key of hris gives. */
function signatures({ stdout, stderr }: Outcome): { written: string; expected: string } {
  expect(stderr).toBe('')
  const signed = JSON.parse(stdout)
  const again = JSON.parse(JSON.stringify(signAll(signed)))
  const read = (profile: typeof signed) => profile.staff_information.title.signature.publisher.value
  return { written: read(signed), expected: read(again) }
}

function expectSigned(outcome: Outcome): void {
  const { written, expected } = signatures(outcome)
  expect(written).toMatch(/^eyJ/)
  expect(written).toBe(expected)
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('the key of a publisher', () => {
  it.each<[string, () => string]>([
    ['a JWK', () => jwkOf('hris')],
    ['PEM of PKCS#8', () => pemOf('hris')],
    ['PEM of PKCS#1', () => pemOf('hris', 'pkcs1')],
    ['base64 of PEM', () => base64(pemOf('hris'))],
    ['base64 of a JWK', () => base64(jwkOf('hris'))],
    ['PEM in one line, with \\n for its line ends', () => pemOf('hris').replaceAll('\n', '\\n')],
    ['PEM with a byte order mark and CRLF', () => `\ufeff${pemOf('hris').replaceAll('\n', '\r\n')}`],
  ])('may be %s, in a file or in a variable', async (_, key) => {
    const options = { stdin: stored }
    expectSigned(await runPersonctl([...sign, '--key-file', fileOf('key', key())], options))
    expectSigned(await runPersonctl(sign, { ...options, env: { PERSONCTL_CIS_PUBLISHER_KEY: key() } }))
    const env = { PERSONCTL_CIS_PUBLISHER_KEY_FILE: fileOf('key', key()) }
    expectSigned(await runPersonctl(sign, { ...options, env }))
  })

  const broken: [string, () => string, RegExp][] = [
    ['empty', () => ' \n', /empty/],
    ['no key', () => 'hunter2-is-no-key-at-all', /PEM|JWK/],
    [
      'a public key',
      () => String(pairOf('hris').publicKey.export({ type: 'spki', format: 'pem' })),
      /public/,
    ],
    [
      'a public JWK',
      () => JSON.stringify(pairOf('hris').publicKey.export({ format: 'jwk' })),
      /public|private/,
    ],
    ['too short', () => weak(1024), /1024|2048/],
    ['of another kind', () => elliptic(), /RSA/],
    ['cut off', () => pemOf('hris').slice(0, 600), /./],
    ['a JWK that is cut off', () => jwkOf('hris').slice(0, 600), /./],
    ['encrypted', () => encrypted(), /encrypted/],
  ]
  it.each(broken)('is refused if it is %s, with its source and without its text', async (_, key, reason) => {
    const path = fileOf('bad.key', key())
    for (const [args, env, source] of [
      [['--key-file', path], {}, path],
      [[], { PERSONCTL_CIS_PUBLISHER_KEY_FILE: path }, 'PERSONCTL_CIS_PUBLISHER_KEY_FILE'],
      [[], { PERSONCTL_CIS_PUBLISHER_KEY: key() }, 'PERSONCTL_CIS_PUBLISHER_KEY'],
    ] as const) {
      if (key().trim() === '' && source === 'PERSONCTL_CIS_PUBLISHER_KEY') continue
      const outcome = await runPersonctl([...sign, ...args, '--debug'], { stdin: stored, env })
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      const error = JSON.parse(outcome.stderr.trimEnd().split('\n').at(-1) ?? '').error
      expect(error.message).toContain(source)
      expect(`${error.message} ${error.hint}`).toMatch(reason)
      for (const piece of key().match(/[\w+/=-]{24,}/g) ?? []) expect(outcome.stderr).not.toContain(piece)
    }
  })

  it('is never a flag', async () => {
    for (const args of [['--key', jwkOf('hris')], [`--key=${jwkOf('hris')}`], ['--key']]) {
      const outcome = await runPersonctl([...sign, ...args], { stdin: stored })
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(jsonError(outcome).message).toMatch(/^No flag takes a key/)
      expect(outcome.stderr).not.toContain(String(JSON.parse(jwkOf('hris')).d).slice(0, 20))
    }
  })

  it('is missing with a sentence that names all its sources', async () => {
    const outcome = await runPersonctl(sign, { stdin: stored })
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    const { code, message, hint } = jsonError(outcome)
    expect(code).toBe('no_credentials')
    expect(message).toContain('hris')
    for (const source of ['--key-file', 'PERSONCTL_CIS_PUBLISHER_KEY_FILE', 'context add'])
      expect(hint).toContain(source)
  })

  it('cannot be in both variables', async () => {
    const env = { PERSONCTL_CIS_PUBLISHER_KEY: jwkOf('hris'), PERSONCTL_CIS_PUBLISHER_KEY_FILE: '/nowhere' }
    const outcome = await runPersonctl(sign, { stdin: stored, env })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toMatch(/are both set/)
  })

  it('that others can read is used with a notice', async () => {
    const path = fileOf('key.pem', pemOf('hris'))
    chmodSync(path, 0o644)
    const outcome = await runPersonctl([...sign, '--key-file', path], { stdin: stored })
    expect(outcome.exitCode).toBe(0)
    const { code, message } = JSON.parse(outcome.stderr).notice
    expect(code).toBe('secret_exposed')
    expect(message).toContain('key of the publisher')
  })

  it('of another publisher in the environment is not used', async () => {
    const env = { PERSONCTL_CIS_PUBLISHER: 'ldap', PERSONCTL_CIS_PUBLISHER_KEY: jwkOf('ldap') }
    expect(await runPersonctl(sign, { stdin: stored, env })).toMatchObject({ exitCode: 4, stdout: '' })
    const { stdout } = await runPersonctl(['user', 'sign', '-', '--attribute', 'staff_information.title'], {
      stdin: stored,
      env,
    })
    expect(JSON.parse(stdout).staff_information.title.signature.publisher.name).toBe('ldap')
  })
})

const add = ['context', 'add', 'work', '--preset', 'mozilla-test', '--publisher', 'hris']

describe('context add and context set', () => {
  it('store the key of a publisher in the keyring, from where it signs', async () => {
    const user = userWithKeyring()
    const added = await user.run([...add, '--publisher-key-file', '-'], { stdin: pemOf('hris') })
    expect(added).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(added.stdout).cis).toMatchObject({ publisher: 'hris', publisherKey: 'keyring' })
    expect(Object.values(user.keyring()).join('')).toContain('BEGIN PRIVATE KEY')
    expect(JSON.stringify(user.files())).not.toContain(pemOf('hris').slice(40, 90))
    expectSigned(await user.run([...sign, '-c', 'work'], { stdin: stored }))
    const shown = JSON.parse((await user.run(['context', 'show', 'work', '--origin'])).stdout)
    expect(shown).toContainEqual({
      setting: 'cis.publisherKey',
      value: 'keyring',
      from: 'context',
      name: 'work',
    })
    const { stdout } = await user.run(['context', 'remove', 'work'])
    expect(JSON.parse(stdout)).toMatchObject({ secrets: 1 })
    expect(user.keyring()).toEqual({})
  })

  it('store it in a file that only the user can read, and copy it', async () => {
    const user = userFolder()
    const path = fileOf('key.pem', pemOf('hris'))
    await user.run([...add, '--secret-store', 'file', '--publisher-key-file', path])
    expect(listStoredSecrets(user)).toEqual([`${pemOf('hris').trim()}\n`])
    await user.run(['context', 'copy', 'work', 'home'])
    expect(listStoredSecrets(user)).toHaveLength(2)
    await user.run(['context', 'remove', 'work'])
    expectSigned(await user.run([...sign, '-c', 'home'], { stdin: stored }))
  })

  it('refuse a key without a publisher, and one that cannot sign', async () => {
    const user = userFolder()
    const bare = ['context', 'add', 'work', '--preset', 'mozilla-test', '--publisher-key-file', '-']
    const without = await user.run(bare, { stdin: pemOf('hris') })
    expect(without).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(without).hint).toContain('--publisher')
    const broken = await user.run([...add, '--publisher-key-file', '-'], { stdin: weak(1024) })
    expect(broken).toMatchObject({ exitCode: 2, stdout: '' })
    expect(user.files()).toEqual({})
  })

  it('remove the key with its publisher', async () => {
    const user = userFolder()
    await user.run([...add, '--secret-store', 'file', '--publisher-key-file', '-'], { stdin: pemOf('hris') })
    await user.run(['context', 'set', 'work', '--publisher', 'ldap'])
    expect(listStoredSecrets(user)).toEqual([])
    expect(await user.run([...sign, '-c', 'work'], { stdin: stored })).toMatchObject({ exitCode: 4 })
  })

  it('take settings of CIS for CIS only', async () => {
    const user = userFolder()
    for (const [flag, value] of [
      ['--publisher', 'hris'],
      ['--change-url', 'https://change.example.org'],
      ['--publisher-key-file', 'key.pem'],
    ] as const) {
      const outcome = await user.run(['context', 'add', 'work', '--preset', 'cern', flag, value])
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(jsonError(outcome).message).toBe(`${flag} applies to cis, not to cern.`)
    }
  })

  it('give a context that is named on the line precedence over the key of the environment', async () => {
    const user = userFolder()
    await user.run([...add, '--secret-store', 'file', '--publisher-key-file', '-'], { stdin: pemOf('hris') })
    const outcome = await user.run([...sign, '-c', 'work'], {
      stdin: stored,
      env: { PERSONCTL_CIS_PUBLISHER_KEY: jwkOf('ldap') },
    })
    const notice = JSON.parse(outcome.stderr).notice
    expect(notice).toMatchObject({ code: 'variables_ignored' })
    expect(notice.message).toContain('PERSONCTL_CIS_PUBLISHER_KEY')
    expectSigned({ ...outcome, stderr: '' })
  })
})

function weak(modulusLength: number): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength })
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
}

function elliptic(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
}

function encrypted(): string {
  const options = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hunter2' } as const
  return String(pairOf('hris').privateKey.export(options))
}
