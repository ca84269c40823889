import { describe, expect, it } from 'vitest'
import { runPersonctlProcess } from '../helpers/personctlProcess.ts'
import { jsonError } from '../helpers/runPersonctl.ts'
import { startMock } from '../helpers/startMock.ts'
import { hasOpenssl, startHttps } from './helpers/httpsServer.ts'
import { type Answer, type ServiceDouble, startServiceDouble } from './helpers/serviceDouble.ts'
import { userFolder } from './helpers/userFolder.ts'

/** A server of documents by their paths; `{origin}` in them stands for its own. */
async function serverOf(documents: Record<string, Answer>): Promise<ServiceDouble> {
  const server = await startServiceDouble({
    user: ({ url }) => {
      const { body, ...rest } = documents[url] ?? { status: 404, body: '<h1>Not found</h1>' }
      return { ...rest, body: JSON.stringify(body).replaceAll('{origin}', server.origin) }
    },
  })
  return server
}

const iam = '/.well-known/mozilla-iam'
const openId = '/.well-known/openid-configuration'
const iamDocument = {
  oidc_discovery_uri: `{origin}${openId}`,
  api: { audience: 'api.example.org', endpoints: { person: 'https://person.example.org' } },
}
const openIdDocument = { issuer: '{origin}/', token_endpoint: '{origin}/token' }

