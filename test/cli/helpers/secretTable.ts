import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { profile, value } from '../../helpers/cisProfiles.ts'
import { type Behaviour, type ServiceDouble, startServiceDouble } from './serviceDouble.ts'
import { type UserFolder, userFolder } from './userFolder.ts'

type Service = 'cis' | 'cern'

/** The servers of a row: those of the context `work`, and one that must get nothing of theirs. */
interface Servers {
  readonly cis: ServiceDouble
  readonly cern: ServiceDouble
  readonly listener: ServiceDouble
  /** The requests that the servers of `work` redirect to the listener. */
  redirects: 'none' | 'token' | 'api'
}

const ofWork = {
  cis: { secret: 's3cret-of-cis', token: 'token-of-cis' },
  cern: { secret: 's3cret-of-cern', token: 'token-of-cern' },
}
/** Of a context of production, which no test may reach. */
const ofProduction = 's3cret-of-production'
const ofEnvironment = { secret: 's3cret-of-the-environment', token: 'token-of-the-environment' }
const clientId = 'sync'

const tokenPaths = { cis: '/oauth/token', cern: '/auth/realms/cern/api-access/token' }
const openIdPath = '/.well-known/openid-configuration'

/** Starts the servers. Each gives its token for its secret only, and another one for any other. */
async function startServers(): Promise<Servers> {
  const start = (name: Service | undefined) => {
    const respond =
      (kind: 'token' | 'api', usual: Behaviour): Behaviour =>
      async (request) => {
        const location = `${servers.listener.origin}${request.url}`
        if (name !== undefined && servers.redirects === kind) {
          return { status: 307, headers: { location }, body: {} }
        }
        if (request.url.endsWith(openIdPath)) {
          const issuer = `${servers.listener.origin}${request.url.slice(0, -openIdPath.length)}`
          return { body: { issuer, token_endpoint: `${issuer}/token` } }
        }
        if (request.url.endsWith('/mozilla-iam')) {
          const { origin } = servers.listener
          const api = { audience: 'x', endpoints: { person: origin } }
          return { body: { oidc_discovery_uri: `${origin}${openIdPath}`, api } }
        }
        return usual(request)
      }
    return startServiceDouble({
      user: respond('api', () => ({ body: profile({ first_name: value('Ada') }) })),
      token: respond('token', ({ body }) => {
        const own = name === undefined ? undefined : ofWork[name]
        const token =
          own !== undefined && body.includes(own.secret) ? own.token : `for-another-secret-by-${name}`
        return { body: { access_token: token, token_type: 'Bearer', expires_in: 3600 } }
      }),
    })
  }
  const servers: Servers = {
    cis: await start('cis'),
    cern: await start('cern'),
    listener: await start(undefined),
    redirects: 'none',
  }
  return servers
}

const toFile = ['--client-secret-stdin', '--secret-store', 'file', '--no-check']

function listUrls(service: Service, { origin }: ServiceDouble): string[] {
  return ['--service', service, '--url', origin, '--token-url', `${origin}${tokenPaths[service]}`]
}

/** Creates a user with the contexts `work` and `prod`, which have secrets, and `other`, which is the listener's. */
async function createUser(servers: Servers): Promise<UserFolder> {
  const user = userFolder({
    // Nothing of a test reaches the services of the presets.
    HTTPS_PROXY: 'http://127.0.0.1:9',
    HTTP_PROXY: '',
  })
  const add = async (name: string, args: readonly string[], stdin = '') =>
    expect(await user.run(['context', 'add', name, ...args], { stdin })).toMatchObject({ exitCode: 0 })
  for (const service of ['cis', 'cern'] as const) {
    const client = ['--client-id', clientId, ...toFile]
    await add('work', [...listUrls(service, servers[service]), ...client, '--use'], ofWork[service].secret)
    await add('prod', ['--preset', presets[service], ...client], ofProduction)
    await add('other', listUrls(service, servers.listener))
  }
  return user
}

const presets = { cis: 'mozilla', cern: 'cern' }

