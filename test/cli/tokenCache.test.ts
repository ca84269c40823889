import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { profile, value } from '../helpers/cisProfiles.ts'
import { startMock } from '../helpers/startMock.ts'
import { type SeenRequest, type ServiceDouble, startServiceDouble } from './helpers/serviceDouble.ts'
import { type UserFolder, userFolder, userWithKeyring } from './helpers/userFolder.ts'

const person = { body: profile({ first_name: value('Ada') }) }
const get = ['user', 'get', 'ada']

/** The response of the Person API to a token that it rejects. */
const rejected = { status: 500, body: '{"message": "Internal Server Error"}' }

/** A service whose tokens are numbered, from 1. */
async function numberedTokens(
  user: (request: SeenRequest) => { status?: number; body: unknown } = () => person,
  expires_in = 3600,
): Promise<ServiceDouble> {
  let count = 0
  return startServiceDouble({
    user,
    token: () => {
      count += 1
      return { body: { access_token: `token-${count}`, token_type: 'Bearer', expires_in } }
    },
  })
}

const isForToken = ({ url }: SeenRequest) => url.startsWith('/oauth/token')
const tokenRequests = ({ requests }: ServiceDouble) => requests.filter(isForToken)
const tokensUsed = ({ requests }: ServiceDouble) =>
  requests
    .filter((request) => !isForToken(request))
    .map(({ headers }) => headers.authorization?.slice('Bearer '.length))

/** The files of the tokens that are stored. */
function listStoredTokens(user: UserFolder): string[] {
  return Object.keys(user.files()).filter((name) => name.startsWith('tokens'))
}

