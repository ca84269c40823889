import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fetchCommand } from '../../scripts/fetchCommand.mjs'
import { operations } from './operations.mjs'

const version = '5.14.2'

/**
 * Starts Prism with as many routes, each of which returns the same JSON: it verifies no token, filters nothing, generates
 * nothing and logs nothing. npm fetches it unless it is in the cache; as a dependency it would be most of the installation.
 *
 * @returns {Promise<{ url: string, stop(): Promise<void> } | undefined>} undefined if it cannot be fetched
 */
export async function startPrism(body) {
  const prism = fetchCommand(`@stoplight/prism-cli@${version}`, 'prism')
  if (prism === undefined) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'personctl-prism-'))
  const file = join(folder, 'openapi.json')
  await writeFile(file, JSON.stringify(describeRoutes(JSON.parse(body))))
  const port = await findFreePort()
  const flags = ['--port', String(port), '--multiprocess', 'false', '--verboseLevel', 'silent']
  const child = spawn(process.execPath, [prism, 'mock', file, ...flags], {
    stdio: 'ignore',
  })
  const exited = once(child, 'exit')
  const url = `http://127.0.0.1:${port}`
  while (!(await isListening(url))) {
    if (child.exitCode !== null) throw new Error(`Prism ended with ${child.exitCode} before it was ready`)
    await setTimeout(100)
  }
  return {
    url,
    async stop() {
      child.kill('SIGKILL')
      await exited
      await rm(folder, { recursive: true })
    },
  }
}

function describeRoutes(example) {
  const paths = {}
  for (const { method, path } of operations) {
    const parameters = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    }))
    const responses = { 200: { description: 'The same body', content: { 'application/json': { example } } } }
    paths[path] = { ...paths[path], [method]: { parameters, responses } }
  }
  return { openapi: '3.1.0', info: { title: 'The same routes', version }, paths }
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  return port
}

const isListening = (url) =>
  fetch(url).then(
    () => true,
    () => false,
  )
