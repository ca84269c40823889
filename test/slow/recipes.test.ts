import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { MockServer } from '@personctl/mock-server'
import {
  type CisClient,
  clientCredentials,
  createCisClient,
  createDabpClient,
  type Hooks,
} from '@personctl/sdk'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startMock } from '../helpers/startMock.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'personctl-recipes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// The recipes import packages that this repository does not install: they are fetched here, beside the SDK as it is built.
const areFetched = await fetchPackages()

async function fetchPackages(): Promise<boolean> {
  cpSync(join(root, 'examples/recipes'), folder, { recursive: true })
  const flags = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts']
  try {
    await run('npm', ['install', ...flags])
    return true
  } catch (error) {
    console.warn(`Skipped: the packages of the recipes cannot be fetched. ${error}`)
    return false
  }
}

beforeAll(async () => {
  if (!areFetched) return
  mkdirSync(join(folder, 'node_modules/@personctl'))
  symlinkSync(join(root, 'packages/sdk'), join(folder, 'node_modules/@personctl/sdk'))
  await run('node', [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder])
}, 240_000)

async function run(command: string, args: readonly string[]): Promise<void> {
  await promisify(execFile)(command, args, { cwd: folder }).catch((error) => {
    throw new Error(`${command} ${args.join(' ')}: ${error.stdout}${error.stderr}`)
  })
}

const recipeTest = test.skipIf(!areFetched)

/** Returns what a compiled recipe, or a package that recipes use, exports. */
async function load(name: string): Promise<Record<string, any>> {
  const path = name.endsWith('.js')
    ? join(folder, 'compiled', name)
    : execFileSync('node', ['-p', `require.resolve(${JSON.stringify(name)})`], {
        cwd: folder,
        encoding: 'utf8',
      }).trim()
  return import(pathToFileURL(path).href)
}

const ada = { primaryEmail: 'ada.lovelace@example.org' }

function cisOf(mock: MockServer, hooks: Hooks = {}): CisClient {
  return createCisClient({
    baseUrl: mock.url,
    auth: clientCredentials({
      clientId: 'demo',
      clientSecret: 'demo-secret',
      tokenUrl: mock.services.cis.tokenUrl,
      audience: mock.services.cis.audience,
    }),
    retry: { baseMs: 1 },
    hooks,
  })
}

recipeTest(
  'the OpenTelemetry recipe records each attempt below the active span and sends traceparent',
  async () => {
    const mock = await startMock()
    const { context, propagation, trace } = await load('@opentelemetry/api')
    const { AsyncLocalStorageContextManager } = await load('@opentelemetry/context-async-hooks')
    const { W3CTraceContextPropagator } = await load('@opentelemetry/core')
    const { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } = await load(
      '@opentelemetry/sdk-trace-base',
    )
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    propagation.setGlobalPropagator(new W3CTraceContextPropagator())
    const exporter = new InMemorySpanExporter()
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
    )

    const { traceCalls } = await load('openTelemetry.js')
    const sent: (string | undefined)[] = []
    const cis = createCisClient({
      baseUrl: mock.url,
      auth: clientCredentials({
        clientId: 'demo',
        clientSecret: 'demo-secret',
        tokenUrl: mock.services.cis.tokenUrl,
      }),
      retry: { baseMs: 1 },
      hooks: traceCalls(),
      fetch: (url, init) => {
        sent.push(init.headers['traceparent'])
        return fetch(url, init)
      },
    })
    await mock.admin.faults.add({
      match: { operation: 'getUserByPrimaryEmail' },
      effect: { type: 'status', status: 503 },
      times: 1,
    })
    const tracer = trace.getTracer('test')
    await tracer.startActiveSpan('sign-in', async (parent: any) => {
      await cis.users.get(ada)
      parent.end()
    })

    const spans = exporter.getFinishedSpans()
    expect(spans.map(({ name, status }: any) => [name, status.code])).toEqual([
      ['cis token POST', 0],
      ['cis request GET', 2],
      ['cis request GET', 0],
      ['sign-in', 0],
    ])
    const parent = spans.at(-1).spanContext()
    for (const span of spans.slice(0, 3)) expect(span.parentSpanContext.spanId).toBe(parent.spanId)
    expect(sent).toEqual(
      spans.slice(0, 3).map((span: any) => `00-${parent.traceId}-${span.spanContext().spanId}-01`),
    )
  },
)

