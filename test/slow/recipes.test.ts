import { execFile, execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { MockServer } from '@personctl/mock-server'
import { type CisClient, clientCredentials, createCisClient, type Hooks } from '@personctl/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
