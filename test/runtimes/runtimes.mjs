// The runtimes in which the SDK is tried, and how each is found and run.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { mockBin, startChildServer } from '../../bench/support/childServer.mjs'
import { bundle } from '../../scripts/bundle.mjs'
import { fetchCommand } from '../../scripts/fetchCommand.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const run = promisify(execFile)
const timeLimit = { timeout: 280_000, killSignal: 'SIGKILL' }

/**
 * A runtime of the table.
 *
 * @typedef {object} Runtime
 * @property {string} name
 * @property {() => Promise<FoundRuntime | undefined>} find fetches it if necessary; undefined, with a word on stderr, if that fails
 *
 * @typedef {object} FoundRuntime
 * @property {string} version
 * @property {(mockUrl: string, folder: string) => Promise<string[]>} run returns the steps that succeeded
 */

/** @type {Runtime[]} */
export const runtimes = [
  ...['20', '22', '24', '26'].map((version) => ({
    name: `Node.js ${version}`,
    find: () => findProcess(`node@${version}`, 'node', ['--version']),
  })),
  { name: 'Bun', find: () => findProcess('bun@1', 'bun', ['--version']) },
  { name: 'Deno', find: findDeno },
  { name: 'Cloudflare Workers (workerd)', find: findWorkerd },
  { name: 'Edge runtime of Next.js', find: findEdgeRuntime },
  ...['page', 'worker'].map((context) => ({
    name: `Chromium, ${context}`,
    find: () =>
      findBrowser(['chromium', 'chromium-browser', 'google-chrome'], context, (profile) => [
        ...['--headless', '--no-first-run', `--user-data-dir=${profile}`],
        // Chromium refuses to run as root inside its sandbox.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ]),
  })),
  ...['page', 'worker'].map((context) => ({
    name: `Firefox, ${context}`,
    find: () =>
      findBrowser(['firefox-esr', 'firefox'], context, (profile) => [
        ...['--headless', '--no-remote', '--profile', profile],
      ]),
  })),
]

/** Starts a mock in which requests by UUID hang, and tokens take a moment. */
export async function startMock() {
  const flags = ['--port', '0', '--people', '300', '--page-size', '50']
  const server = await startChildServer([mockBin, ...flags])
  await addFault(server.url, { operation: 'getUserByUuid' }, 60_000)
  await addFault(server.url, { operation: 'requestToken' }, 400)
  return server
}

async function addFault(url, match, delayMs) {
  const response = await fetch(`${url}/__admin/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ match, effect: { type: 'delay', delayMs } }),
  })
  if (!response.ok) throw new Error(await response.text())
}

/**
 * Runs the steps in a runtime.
 *
 * @param {Runtime} runtime
 * @param {string} mockUrl
 * @returns {Promise<{ version: string, steps: string[] } | undefined>} undefined if the runtime cannot be had
 * @throws {Error} if a step fails
 */
export async function tryRuntime({ find }, mockUrl) {
  const found = await find()
  if (found === undefined) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'personctl-runtime-'))
  try {
    return { version: found.version, steps: await found.run(mockUrl, folder) }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function findProcess(spec, command, versionFlags) {
  const path = fetchCommand(spec, command)
  if (path === undefined) return undefined
  return {
    version: await findVersion(path, versionFlags),
    run: async (mockUrl) =>
      JSON.parse((await run(path, [join(here, 'process.mjs'), mockUrl], timeLimit)).stdout),
  }
}

async function findVersion(path, flags = ['--version']) {
  const { stdout } = await run(path, flags, timeLimit)
  return /\d[\w.-]*/.exec(stdout)?.[0] ?? stdout.trim()
}

async function findDeno() {
  const path = fetchCommand('deno@2', 'deno')
  if (path === undefined) return undefined
  return {
    version: await findVersion(path),
    async run(mockUrl, folder) {
      const file = join(folder, 'smoke.mjs')
      const code =
        "import { smoke } from './smoke.mjs'\nconsole.log(JSON.stringify(await smoke(Deno.args[0])))"
      await writeFile(file, await bundle(code, here))
      return JSON.parse((await run(path, ['run', '--allow-net', file, mockUrl], timeLimit)).stdout)
    },
  }
}

async function findWorkerd() {
  const path = fetchCommand('workerd@1', 'workerd')
  if (path === undefined) return undefined
  return { version: await findVersion(path), run: (mockUrl, folder) => runWorkerd(path, mockUrl, folder) }
}

async function runWorkerd(path, mockUrl, folder) {
  await writeFile(join(folder, 'worker.mjs'), await bundle("export { default } from './worker.mjs'", here))
  await writeFile(
    join(folder, 'config.capnp'),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (
      modules = [(name = "worker", esModule = embed "worker.mjs")],
      compatibilityDate = "2025-01-01",
    )),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", http = (), service = "main")],
);`,
  )
  const child = spawn(
    path,
    ['serve', join(folder, 'config.capnp'), '--control-fd=3', '--socket-addr=http=127.0.0.1:0'],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    },
  )
  try {
    const [line] = await once(child.stdio[3], 'data')
    const { port } = JSON.parse(String(line).split('\n')[0])
    const get = async (route, lifetimes = 0) => {
      const query = new URLSearchParams({ mock: mockUrl, lifetimes })
      const response = await fetch(`http://127.0.0.1:${port}${route}?${query}`)
      if (!response.ok) throw new Error(await response.text())
      return response.json()
    }
    // Each second request comes near the end of a token: it owns a renewal that it does not live to see.
    for (const lifetimes of [0, 0.999, 2, 0.999, 0, 2, 0.999, 2]) {
      const name = await get('/greet', lifetimes)
      if (name !== 'Ada') throw new Error(`The profile is that of ${name}.`)
    }
    return await get('/smoke')
  } finally {
    child.kill('SIGKILL')
  }
}

async function findEdgeRuntime() {
  const path = fetchCommand('edge-runtime@4', 'edge-runtime')
  if (path === undefined) return undefined
  const load = createRequire(path)
  const { EdgeRuntime } = load('edge-runtime')
  return {
    version: load('edge-runtime/package.json').version,
    async run(mockUrl) {
      const code = "import { smoke } from './smoke.mjs'\nglobalThis.smoke = smoke"
      const runtime = new EdgeRuntime({ initialCode: await bundle(code, here, { format: 'iife' }) })
      return [...(await runtime.evaluate(`smoke(${JSON.stringify(mockUrl)})`))]
    },
  }
}

async function findBrowser(commands, context, flagsOf) {
  for (const command of commands) {
    try {
      const version = await findVersion(command)
      return { version, run: (mockUrl, folder) => runBrowser(command, flagsOf(folder), context, mockUrl) }
    } catch {
      // Not installed, or not under this name.
    }
  }
  console.error(`None of ${commands.join(', ')} is installed.`)
  return undefined
}

/** Opens a page that runs the steps, itself or in a worker, and sends the result back. */
async function runBrowser(command, flags, context, mockUrl) {
  const script = await bundle("import './page.mjs'", here)
  const { promise, resolve, reject } = withResolvers()
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      const { steps, error } = JSON.parse(await text(request))
      response.end()
      if (steps === undefined) reject(new Error(error))
      else resolve(steps)
    } else if (request.url.startsWith('/script.mjs')) {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    } else {
      const source = `/script.mjs?mock=${mockUrl}`
      const start =
        context === 'worker' ? `new Worker('${source}', { type: 'module' })` : "import('/script.mjs')"
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(`<!doctype html><title>Smoke</title><script type="module">${start}</script>`)
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const page = `http://127.0.0.1:${server.address().port}/?mock=${mockUrl}`
  const child = spawn(command, [...flags, page], { stdio: 'ignore' })
  const exited = once(child, 'exit')
  const timer = setTimeout(timeLimit.timeout, undefined, { ref: false }).then(() => {
    throw new Error(`${command} sent no result.`)
  })
  try {
    return await Promise.race([promise, timer])
  } finally {
    child.kill('SIGTERM')
    await exited
    server.closeAllConnections()
    server.close()
  }
}

function withResolvers() {
  const parts = {}
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }))
  return parts
}
