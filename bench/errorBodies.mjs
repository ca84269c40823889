// Measures what hostile bodies cost: how much longer an error response takes than one with plain text of the same length, and
// the peak memory of a process that receives 400 MB in a small gzip. The candidates take turns; the minimum of each counts.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { createCisClient, staticToken } from '@personctl/sdk'
import { createUndiciFetch } from '@personctl/sdk/node'
import { limitOf, reportFigure } from './support/claims.mjs'

const rounds = 7
const limitsMs = { 128: limitOf('error.128'), 1024: limitOf('error.1024') }
const memoryLimitMb = limitOf('error.memory')
const patterns = {
  plain: 'The service is not available. ',
  'beginnings of tokens': 'eyJ-',
  'dots of tokens': 'eyJhbGciOi.',
  'percent escapes': '%252f',
  'JSON escapes': '\\u002f',
  entities: '&#47;',
  brackets: '[{"a":',
  quotes: '"\\"',
  'beginnings of titles': '<title',
  'white space': ' \n\t',
  'two bytes a character': 'é',
}

if (process.argv[2] !== undefined) await reportMemory(process.argv[2])
else {
  await compareBodies()
  compareMemory()
}

async function compareBodies() {
  console.log('| body | 128 KB: ms more | 1 MB: ms more |\n|---|--:|--:|')
  const least = {}
  for (let round = 0; round < rounds; round += 1) {
    for (const kilobytes of Object.keys(limitsMs)) {
      for (const [name, pattern] of Object.entries(patterns)) {
        const key = `${name} ${kilobytes}`
        const ms = await measureError(pattern.repeat(Math.ceil((kilobytes * 1024) / pattern.length)))
        least[key] = Math.min(least[key] ?? Number.POSITIVE_INFINITY, ms)
      }
    }
  }
  const more = (name, kilobytes) => least[`${name} ${kilobytes}`] - least[`plain ${kilobytes}`]
  for (const kilobytes of Object.keys(limitsMs))
    reportFigure(
      `error.${kilobytes}`,
      Math.max(...Object.keys(patterns).map((name) => more(name, kilobytes))),
    )
  for (const name of Object.keys(patterns)) {
    const cells = Object.entries(limitsMs).map(([kilobytes, limit]) => {
      const ms = more(name, kilobytes)
      if (ms > limit) process.exitCode = 1
      return `${ms.toFixed(1)}${ms > limit ? ` **missed**: ${limit}` : ''}`
    })
    console.log(`| ${name} | ${cells.join(' | ')} |`)
  }
}

async function measureError(body) {
  const headers = { 'content-type': 'application/json' }
  const fetch = async () => new Response(body, { status: 400, headers })
  const cis = createCisClient({ auth: staticToken('the-token-of-a-user'), fetch, retry: false })
  const started = performance.now()
  await cis.users.get({ uuid: 'x' }).catch((error) => JSON.stringify(error))
  return performance.now() - started
}

function compareMemory() {
  console.log('\n| 400 MB in gzip, received by | peak MB | ends with |\n|---|--:|---|')
  let most = 0
  for (const transport of ['global fetch', 'createUndiciFetch']) {
    const file = fileURLToPath(import.meta.url)
    const { stdout } = spawnSync(process.execPath, [file, transport], { encoding: 'utf8' })
    const [megabytes, outcome] = JSON.parse(stdout)
    most = Math.max(most, megabytes)
    const missed = megabytes > memoryLimitMb ? ` **missed**: ${memoryLimitMb}` : ''
    if (missed !== '') process.exitCode = 1
    console.log(`| ${transport} | ${megabytes}${missed} | ${outcome} |`)
  }
  reportFigure('error.memory', most)
}

/** Receives the bomb from a server in this process, which has only its compressed bytes. */
async function reportMemory(transport) {
  const { createServer } = await import('node:http')
  // Members of a gzip file follow each other.
  const member = gzipSync(Buffer.alloc(1e6, ' '))
  const bomb = Buffer.concat(Array(400).fill(member))
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  const server = createServer((_request, response) => response.writeHead(200, headers).end(bomb))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${server.address().port}`
  const fetch = transport === 'createUndiciFetch' ? createUndiciFetch() : undefined
  const cis = createCisClient({ baseUrl, auth: staticToken('t'), fetch, retry: false })
  const error = await cis.users.get({ uuid: 'x' }).catch((reason) => reason)
  console.log(
    JSON.stringify([Math.round(process.resourceUsage().maxRSS / 1024), `${error.name}: ${error.message}`]),
  )
  process.exit()
}