recipeTest(
  'the pino recipe logs a token, a retry, the responses and a failure without token and secret',
  async () => {
    const mock = await startMock()
    const { default: pino } = await load('pino')
    const { logCalls } = await load('pino.js')
    let log = ''
    const stream = new Writable({
      write(chunk, _, done) {
        log += chunk
        done()
      },
    })
    const cis = cisOf(mock, logCalls(pino({ level: 'debug' }, stream)))
    await mock.admin.faults.add({
      match: { operation: 'getUserByPrimaryEmail' },
      effect: { type: 'status', status: 503 },
      times: 1,
    })
    await cis.users.get(ada)
    await mock.admin.faults.add({
      match: { operation: 'getUserByPrimaryEmail' },
      effect: { type: 'status', status: 403 },
    })
    await cis.users.get(ada).catch(() => {})

    const lines = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ msg, status }) => (status === undefined ? msg : `${msg} ${status}`))).toEqual([
      'response 200',
      'token',
      'response 503',
      'retry',
      'response 200',
      'response 403',
      'failure',
    ])
    expect(lines.at(-1).err.code).toBe('not_permitted')
    expect(log).not.toMatch(/demo-secret|eyJ/)
  },
)

describe.skipIf(!isInstalled('redis-server'))('with a Redis server', () => {
  recipeTest(
    'the Redis recipe shares a token between processes, only with the secret, and is passed over without Redis',
    async () => {
      const mock = await startMock()
      const socket = join(folder, 'redis.sock')
      const server = spawn('redis-server', [
        '--port',
        '0',
        '--unixsocket',
        socket,
        '--save',
        '',
        '--dir',
        folder,
      ])
      onTestFinished(() => void server.kill('SIGKILL'))
      for await (const chunk of server.stdout) if (String(chunk).includes('eady to accept connections')) break
      const { createClient } = await load('redis')
      const { redisCache } = await load('redisCache.js')
      const redis = createClient({ socket: { path: socket, reconnectStrategy: 1000 } })
      redis.on('error', () => {})
      onTestFinished(() => void redis.destroy())
      await redis.connect()

      const client = (clientSecret: string) =>
        createCisClient({
          baseUrl: mock.url,
          auth: clientCredentials({
            clientId: 'demo',
            clientSecret,
            tokenUrl: mock.services.cis.tokenUrl,
            audience: mock.services.cis.audience,
            cache: redisCache(redis),
          }),
        })
      const tokens = () => mock.admin.requests.count({ operation: 'requestToken' })
      await client('demo-secret').users.get(ada)
      expect(await redis.keys('*')).toHaveLength(1)
      const before = await tokens()
      await client('demo-secret').users.get(ada)
      expect(await tokens()).toBe(before)
      await expect(client('wrong').users.get(ada)).rejects.toMatchObject({ code: 'token_refused' })

      server.kill('SIGKILL')
      await once(server, 'exit')
      const { first_name } = await client('demo-secret').users.get(ada)
      expect(first_name?.value).toBe('Ada')
    },
  )
})

