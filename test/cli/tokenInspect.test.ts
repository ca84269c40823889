import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { visibleAttributes } from '@personctl/sdk'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runPersonctl } from '../helpers/runPersonctl.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'
import { userFolder } from './helpers/userFolder.ts'

const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url')
const tokenOf = (claims: object) => `${encoded({ alg: 'RS256' })}.${encoded(claims)}.c2lnbmF0dXJl`

const inspect = async (token: string, ...args: string[]) => {
  const outcome = await runPersonctl(['token', 'inspect', '-', ...args], { stdin: token })
  return { ...outcome, document: outcome.stdout === '' ? undefined : JSON.parse(outcome.stdout) }
}

describe('token inspect', () => {
  const now = Math.floor(Date.now() / 1000)
  const scopes = ['classification:workgroup', 'display:none']
  const claims = {
    iss: 'https://auth.example.org/',
    sub: 'sync@clients',
    aud: ['api.sso.mozilla.com'],
    azp: 'sync',
    iat: now,
    exp: now + 7300,
    scope: scopes.join(' '),
  }

  it('prints the claims of a token and the attributes that its scopes show', async () => {
    const { exitCode, stderr, document } = await inspect(`Bearer ${tokenOf(claims)}\n`)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const { expires_in, ...rest } = document
    expect(rest).toEqual({
      format: 'jwt',
      service: 'cis',
      issuer: 'https://auth.example.org/',
      subject: 'sync@clients',
      client_id: 'sync',
      audience: ['api.sso.mozilla.com'],
      scopes,
      issued_at: new Date(now * 1000).toISOString(),
      expires_at: new Date((now + 7300) * 1000).toISOString(),
      algorithm: 'RS256',
      signature_checked: false,
      shows: visibleAttributes(scopes).flatMap(({ path, visible }) => (visible ? path : [])),
    })
    expect(expires_in).toBeGreaterThan(7000)
    const text = await runPersonctl(['token', 'inspect', '-', '-o', 'table'], { stdin: tokenOf(claims) })
    expect(text.stdout).toMatch(/^expires +in 2 hours$/m)
    expect(text.stdout).toMatch(/^signature_checked +false$/m)
    expect(JSON.stringify(document) + text.stdout).not.toContain(tokenOf(claims))
  })

  it('reports that a token has expired and is not for CIS', async () => {
    const { document } = await inspect(tokenOf({ exp: now - 100_000, scp: ['dabp_person_report'], cid: 'x' }))
    expect(document).toMatchObject({
      service: null,
      client_id: 'x',
      scopes: ['dabp_person_report'],
      shows: null,
      issuer: null,
      audience: [],
    })
    expect(document.expires_in).toBeLessThan(-99_000)
    expect((await inspect(tokenOf({ exp: now - 100_000 }), '--service', 'cis')).document.shows).toContain(
      'uuid',
    )
  })

  it('reads any token, and never prints it', { tags: 'property', timeout: 60_000 }, async () => {
    const text = fc.stringMatching(/^[\x21-\x7e]{1,80}$/)
    const parts = fc.array(
      fc.oneof(
        text,
        fc.json().map((json) => Buffer.from(json).toString('base64url')),
      ),
    )
    const token = fc
      .oneof(
        text,
        parts.map((some) => some.join('.')),
      )
      .filter((found) => found.length > 12)
    await fc.assert(
      fc.asyncProperty(token, async (found) => {
        const { exitCode, stdout } = await runPersonctl(['token', 'inspect', '-'], { stdin: found })
        expect(exitCode).toBe(0)
        expect(stdout).not.toContain(found)
      }),
      { numRuns: 15 },
    )
  })

  it.each<[string, string[], string]>([
    ['a token on the line', ['inspect', tokenOf({})], ''],
    ['a token on the line, with its scheme', ['inspect', 'Bearer hunter2'], ''],
    ['a token on the line that looks like nothing', ['inspect', `hunter2${'0a'.repeat(20)}`], ''],
    ['nothing', ['inspect', '-'], '\n'],
    ['two words', ['inspect', '-'], 'hunter2 hunter2'],
    ['no service, of several', ['inspect', '-c', 'demo'], ''],
  ])('refuses %s without repeating it', async (_, args, stdin) => {
    const outcome = await runPersonctl(['token', ...args], { stdin })
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).not.toContain('hunter2')
    expect(outcome.stderr).not.toContain('eyJ')
  })

  it('reads a file, and names one that it cannot read', async () => {
    const user = userFolder()
    const path = join(dirname(user.path), 'token')
    writeFileSync(path, `${tokenOf(claims)}\n`)
    expect(await user.run(['token', 'inspect', path])).toMatchObject({ exitCode: 0, stderr: '' })
    const outcome = await user.run(['token', 'inspect', `${path}s`])
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(outcome.stderr).toContain('ENOENT')
  })

  it('inspects the token that commands use, cached or new', async () => {
    const user = userFolder()
    const service = await startServiceDouble({
      token: () => ({
        body: { access_token: 'opaque', token_type: 'Bearer', expires_in: 3600, scope: 'display:none' },
      }),
    })
    const outcomes = [
      await user.run(['token', 'inspect'], { env: service.env }),
      await user.run(['token', 'inspect'], { env: service.env }),
    ]
    for (const { exitCode, stdout } of outcomes) {
      expect(exitCode).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ format: 'opaque', service: 'cis', scopes: ['display:none'] })
      expect(JSON.parse(stdout).shows).toContain('primary_email')
    }
    expect(service.requests).toHaveLength(1)
  })
})