interface Choice {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

type Dimension = Readonly<Record<string, (servers: Servers, service: Service, user: UserFolder) => Choice>>

const nothing = () => ({})
const variable = (service: Service, name: string, text: string) => ({
  env: { [`PERSONCTL_${service.toUpperCase()}_${name}`]: text },
})

/** The dimensions of the table, but for the service and the history of its context. */
const dimensions: Readonly<Record<string, Dimension>> = {
  context: {
    'the one in use': nothing,
    '-c work': () => ({ args: ['-c', 'work'] }),
    'PERSONCTL_CONTEXT=work': () => ({ env: { PERSONCTL_CONTEXT: 'work' } }),
    '-c other': () => ({ args: ['-c', 'other'] }),
    'a preset': (_, service) => ({ args: ['-c', presets[service]] }),
    '-c prod': () => ({ args: ['-c', 'prod'] }),
    'PERSONCTL_CONTEXT=prod': () => ({ env: { PERSONCTL_CONTEXT: 'prod' } }),
    '--demo': () => ({ args: ['--demo'] }),
  },
  url: {
    'not set': nothing,
    'the listener': ({ listener }, service) => variable(service, 'URL', listener.origin),
    'another name of the host': (servers, service) =>
      variable(service, 'URL', servers[service].origin.replace('127.0.0.1', 'localhost')),
  },
  'token URL': {
    'not set': nothing,
    'the listener': ({ listener }, service) =>
      variable(service, 'TOKEN_URL', `${listener.origin}${tokenPaths[service]}`),
  },
  credentials: {
    'not set': nothing,
    'the same client': (_, service) => variable(service, 'CLIENT_ID', clientId),
    'another client': (_, service) => ({
      env: {
        ...variable(service, 'CLIENT_ID', 'other').env,
        ...variable(service, 'CLIENT_SECRET', ofEnvironment.secret).env,
      },
    }),
    'a secret': (_, service) => variable(service, 'CLIENT_SECRET', ofEnvironment.secret),
    'a secret in a file': (_, service, user) => {
      const path = join(user.path, '..', 'secret.txt')
      writeFileSync(path, ofEnvironment.secret, { mode: 0o600 })
      return variable(service, 'CLIENT_SECRET_FILE', path)
    },
    'a token': (_, service) => variable(service, 'TOKEN', ofEnvironment.token),
  },
  command: {
    'token get': (_, service) => ({ args: ['token', 'get', '--service', service] }),
    'a lookup': (_, service) => ({
      args: service === 'cis' ? ['user', 'get', 'ada'] : ['identity', 'get', 'ada'],
    }),
    'a list': (_, service) => ({
      args: service === 'cis' ? ['user', 'list', '--limit', '1'] : ['group', 'list', '--limit', '1'],
    }),
    api: (_, service) => ({ args: ['api', service, '/v2/x'] }),
    'api to the listener': ({ listener }, service) => ({ args: ['api', service, `${listener.origin}/v2/x`] }),
    'api with two slashes': ({ listener }, service) => ({
      args: ['api', service, listener.origin.replace('http:', '')],
    }),
    'api with another host': ({ listener }, service) => ({
      args: ['api', service, '/v2/x', '-H', `Host: ${listener.origin.slice(7)}`],
    }),
    'token get --exchange': (_, service) => ({
      args: ['token', 'get', '--service', service, '--exchange'],
      env: { PERSONCTL_CERN_SUBJECT_TOKEN: 'subject' },
    }),
    doctor: (_, service) => ({ args: ['doctor', '--service', service] }),
  },
  flag: {
    none: nothing,
    '--no-token-cache': () => ({ args: ['--no-token-cache'] }),
    '--debug': () => ({ args: ['--debug'] }),
  },
  redirects: {
    none: nothing,
    'token requests': (servers) => redirect(servers, 'token'),
    'requests to the service': (servers) => redirect(servers, 'api'),
  },
}

function redirect(servers: Servers, kind: Servers['redirects']): Choice {
  servers.redirects = kind
  // A stored token would make the token request unnecessary.
  return kind === 'token' ? { args: ['--no-token-cache'] } : {}
}

/** The changes of the context `work` before the rows, from its service and the origin of the listener. */
const histories: Readonly<
  Record<string, (service: Service, listener: string) => readonly string[] | undefined>
> = {
  'as it was added': () => undefined,
  'with another scope': (service) => ['set', 'work', '--service', service, '--scope', 'display:staff'],
  'with the token URL of the listener': (service, listener) => [
    ...['set', 'work', '--service', service, '--token-url', `${listener}${tokenPaths[service]}`],
  ],
  'with the URL of the listener': (service, listener) => [
    ...['set', 'work', '--service', service, '--url', listener],
  ],
  'with the discovered settings of the listener': (service, listener) => [
    ...['set', 'work', '--service', service, '--url', listener],
    ...['--discover', service === 'cis' ? listener : `${listener}/auth/realms/cern`],
  ],
  'with a preset': (service) => [
    ...['set', 'work', '--preset', presets[service], '--unset', 'url', '--unset', 'token-url'],
  ],
  'with another client': (service) => ['set', 'work', '--service', service, '--client-id', 'other'],
  'removed and added for the listener': () => ['remove', 'work'],
  'edited by hand': () => undefined,
}

/** A row of the table: its number, and what it chooses in each dimension. */
interface Row {
  readonly service: Service
  readonly history: string
  readonly choices: readonly (readonly [dimension: string, name: string])[]
}

/** Returns rows of the product of all dimensions, evenly spread; without a number, all of them. */
function listRows(count: number): Row[] {
  const all: (readonly [string, readonly string[]])[] = [
    ['service', ['cis', 'cern']],
    ['history', Object.keys(histories)],
    ...Object.entries(dimensions).map(([name, choices]) => [name, Object.keys(choices)] as const),
  ]
  const total = all.reduce((product, [, names]) => product * names.length, 1)
  // A prime that divides none of the lengths: each choice meets each other one.
  const step = 104_729
  return Array.from({ length: Math.min(count, total) }, (_, index) => {
    let rest = (index * step) % total
    const [service, history, ...choices] = all.map(([dimension, names]) => {
      const name = names[rest % names.length] ?? ''
      rest = Math.floor(rest / names.length)
      return [dimension, name] as const
    })
    return { service: service?.[1] as Service, history: history?.[1] ?? '', choices }
  })
}

/** Gives the context `work` its history. */
async function changeContext(
  history: string,
  service: Service,
  { listener }: Servers,
  user: UserFolder,
): Promise<void> {
  // A token from before, which the change has to remove.
  await user.run(['token', 'get', '--service', service, '-c', 'work'])
  const args = histories[history]?.(service, listener.origin)
  if (args !== undefined) {
    const { exitCode, stderr } = await user.run(['context', ...args])
    expect({ history, exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({
      history,
      exitCode: 0,
      stderr: '',
    })
  }
  if (args?.[0] === 'remove') {
    const client = ['--client-id', clientId, '--use']
    await user.run(['context', 'add', 'work', ...listUrls(service, listener), ...client])
  }
  if (history === 'edited by hand') {
    const file = user.at('contexts.json')
    const content = readFileSync(file, 'utf8')
    const own = /"(url|tokenUrl)": "http:\/\/127.0.0.1:\d+(?=[^"]*",?\s)/g
    writeFileSync(file, content.replace(own, `"$1": "${listener.origin}`))
  }
}

/**
 * Runs rows of the table, and checks after each that no secret and no token has reached a server that it does not belong
 * to. Returns the number of rows.
 */
export async function runSecretTable(count: number): Promise<number> {
  const rows = listRows(count)
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${row.service}, ${row.history}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  // Most of the time is that between attempts to reach production, which rows of other users need not wait for.
  const servers = await Promise.all([...groups.values()].map(runGroup))
  // The table is not one of errors only.
  expect(servers.some(({ cis }) => received(cis).includes(ofWork.cis.token))).toBe(true)
  expect(servers.some(({ listener }) => received(listener).includes(ofEnvironment.secret))).toBe(true)
  return rows.length
}

/** Runs rows whose context has the same history, as one user. Returns the servers. */
async function runGroup(rows: readonly Row[]): Promise<Servers> {
  const [{ service, history } = { service: 'cis' as const, history: '' }] = rows
  const servers = await startServers()
  const user = await createUser(servers)
  await changeContext(history, service, servers, user)
  for (const { choices } of rows) {
    servers.redirects = 'none'
    const chosen = choices.map(
      ([dimension, name]) => dimensions[dimension]?.[name]?.(servers, service, user) ?? {},
    )
    const env = Object.assign({}, ...chosen.map((choice) => choice.env ?? {}))
    const command = chosen[Object.keys(dimensions).indexOf('command')]?.args ?? []
    const options = chosen.flatMap((choice) => choice.args ?? []).filter((arg) => !command.includes(arg))
    const line = [...command, ...new Set(options), '-o', 'json']
    const { stdout, stderr } = await user.run(line, { env })
    const name = JSON.stringify({ service, history, ...Object.fromEntries(choices), line })
    checkRow(name, history, servers)
    expect(stdout + stderr, name).not.toContain('s3cret-')
  }
  return servers
}

function received({ requests }: ServiceDouble): string {
  // A secret may be in a header, too, behind Basic.
  const basic = requests.map(({ headers }) =>
    Buffer.from(headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString(),
  )
  return JSON.stringify([requests, basic])
}

function checkRow(name: string, history: string, servers: Servers): void {
  for (const owner of ['cis', 'cern'] as const) {
    const { secret, token } = ofWork[owner]
    for (const server of ['cis', 'cern', 'listener'] as const) {
      if (server === owner) continue
      const all = received(servers[server])
      expect(all, name).not.toContain(secret)
      // A token goes to the URL that its owner has given the context.
      const isOwn = server === 'listener' && history === 'with the URL of the listener'
      if (!isOwn) expect(all, name).not.toContain(token)
    }
  }
  for (const server of [servers.cis, servers.cern, servers.listener]) {
    expect(received(server), name).not.toContain(ofProduction)
  }
}