function isInstalled(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

recipeTest(
  'the Express recipe greets people with profile and policy, and refuses others with the reason',
  async () => {
    const mock = await startMock()
    const cis = cisOf(mock)
    const uuid = (await cis.users.get(ada)).uuid?.value
    const { createLoginApp } = await load('expressLogin.js')
    const dabp = createDabpClient({
      baseUrl: mock.services.dabp.url,
      auth: clientCredentials({
        clientId: 'demo',
        clientSecret: 'demo-secret',
        tokenUrl: mock.services.dabp.tokenUrl,
      }),
      retry: false,
    })
    const report = await dabp.people.getReport(String(uuid), { skipUpdatingActivity: true })
    const group = report.groups?.find(({ policies = [] }) => policies.length > 0)
    const policy = { name: String(group?.policies?.[0]?.name), group: String(group?.name) }
    const app = createLoginApp({ cis, dabp }, (request: any) => request.headers['x-email'], policy)
    const server = app.listen(0)
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const me = async (email?: string) => {
      const { port } = server.address() as AddressInfo
      const response = await fetch(`http://127.0.0.1:${port}/me`, {
        headers: email === undefined ? {} : { 'x-email': email },
      })
      return [response.status, await response.json()]
    }

    expect(await me()).toEqual([401, { error: 'Sign in first.' }])
    expect(await me(ada.primaryEmail)).toEqual([200, { greeting: 'Hello Ada' }])
    expect(await me('nobody@example.org')).toEqual([403, { error: 'No active person has this e-mail.' }])
    policy.name = 'Another policy'
    expect(await me(ada.primaryEmail)).toEqual([403, { error: 'The policy is missing.' }])
    await mock.admin.faults.add({
      match: { operation: 'getUserByPrimaryEmail' },
      effect: { type: 'rateLimit', retryAfterSeconds: 3600 },
    })
    expect(await me(ada.primaryEmail)).toEqual([
      503,
      { error: 'The directory does not respond.', code: 'rate_limited' },
    ])
  },
)

recipeTest('the Next.js recipe responds on the edge runtime', async () => {
  const mock = await startMock()
  const { EdgeVM } = await load('@edge-runtime/vm')
  const { rolldown } = await import('rolldown')
  const bundle = await rolldown({ input: join(folder, 'compiled/nextEdge.js'), platform: 'browser' })
  const { output } = await bundle.generate({ format: 'iife', name: 'route' })
  const vm = new EdgeVM({
    extend: (globals: any) =>
      Object.assign(globals, {
        process: {
          env: {
            PERSONCTL_CIS_URL: mock.url,
            PERSONCTL_CIS_TOKEN_URL: mock.services.cis.tokenUrl,
            PERSONCTL_CIS_AUDIENCE: mock.services.cis.audience,
            PERSONCTL_CIS_CLIENT_ID: 'demo',
            PERSONCTL_CIS_CLIENT_SECRET: 'demo-secret',
          },
        },
      }),
  })
  vm.evaluate(`${output[0].code}; globalThis.route = route`)
  const get = (email: string) =>
    vm.evaluate(`(async () => {
      const params = Promise.resolve({ email: ${JSON.stringify(email)} })
      const response = await route.GET(new Request('https://app.example.org/people/x'), { params })
      return [response.status, await response.text()]
    })()`)
  expect(await get(ada.primaryEmail)).toEqual([200, '{"first_name":"Ada","last_name":"Lovelace"}'])
  expect(await get('nobody@example.org')).toEqual([404, '{"error":"not found"}'])
})

recipeTest('the Cloudflare Worker recipe responds with the name of a person', async () => {
  const mock = await startMock()
  const { default: worker } = await load('cloudflareWorker.js')
  const env = {
    CIS_URL: mock.url,
    CIS_TOKEN_URL: mock.services.cis.tokenUrl,
    CIS_CLIENT_ID: 'demo',
    CIS_CLIENT_SECRET: 'demo-secret',
  }
  const get = async (email: string) => {
    const response = await worker.fetch(
      new Request(`https://worker.example.org/people/${encodeURIComponent(email)}`),
      env,
    )
    return [response.status, await response.json()]
  }
  expect(await get(ada.primaryEmail)).toEqual([200, { first_name: 'Ada', last_name: 'Lovelace' }])
  expect(await get('nobody@example.org')).toEqual([404, { error: 'not found' }])
})

recipeTest('the nightly sync writes everybody once each night, despite a crash in each', async () => {
  const mock = await startMock({ people: 600 })
  const { syncPeople } = await load('nightlySync.js')
  const everybody = (await cisOf(mock).users.list().toArray()).map(({ user_id }) => user_id?.value).sort()
  const file = join(folder, 'people.ndjson')
  for (let night = 0; night < 3; night += 1) {
    rmSync(file, { force: true })
    let responses = 0
    // The crash comes with a different page each night.
    const crashing = cisOf(mock, {})
    const cis: CisClient = {
      ...crashing,
      users: {
        ...crashing.users,
        list: (options) => {
          const pager = crashing.users.list(options)
          return Object.assign(Object.create(pager), {
            async *pages() {
              for await (const page of pager.pages()) {
                yield page
                responses += 1
                if (responses === 5 + 3 * night) throw new Error('crash')
              }
            },
          })
        },
      },
    }
    await expect(syncPeople(cis, file)).rejects.toThrow('crash')
    await syncPeople(cisOf(mock), file)
    const written = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).user_id)
    expect(written.sort()).toEqual(everybody)
  }
})