describe('the token cache', () => {
  it('serves ten commands with one token', async () => {
    const user = userFolder()
    const service = await numberedTokens()
    for (let count = 0; count < 10; count += 1) {
      expect(await user.run(get, { env: service.env })).toMatchObject({ exitCode: 0, stderr: '' })
    }
    expect(tokenRequests(service)).toHaveLength(1)
    expect(tokensUsed(service)).toEqual(Array(10).fill('token-1'))
    const [file = ''] = listStoredTokens(user)
    expect((statSync(user.at(file)).mode & 0o777).toString(8)).toBe('600')
  }, 60_000)

  it('is left out of a repository that has the contexts, as secrets are', async () => {
    const user = userFolder()
    const { origin } = await numberedTokens()
    const urls = ['--service', 'cis', '--url', origin, '--token-url', `${origin}/oauth/token`]
    const secret = ['--client-id', 'x', '--client-secret-stdin', '--secret-store', 'file', '--no-check']
    await user.run(['context', 'add', 'work', ...urls, ...secret, '--use'], { stdin: 's3cret' })
    expect(await user.run(get)).toMatchObject({ exitCode: 0 })
    expect(Object.keys(user.files())).toHaveLength(3)
    execFileSync('git', ['init', '--quiet'], { cwd: user.path })
    const untracked = execFileSync('git', ['ls-files', '--others', '--exclude-standard'], { cwd: user.path })
    expect(untracked.toString()).toBe('.gitignore\ncontexts.json\n')
    // One of the user's own stays.
    writeFileSync(user.at('.gitignore'), '*\n')
    await user.run(['context', 'set', 'work', ...secret.slice(2)], { stdin: 'another' })
    expect(readFileSync(user.at('.gitignore'), 'utf8')).toBe('*\n')
  })

  it('serves ten commands against the mock with one token', async () => {
    const user = userFolder()
    const mock = await startMock()
    const endpoints = ['--discover', mock.url, '--client-id', 'demo', '--client-secret-stdin']
    await user.run(['context', 'add', 'local', ...endpoints, '--use', '--secret-store', 'file'], {
      stdin: 'demo-secret',
    })
    const stored = new Set<string>()
    for (const id of Array(10).fill('ada.lovelace@example.org')) {
      expect(await user.run(['user', 'get', id])).toMatchObject({ exitCode: 0, stderr: '' })
      stored.add(JSON.stringify(listStoredTokens(user).map((name) => user.files()[name])))
    }
    // Any difference would tell when a token was requested.
    expect(stored.size).toBe(1)
  }, 60_000)

  it('keeps one valid token after 20 first runs at once', async () => {
    const user = userFolder()
    const service = await numberedTokens()
    await user.run(['context', 'add', 'work', '--preset', 'mozilla', '--use'])
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => user.run(get, { env: service.env })))
    expect(outcomes.filter(({ exitCode, stderr }) => exitCode !== 0 || stderr !== '')).toEqual([])
    expect(listStoredTokens(user)).toHaveLength(1)
    expect(readdirSync(user.path).sort()).toEqual(['.gitignore', 'contexts.json', 'tokens'])
    const before = tokenRequests(service).length
    expect(await user.run(get, { env: service.env })).toMatchObject({ exitCode: 0, stderr: '' })
    expect(tokenRequests(service)).toHaveLength(before)
  }, 120_000)

  it('keeps one token for each endpoint, client, audience and scope', async () => {
    const user = userFolder()
    const service = await numberedTokens()
    const variations: Record<string, string>[] = [
      {},
      { PERSONCTL_CIS_CLIENT_ID: 'other' },
      { PERSONCTL_CIS_AUDIENCE: 'other' },
      { PERSONCTL_CIS_SCOPE: 'display:staff' },
      { PERSONCTL_CIS_TOKEN_URL: `${service.origin}/oauth/../oauth/token` },
      { PERSONCTL_CIS_TOKEN_URL: `${service.origin}/oauth/token/other` },
    ]
    for (const env of [...variations, ...variations]) {
      await user.run(get, { env: { ...service.env, ...env } })
    }
    expect(listStoredTokens(user)).toHaveLength(5)
    expect(tokenRequests(service)).toHaveLength(5)
  }, 60_000)

  it.each(['file', 'keyring'] as const)(
    'gives no token to a context with another secret in a %s',
    async (store) => {
      const user = store === 'keyring' ? userWithKeyring() : userFolder()
      const service = await startServiceDouble({
        user: () => person,
        token: ({ body }) =>
          JSON.parse(body).client_secret === 'right'
            ? { body: { access_token: 'good', token_type: 'Bearer', expires_in: 3600 } }
            : { status: 401, body: { error: 'access_denied', error_description: 'Unauthorized' } },
      })
      const endpoints = [
        '--url',
        service.origin,
        '--token-url',
        `${service.origin}/oauth/token`,
        '--client-id',
        'c',
      ]
      const setSecret = (secret: string) =>
        user.run(['context', 'set', 'work', '--client-secret-stdin', '--secret-store', store, '--no-check'], {
          stdin: secret,
        })
      await user.run(['context', 'add', 'work', '--service', 'cis', ...endpoints, '--use'])
      await setSecret('right')
      expect(await user.run(get)).toMatchObject({ exitCode: 0 })
      await setSecret('WRONG')
      expect(await user.run(get)).toMatchObject({ exitCode: 4 })
      expect(await user.run(['token', 'get'])).toMatchObject({ exitCode: 4 })
      await setSecret('right')
      expect(await user.run(get)).toMatchObject({ exitCode: 0 })
      const requested = tokenRequests(service).map(({ body }) => JSON.parse(body).client_secret)
      expect(requested).toEqual(['right', 'WRONG', 'WRONG', 'right'])
      const { stdout } = await user.run(['token', 'forget', '-c', 'work'])
      expect(JSON.parse(stdout)).toEqual({ tokens: 1 })
    },
    60_000,
  )

  it('gives no token to another secret of the environment', async () => {
    const user = userFolder()
    const service = await numberedTokens()
    for (const secret of ['right', 'WRONG', 'right'])
      await user.run(get, { env: { ...service.env, PERSONCTL_CIS_CLIENT_SECRET: secret } })
    expect(tokensUsed(service)).toEqual(['token-1', 'token-2', 'token-1'])
  })

  it('replaces a token that the service refuses', async () => {
    const user = userFolder()
    const refused = new Set<string>()
    const service = await numberedTokens(({ headers }) =>
      refused.has(headers.authorization ?? '') ? rejected : person,
    )
    await user.run(get, { env: service.env })
    refused.add('Bearer token-1')
    expect(await user.run(get, { env: service.env })).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await user.run(get, { env: service.env })).toMatchObject({ exitCode: 0, stderr: '' })
    expect(tokensUsed(service)).toEqual(['token-1', 'token-1', 'token-2', 'token-2'])
    expect(JSON.stringify(user.files())).not.toContain('token-1')
  })

  it('removes an expired token', async () => {
    const user = userFolder()
    const service = await numberedTokens(() => person, 1)
    await user.run(get, { env: service.env })
    await expect.poll(() => Date.now(), { timeout: 60_000 }).toBeGreaterThan(expiryIn(user))
    await user.run(get, { env: { ...service.env, PERSONCTL_CIS_SCOPE: 'other' } })
    expect(tokenRequests(service)).toHaveLength(2)
    expect(JSON.stringify(user.files())).not.toContain('token-1')
  })

  it('replaces a damaged token', async () => {
    const user = userFolder()
    const service = await numberedTokens()
    await user.run(get, { env: service.env })
    const [file = ''] = listStoredTokens(user)
    for (const content of ['', '{', '[]', '{"accessToken":"x"}']) {
      writeFileSync(user.at(file), content)
      expect(await user.run(get, { env: service.env })).toMatchObject({ exitCode: 0, stderr: '' })
    }
    expect(tokensUsed(service)).toEqual(['token-1', 'token-2', 'token-3', 'token-4', 'token-5'])
  })

  it.each<[string, string[], Record<string, string>]>([
    ['--no-token-cache', ['--no-token-cache'], {}],
    ['--no-token-cache before the command', [], {}],
    ['PERSONCTL_NO_TOKEN_CACHE', [], { PERSONCTL_NO_TOKEN_CACHE: '1' }],
  ])('keeps no token with %s', async (name, args, env) => {
    const user = userFolder()
    const service = await numberedTokens()
    const line = name.includes('before') ? ['--no-token-cache', ...get] : [...get, ...args]
    for (let count = 0; count < 2; count += 1) {
      expect(await user.run(line, { env: { ...service.env, ...env } })).toMatchObject({ exitCode: 0 })
    }
    expect(tokenRequests(service)).toHaveLength(2)
    expect(user.files()).toEqual({})
  })
})

