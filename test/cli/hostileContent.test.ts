import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { startByteService } from './helpers/byteService.ts'
import { formats, isForPrograms } from './helpers/formatRuns.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'

const megabyte = 1024 * 1024

describe('a response', () => {
  const blanks = Buffer.alloc(65 * megabyte, ' ')

  it.each([
    ['gzip', gzipSync(blanks)],
    ['gzip, gzip', gzipSync(gzipSync(blanks))],
    ['identity', blanks],
  ])('of more than 64 MiB is refused, sent with %s', async (encoding, body) => {
    const { env } = await startByteService('application/json', body, { 'content-encoding': encoding })
    const outcome = await runPersonctl(['api', 'cis', '/x'], { env })
    expect(outcome).toMatchObject({ exitCode: 8, stdout: '' })
    const { code, message, hint } = jsonError(outcome)
    expect(code).toBe('invalid_response')
    expect(message).toContain('more than 67108864 bytes')
    expect(hint).toBe('personctl accepts at most 64 MiB: request less at once.')
  })

  it.each(['[', '{"a":'])('nested a hundred thousand times is an invalid response: %s', async (opening) => {
    const closing = opening === '[' ? ']' : '}'
    const body = `${opening.repeat(100_000)}1${closing.repeat(100_000)}`
    const { env } = await startServiceDouble({ user: () => ({ body }) })
    for (const line of [
      ['user', 'get', 'ada'],
      ['api', 'cis', '/x', '-o', 'yaml'],
      ['identity', 'get', 'ada'],
    ]) {
      const outcome = await runPersonctl(line, { env })
      expect(outcome).toMatchObject({ exitCode: 8, stdout: '' })
      expect(outcome.stderr).not.toMatch(/call stack|bug in personctl/)
    }
  })
})

describe('a file', () => {
  const files: [string, string][] = [
    ['brackets nested a hundred thousand times', '['.repeat(100_000)],
    ['five thousand complete levels', `${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['a string of 20 MB without an end', `["${'x'.repeat(20 * megabyte)}`],
    ['a string of 20 MB of escapes without an end', `["${'\\n'.repeat(10 * megabyte)}`],
  ]

  it.each(files)('with %s is an error of the file', async (_, stdin) => {
    for (const line of [
      ['user', 'validate', '-'],
      ['report', 'decode', '-'],
    ]) {
      const outcome = await runPersonctl(line, { stdin })
      expect([2, 10]).toContain(outcome.exitCode)
      expect(outcome.stderr).not.toMatch(/call stack|bug in personctl/)
    }
  })
})

it.each([1e20, 8.7e12, 1e308, '1e20', -1])(
  'an expires_in of %s makes no command fail',
  async (expires_in) => {
    const token = () => ({ body: { access_token: 'opaque.t0ken', token_type: 'Bearer', expires_in } })
    const { env } = await startServiceDouble({
      token,
      user: () => ({ body: { user_id: { value: 'ad|a' } } }),
    })
    for (const line of [
      ['token', 'get', '--service', 'cis', '-o', 'json'],
      ['token', 'inspect', '--service', 'cis'],
      ['user', 'get', 'ada'],
      ['doctor', '--service', 'cis'],
    ]) {
      const outcome = await runPersonctl(line, { env })
      expect([0, 2, 8], outcome.stderr).toContain(outcome.exitCode)
      expect(outcome.stderr + outcome.stdout).not.toMatch(/Invalid time value|Infinity|NaN|bug in personctl/)
    }
  },
)

it('a secret that looks like JSON neither breaks an error nor shows in it', {
  tags: 'property',
}, async () => {
  const structural = [
    '":null,"',
    '{"error":{',
    '"code":"',
    'mayHaveBeenDone',
    '12345678901',
    '403403403',
    'message"',
    '","',
  ]
  const secret = fc.oneof(
    fc.constantFrom(...structural),
    fc.string({ minLength: 4, maxLength: 12 }).filter((text) => text.trim() === text && text.length >= 4),
  )
  await fc.assert(
    fc.asyncProperty(secret, async (clientSecret) => {
      const said = [
        clientSecret,
        JSON.stringify(clientSecret),
        encodeURIComponent(clientSecret).toLowerCase(),
      ]
      const body = { message: said.join(' '), number: Number(clientSecret) || 0, said }
      const { env } = await startServiceDouble({ user: () => ({ status: 403, body }) })
      for (const format of formats.filter(isForPrograms)) {
        const outcome = await runPersonctl(['api', 'cern', '/x', '-i', '-o', format], {
          env: { ...env, PERSONCTL_CERN_CLIENT_SECRET: clientSecret },
        })
        const lines = outcome.stderr.trimEnd().split('\n')
        const [head, failed] = lines.map((line) => JSON.parse(line))
        expect(head).toMatchObject({ response: { status: 403 } })
        expect(failed.error).toMatchObject({ code: 'not_permitted', service: 'cern', status: 403 })
        if (clientSecret.length >= 8) expect(JSON.stringify(failed.error.message)).not.toContain(clientSecret)
      }
    }),
    propertyRuns(20),
  )
})
