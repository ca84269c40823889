import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { currentExample, legacyExample } from '../helpers/dabpExamples.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { assertion } from '../helpers/samlAssertion.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'

const claim = 'urn:onegini.com:oidc:group_policies'
const issuer = 'https://tenant.example.org/oauth'
const decode = (...args: string[]) => ['report', 'decode', ...args]

let jwt: string
let keys: object
beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  keys = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] }
  jwt = await new SignJWT({ [claim]: currentExample })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(issuer)
    .setAudience('app')
    .setExpirationTime('1h')
    .sign(privateKey)
})

function fileWith(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'personctl-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'input')
  writeFileSync(file, content)
  return file
}

describe('report decode', () => {
  it('reads a token from an argument, a file and stdin, and warns that it is not verified', async () => {
    const outcomes = await Promise.all([
      runPersonctl(decode(jwt)),
      runPersonctl(decode(fileWith(`${jwt}\n`))),
      runPersonctl(decode('-'), { stdin: jwt }),
      runPersonctl(decode(), { stdin: `\ufeff${jwt}\r\n` }),
    ])
    for (const { exitCode, stdout, stderr } of outcomes) {
      expect(exitCode).toBe(0)
      expect(JSON.parse(stdout)).toEqual(currentExample)
      expect(JSON.parse(stderr).notice).toMatchObject({
        code: 'not_verified',
        hint: expect.stringContaining('--jwks'),
      })
    }
  })

  it.each<[string, string, string[], unknown]>([
    ['claims', JSON.stringify({ sub: 'a', [claim]: currentExample }), [], currentExample],
    [
      'claims of version 1',
      JSON.stringify({ group_permissions: JSON.stringify(legacyExample) }),
      [],
      expect.objectContaining({ legacy: legacyExample }),
    ],
    [
      'an assertion',
      assertion('report', JSON.stringify(currentExample)),
      ['--attribute', 'report'],
      currentExample,
    ],
  ])('reads %s', async (_, stdin, args, report) => {
    const { exitCode, stdout, stderr } = await runPersonctl(decode('-', ...args), { stdin })
    expect({ exitCode, report: JSON.parse(stdout) }).toEqual({ exitCode: 0, report })
    expect(stderr).toContain('not verified')
  })

  it('prints csv and tables as report get does', async () => {
    const { stdout } = await runPersonctl(decode('-', '-o', 'csv'), { stdin: jwt })
    expect(stdout.split('\r\n')).toHaveLength(9)
    const table = await runPersonctl(decode('-', '-o', 'table'), { stdin: jwt })
    expect(table.stdout).toMatch(/^GROUP +KIND +NAME/)
    expect(table.stderr).toMatch(/^personctl: The report is not verified/)
  })
})

describe('report decode', () => {
  it.each(['json', 'ndjson'])('reads what report get and report decode wrote as %s', async (format) => {
    const written = await runPersonctl(decode('-', '-o', format), { stdin: jwt })
    const again = await runPersonctl(decode('-'), { stdin: written.stdout })
    expect(again.exitCode).toBe(0)
    expect(JSON.parse(again.stdout)).toEqual(currentExample)
    expect(again.stderr).toContain('not verified')
  })

  it.each([
    ['json', (rows: object[]) => JSON.stringify(rows)],
    ['ndjson', (rows: object[]) => rows.map((row) => JSON.stringify(row)).join('\n')],
  ])('reads the reports of several people as %s', async (_, format) => {
    const rows = [
      { referenceId: 'a', ...currentExample },
      { referenceId: 'b', groups: [] },
    ]
    const { stdout } = await runPersonctl(decode('-'), { stdin: format(rows) })
    expect(JSON.parse(stdout)).toEqual(rows)
  })

  it('leads to a check that takes the same sources and the same verification', async () => {
    const check = (...args: string[]) =>
      runPersonctl(['report', 'check', '--policy', 'Pension', '--from', ...args], { stdin: jwt })
    const verified = ['--jwks', fileWith(JSON.stringify(keys)), '--issuer', issuer, '--audience']
    expect(await check('-', ...verified, 'app')).toMatchObject({ exitCode: 0, stderr: '' })
    expect((await check(jwt)).stderr).toContain('not verified')
    expect((await check('-', ...verified, 'other')).exitCode).toBe(4)
  })
})