/** Returns when the only stored token expires. */
function expiryIn(user: UserFolder): number {
  const [file = ''] = listStoredTokens(user)
  return JSON.parse(readFileSync(user.at(file), 'utf8')).expiresAt
}

describe('token forget', () => {
  async function twoContexts(): Promise<{ user: UserFolder; service: ServiceDouble }> {
    const user = userFolder()
    const service = await numberedTokens()
    const endpoints = [
      '--service',
      'cis',
      '--url',
      service.origin,
      '--token-url',
      `${service.origin}/oauth/token`,
    ]
    for (const name of ['work', 'home']) {
      const args = ['context', 'add', name, ...endpoints, '--client-id', name, '--client-secret-stdin']
      await user.run([...args, '--secret-store', 'file'], { stdin: 's3cret' })
      await user.run([...get, '-c', name])
      await user.run([...get, '-c', name], { env: { PERSONCTL_CIS_SCOPE: 'other' } })
    }
    return { user, service }
  }

  it('removes all tokens but neither contexts nor secrets', async () => {
    const { user } = await twoContexts()
    expect(listStoredTokens(user)).toHaveLength(4)
    const { stdout } = await user.run(['token', 'forget'])
    expect(JSON.parse(stdout)).toEqual({ tokens: 4 })
    expect(readdirSync(user.path).sort()).toEqual(['.gitignore', 'contexts.json', 'secrets'])
  }, 60_000)

  it('removes the tokens of one context', async () => {
    const { user, service } = await twoContexts()
    expect(JSON.parse((await user.run(['token', 'forget', '-c', 'work'])).stdout)).toEqual({ tokens: 2 })
    const before = tokenRequests(service).length
    await user.run([...get, '-c', 'home'])
    expect(tokenRequests(service)).toHaveLength(before)
  }, 60_000)

  it('happens with context remove as well', async () => {
    const { user } = await twoContexts()
    const { stdout } = await user.run(['context', 'remove', 'work'])
    expect(JSON.parse(stdout)).toEqual({ removed: 'work', secrets: 1, tokens: 2 })
    expect(JSON.stringify(user.files())).not.toContain('work')
  }, 60_000)
})
