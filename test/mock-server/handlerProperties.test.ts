// The same handlers in two worlds: over HTTP in front of the mock, and in setupServer of msw, in front of the mock's handlers and
// then of the same mock over HTTP, where msw lets through what it passes.
import { STATUS_CODES } from 'node:http'
import { createPersonMock, startMockServer } from '@personctl/mock-server'
import fc from 'fast-check'
import { delay, HttpResponse, type HttpResponseResolver, http, passthrough, type RequestHandler } from 'msw'
import { setupServer } from 'msw/node'
import { expect, test, vi } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'

const resultKinds = [
  'nothing',
  'text',
  'json',
  'empty',
  'redirect',
  'stream',
  'broken stream',
  'error',
  'throw',
  'throw text',
  'throw response',
  'network',
  'passthrough',
  'late',
  'body',
  'params',
] as const
type ResultKind = (typeof resultKinds)[number]

/** Creates what a handler returns, anew for each request. */
const results: Readonly<Record<ResultKind, HttpResponseResolver>> = {
  nothing: () => undefined,
  text: () => HttpResponse.text('text', { status: 418, statusText: 'Short and stout' }),
  json: () =>
    HttpResponse.json(
      { json: 'é' },
      {
        headers: [
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
          ['x-own', '1'],
        ],
      },
    ),
  empty: () => new HttpResponse(null, { status: 204 }),
  redirect: () => HttpResponse.redirect('http://elsewhere.test/', 307),
  stream: () => new HttpResponse(chunks(false), { headers: { 'content-type': 'text/plain' } }),
  'broken stream': () => new HttpResponse(chunks(true)),
  error: () => HttpResponse.error(),
  throw: () => {
    throw new RangeError('thrown')
  },
  'throw text': () => {
    throw 'thrown'
  },
  'throw response': () => {
    throw HttpResponse.text('thrown', { status: 409 })
  },
  network: () => {
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104 })
  },
  passthrough: () => passthrough(),
  late: async () => {
    await delay(1)
    return HttpResponse.text('late')
  },
  body: async ({ request }) => HttpResponse.text((await request.clone().text()).toUpperCase()),
  // Without cookies: setupServer remembers those of responses, as a browser does.
  params: ({ params }) => HttpResponse.json(params),
}

function chunks(isBroken: boolean): ReadableStream<Uint8Array> {
  const parts = ['one', 'two', 'three']
  return new ReadableStream({
    pull(controller) {
      const part = parts.shift()
      if (part !== undefined) controller.enqueue(new TextEncoder().encode(part))
      else if (isBroken) controller.error(new Error('broken'))
      else controller.close()
    },
  })
}

interface HandlerPlan {
  readonly method: 'get' | 'post' | 'put' | 'head' | 'options' | 'all'
  readonly path: string | RegExp | 'predicate'
  readonly once: boolean
  /** More than one: a generator. */
  readonly results: readonly ResultKind[]
}

const paths = [
  '*/v2/version',
  '*/v2/:what',
  '*/v2/*',
  '*',
  '*/V2/Version/',
  '*/apps.yml',
  '*/a-:one.:two',
  '*/v2/version?x=1',
  '*/oauth/token',
  'http://*/v2/version',
  '*/:a?/version',
  '*/v2/(version|apps)',
  '*/v2/:rest*',
]

const planArbitrary: fc.Arbitrary<HandlerPlan> = fc.record({
  method: fc.constantFrom('get', 'post', 'put', 'head', 'options', 'all'),
  path: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...paths) },
    fc.constantFrom(/\/v2\/v/, /apps\.yml$/),
    fc.constant('predicate' as const),
  ),
  once: fc.boolean(),
  results: fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...resultKinds)) },
    fc.array(fc.constantFrom<ResultKind[]>('text', 'json', 'stream', 'empty', 'late'), {
      minLength: 2,
      maxLength: 3,
    }),
  ),
})

const requestArbitrary = fc.record({
  method: fc.constantFrom('GET', 'GET', 'POST', 'PUT', 'HEAD', 'OPTIONS'),
  path: fc.constantFrom(
    '/v2/version',
    '/v2/version/',
    '/V2/version?x=1',
    '/v2/nothing/./x',
    '/apps.yml',
    '/a-1.2',
    '/oauth/token',
    '/x/version',
    '/v2/%76ersion',
  ),
  cookie: fc.boolean(),
})
type RequestPlan = typeof requestArbitrary extends fc.Arbitrary<infer Plan> ? Plan : never

function createHandler({ method, path, once, results: kinds }: HandlerPlan): RequestHandler {
  const [first = 'nothing', ...others] = kinds
  const resolver: HttpResponseResolver =
    others.length === 0
      ? results[first]
      : async function* (info) {
          for (const kind of kinds.slice(0, -1)) yield (await results[kind](info)) as Response
          return (await results[kinds.at(-1) ?? first](info)) as Response
        }
  const matched =
    path === 'predicate' ? ({ request }: { request: Request }) => request.url.includes('v') : path
  return http[method](matched as string, resolver, { once })
}

/** Sends requests one after the other. Returns all that their client can see. */
async function observe(origin: string, plans: readonly RequestPlan[]): Promise<unknown[]> {
  const seen: unknown[] = []
  for (const { method, path, cookie } of plans) {
    const hasBody = method === 'POST' || method === 'PUT'
    try {
      const response = await fetch(origin + path, {
        method,
        redirect: 'manual',
        headers: { 'content-type': 'application/json', ...(cookie && { cookie: 'c=3' }) },
        ...(hasBody && { body: '{"grant_type":"none"}' }),
      })
      // A parameter of a path may be the host.
      const text = (await response.text()).replaceAll(origin, '').replaceAll(new URL(origin).host, '')
      // In a process, even a response to HEAD may have a body.
      const body = method === 'HEAD' ? '' : text
      const { status, statusText, headers } = response
      const own = ['content-type', 'location', 'x-own', 'allow'].map((name) => headers.get(name))
      // The stack of an error depends on where it runs.
      // In a process, a response of the mock has no reason phrase.
      seen.push([
        status,
        statusText || STATUS_CODES[status],
        own,
        headers.getSetCookie(),
        body.replace(/"stack":.*$/s, ''),
      ])
    } catch {
      seen.push('failed')
    }
  }
  return seen
}

test('any handlers give the same over HTTP as in setupServer in front of the mock', {
  tags: 'property',
  timeout: 120_000,
}, async () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const error = vi.spyOn(console, 'error').mockReturnValue()
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const real = await startMockServer({ port: 0, people: 3, groups: 9 })
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(planArbitrary, { minLength: 1, maxLength: 4 }),
        fc.array(requestArbitrary, { minLength: 1, maxLength: 6 }),
        async (handlerPlans, requestPlans) => {
          const server = await startMockServer({
            port: 0,
            people: 3,
            groups: 9,
            handlers: handlerPlans.map(createHandler),
          })
          const overHttp = await observe(server.url, requestPlans)
          const inSession = setupServer(
            ...handlerPlans.map(createHandler),
            ...createPersonMock({ people: 3, groups: 9, hosts: [real.url] }).handlers,
          )
          void server.close()
          await server.close()
          inSession.listen({ onUnhandledRequest: 'bypass' })
          try {
            expect(overHttp).toEqual(await observe(real.url, requestPlans))
          } finally {
            inSession.close()
          }
        },
      ),
      propertyRuns(400),
    )
  } finally {
    await real.close()
    for (const spy of [write, error, warn]) spy.mockRestore()
  }
})