describe('context add --discover', () => {
  it('finds all settings of CIS at the mock', async () => {
    const user = userFolder()
    const { url } = await startMock()
    const args = [
      'context',
      'add',
      'local',
      '--discover',
      url,
      '--client-id',
      'demo',
      '--client-secret-stdin',
    ]
    await user.run([...args, '--secret-store', 'file', '--use'], { stdin: 'demo-secret' })
    const { exitCode, stdout } = await user.run(['user', 'get', 'ada.lovelace@example.org'])
    expect({ exitCode, name: JSON.parse(stdout).first_name }).toEqual({ exitCode: 0, name: 'Ada' })
  })

  it.each([
    ['an address', ''],
    ['an address with a slash', '/'],
    ['the document', iam],
  ])('finds CIS from %s, and sends no secret', async (_, path) => {
    const user = userFolder()
    const server = await serverOf({ [iam]: { body: iamDocument }, [openId]: { body: openIdDocument } })
    const args = ['--discover', `${server.origin}${path}`, '--client-id', 'sync', '--client-secret-stdin']
    const { exitCode, stdout, stderr } = await user.run(
      ['context', 'add', 'work', ...args, '--secret-store', 'file', '--no-check'],
      { stdin: 's3cret' },
    )
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout).cis).toEqual({
      url: 'https://person.example.org',
      tokenUrl: `${server.origin}/token`,
      audience: 'api.example.org',
      clientId: 'sync',
      clientSecret: 'file',
    })
    expect(JSON.parse(stderr).notice).toMatchObject({
      code: 'discovered',
      message: expect.stringContaining(`${server.origin}/token`),
    })
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${iam}`,
      `GET ${openId}`,
    ])
    expect(JSON.stringify(server.requests)).not.toMatch(/s3cret|sync|authorization/)
  })

  it('finds the token endpoint of other services by OpenID Connect, and at CERN the one for programs', async () => {
    const realm = '/auth/realms/other'
    const server = await serverOf({
      [`${realm}${openId}`]: {
        body: {
          issuer: `{origin}${realm}`,
          token_endpoint: `{origin}${realm}/protocol/openid-connect/token`,
        },
      },
      [openId]: { body: openIdDocument },
    })
    const user = userFolder()
    const cern = ['--service', 'cern', '--discover', `${server.origin}${realm}`, '--url', server.origin]
    const { stdout } = await user.run(['context', 'add', 'work', ...cern])
    expect(JSON.parse(stdout).cern.tokenUrl).toBe(`${server.origin}${realm}/api-access/token`)
    const dabp = ['--service', 'dabp', '--discover', server.origin, '--url', 'https://dabp.example.org']
    const added = await user.run(['context', 'add', 'work', ...dabp])
    expect(JSON.parse(added.stdout).dabp).toEqual({
      url: 'https://dabp.example.org',
      tokenUrl: `${server.origin}/token`,
    })
  })

  it('prefers the settings of the command line', async () => {
    const user = userFolder()
    const server = await serverOf({ [iam]: { body: iamDocument }, [openId]: { body: openIdDocument } })
    const args = [
      '--discover',
      server.origin,
      '--audience',
      'mine',
      '--token-url',
      'https://token.example.org/',
    ]
    const { stdout } = await user.run(['context', 'add', 'work', ...args])
    expect(JSON.parse(stdout).cis).toMatchObject({ audience: 'mine', tokenUrl: 'https://token.example.org/' })
  })

  it.each<[string, Record<string, Answer>, string[], number, RegExp]>([
    ['nothing there', {}, [], 8, /no discovery document at .*mozilla-iam or .*openid-configuration/],
    ['HTML', { [iam]: { body: '<p>' } }, [], 8, /no discovery document/],
    [
      'a document of another shape',
      { [iam]: { body: { api: {} } }, [openId]: { body: { issuer: 'x' } } },
      [],
      8,
      /no discovery document/,
    ],
    [
      'an address that is none',
      { [openId]: { body: { issuer: '{origin}', token_endpoint: 'file:///etc/passwd' } } },
      ['--service', 'cis'],
      8,
      /no discovery document/,
    ],
    ['a failure', { [iam]: { status: 503, body: {} } }, [], 8, /responded with status 503/],
    [
      'a way to elsewhere',
      { [iam]: { status: 302, headers: { location: 'https://evil.example.org/x' }, body: {} } },
      [],
      8,
      /redirects to https:\/\/evil\.example\.org\/x/,
    ],
    [
      'the document of another issuer',
      { [openId]: { body: { ...openIdDocument, issuer: 'https://evil.example.org/' } } },
      ['--service', 'cis'],
      8,
      /openid-configuration is the document of another issuer: "https:\/\/evil\.example\.org\/"/,
    ],
    [
      'a document of another issuer that that of CIS names',
      {
        [iam]: { body: iamDocument },
        [openId]: { body: { ...openIdDocument, issuer: '{origin}/tenant' } },
      },
      [],
      8,
      /openid-configuration is the document of another issuer/,
    ],
    [
      'a document without an issuer',
      { [openId]: { body: { token_endpoint: '{origin}/token' } } },
      ['--service', 'cis'],
      8,
      /no discovery document/,
    ],
    ['no word of the service', { [openId]: { body: openIdDocument } }, [], 2, /but not the service/],
  ])('reports %s, and stores nothing', async (_, documents, args, exitCode, message) => {
    const user = userFolder()
    const server = await serverOf(documents)
    const outcome = await user.run(['context', 'add', 'work', '--discover', server.origin, ...args])
    expect(outcome).toMatchObject({ exitCode, stdout: '' })
    expect(jsonError(outcome).message).toMatch(message)
    expect(user.files()).toEqual({})
  })

  it('reports a host that does not exist', async () => {
    const user = userFolder()
    const outcome = await user.run(['context', 'add', 'work', '--discover', 'http://127.0.0.1:1'])
    expect(outcome).toMatchObject({ exitCode: 7, stdout: '' })
    expect(jsonError(outcome)).toMatchObject({ code: 'network_failure' })
  })
})

it.skipIf(!hasOpenssl)(
  'discovery does not read a document without encryption that an encrypted one names',
  async () => {
    const user = userFolder()
    const listener = await serverOf({
      [openId]: { body: { issuer: '{origin}', token_endpoint: 'https://token.example.org/' } },
    })
    const home = await startHttps(10, () => ({
      ...iamDocument,
      oidc_discovery_uri: `${listener.origin}${openId}`,
      api: { audience: 'api.example.org', endpoints: { person: 'https://person.example.org' } },
    }))
    const outcome = await runPersonctlProcess(['context', 'add', 'work', '--discover', home.origin], {
      env: { ...user.env, NODE_EXTRA_CA_CERTS: home.certificate },
    })
    expect(outcome).toMatchObject({ exitCode: 8, stdout: '' })
    expect(jsonError(outcome).message).toContain('which is not encrypted')
    expect(listener.requests).toEqual([])
    expect(user.files()).toEqual({})
  },
)