describe('report decode --jwks', () => {
  const verified = ['--issuer', issuer, '--audience', 'app']

  it('verifies with keys from a file or a URL, without a warning', async () => {
    const { origin, requests } = await startServiceDouble({ user: () => ({ body: keys }) })
    for (const jwks of [fileWith(JSON.stringify(keys)), `${origin}/oauth/v1/keys`]) {
      const { stdout, ...rest } = await runPersonctl(decode('-', '--jwks', jwks, ...verified), { stdin: jwt })
      expect(rest).toEqual({ exitCode: 0, stderr: '' })
      expect(JSON.parse(stdout)).toEqual(currentExample)
    }
    expect(requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/oauth/v1/keys', undefined],
    ])
  })

  it('ends with 4 for an invalid token', async () => {
    const file = fileWith(JSON.stringify(keys))
    const forged = `${jwt.slice(0, -8)}AAAAAAAA`
    const outcome = await runPersonctl(decode('-', '--jwks', file, ...verified), { stdin: forged })
    expect(outcome).toMatchObject({ exitCode: 4, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({ code: 'token_not_verified' })
    const other = ['--issuer', issuer, '--audience', 'another']
    expect((await runPersonctl(decode('-', '--jwks', file, ...other), { stdin: jwt })).exitCode).toBe(4)
  })

  it('ends with 7 or 8 if the keys cannot be fetched, and with 2 if a file has none', async () => {
    const { origin } = await startServiceDouble({
      user: ({ url }) => (url === '/none' ? { body: [] } : { status: 404, body: {} }),
    })
    const ending = async (jwks: string) =>
      (await runPersonctl(decode('-', '--jwks', jwks, ...verified), { stdin: jwt })).exitCode
    expect(await ending('http://127.0.0.1:1/keys')).toBe(7)
    expect(await ending(`${origin}/missing`)).toBe(8)
    expect(await ending(`${origin}/none`)).toBe(8)
    expect(await ending(fileWith('{}'))).toBe(2)
    expect(await ending('/nowhere')).toBe(2)
  })
})

describe('report decode', () => {
  it.each<[string, string, string[], string]>([
    ['nothing', '', [], 'The content of stdin is empty.'],
    [
      'an opaque token',
      'a1b2c3',
      [],
      'The token is not a JSON Web Token: it is opaque, or not a token at all.',
    ],
    [
      'JSON that is broken',
      '{"sub":',
      [],
      'The content of stdin is not valid JSON: line 1, column 8: it ends too early.',
    ],
    ['claims without a report', '{"sub":"a"}', [], 'The claims contain no person report: they are sub.'],
    [
      'a claim without a report',
      JSON.stringify({ [claim]: { groups: 1 } }),
      [],
      `The claim ${claim} is not a person report: it has groups that is a number, not a list.`,
    ],
    ['an assertion without --attribute', '<a/>', [], 'A SAML assertion requires --attribute.'],
    [
      'an assertion with entities',
      '<!DOCTYPE a [<!ENTITY e "x">]><a/>',
      ['--attribute', 'r'],
      'The assertion cannot be read: it has a document type, which SAML forbids.',
    ],
    [
      'claims that are to be verified',
      '{}',
      ['--jwks', '/k', '--issuer', 'i', '--audience', 'a'],
      '/k cannot be read: ENOENT.',
    ],
    ['--jwks alone', '', ['--jwks', '/k'], '--jwks requires --issuer and --audience.'],
    ['--issuer alone', '', ['--issuer', 'i'], '--issuer and --audience apply to verification.'],
  ])('ends with 2 and the reason for %s', async (_, stdin, args, message) => {
    const outcome = await runPersonctl(decode('-', ...args), { stdin })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(jsonError(outcome).message).toBe(message)
  })

  it('ends with 2 for an empty argument and for a missing file', async () => {
    expect(jsonError(await runPersonctl(decode(''))).message).toBe('The token is empty.')
    expect(jsonError(await runPersonctl(decode('/nowhere/token'))).message).toBe(
      '/nowhere/token cannot be read: ENOENT.',
    )
  })

  it('shows no token that was typed', async () => {
    const [header, , signature] = jwt.split('.')
    const { exitCode, stderr } = await runPersonctl(decode(`${header}.e30.${signature}`, '--debug'))
    expect(exitCode).toBe(2)
    expect(stderr).not.toContain(signature)
  })
})
