// Measures the time from spawn to the first 200 of the ready route with 100 people, against `node -e 0`, and against the first
// response of @mswjs/http-middleware with as many routes. Runs take turns; the medians count.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { median, mockBin, startChildServer } from './support/childServer.mjs'
import { limitOf, reportFigure } from './support/claims.mjs'
import { operations } from './support/operations.mjs'

const rounds = 15
const limitMs = limitOf('mock.ready')

const rival = fileURLToPath(new URL('support/rivalServer.mjs', import.meta.url))
const candidates = {
  'node -e 0': () => once(spawn(process.execPath, ['-e', '0']), 'exit'),
  'personctl-mock': () => awaitFirstResponse([mockBin, '--port', '0'], '/__admin/ready'),
  '@mswjs/http-middleware': () => awaitFirstResponse([rival, JSON.stringify(operations)], '/v2/version'),
}

const stopping = []
async function awaitFirstResponse(args, path) {
  const { url, stop } = await startChildServer(args)
  stopping.push(stop)
  const { ok, status } = await fetch(url + path)
  if (!ok) throw new Error(`${path} returned ${status}`)
}

const times = Object.fromEntries(Object.keys(candidates).map((name) => [name, []]))
for (let round = 0; round <= rounds; round++)
  for (const [name, run] of Object.entries(candidates)) {
    const start = performance.now()
    await run()
    // The first round warms the disk.
    if (round > 0) times[name].push(performance.now() - start)
    await Promise.all(stopping.splice(0).map((stop) => stop()))
  }

const floor = median(times['node -e 0'])
console.log(`Spawn to first response, 100 people, Node ${process.version}\n`)
console.log('| server | ms | above node -e 0 |\n|---|--:|--:|')
for (const [name, values] of Object.entries(times))
  console.log(`| ${name} | ${median(values).toFixed(0)} | ${(median(values) - floor).toFixed(0)} |`)
const above = median(times['personctl-mock']) - floor
const others = Object.keys(times).filter((name) => !['node -e 0', 'personctl-mock'].includes(name))
reportFigure('mock.ready', Math.round(above), {
  rivals: Object.fromEntries(others.map((name) => [name, Math.round(median(times[name]) - floor)])),
})
console.log(
  `\npersonctl-mock: ${above.toFixed(0)} ms above, limit ${limitMs}: ${above <= limitMs ? 'met' : 'MISSED'}`,
)
