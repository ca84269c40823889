// Measures the built site with Lighthouse, which npm fetches, and fails below 95 of 100 in any category. Run nothing beside it.
//
//   npm run site && npm run site:measure
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { fetchCommand } from '../../scripts/fetchCommand.mjs'

const pages = ['index.html', 'guides/testing.html', 'reference/sdk/index.html']
const categories = ['performance', 'accessibility', 'best-practices', 'seo']
const limit = 0.95

const lighthouse = fetchCommand('lighthouse@12', 'lighthouse')
if (lighthouse === undefined) process.exit(1)
// A thread of its own serves the pages, since this one waits for Lighthouse.
const serve = `
const { createServer } = require('node:http'), { readFileSync } = require('node:fs'), { extname, join } = require('node:path')
const { parentPort, workerData } = require('node:worker_threads')
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.txt': 'text/plain' }
const server = createServer(({ url }, response) => {
  try {
    const content = readFileSync(join(workerData, new URL(url, 'http://localhost').pathname))
    response.writeHead(200, { 'content-type': types[extname(url)] ?? 'application/octet-stream' }).end(content)
  } catch {
    response.writeHead(404).end()
  }
}).listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`
const dist = fileURLToPath(new URL('dist', import.meta.url))
const worker = new Worker(serve, { eval: true, workerData: dist })
const port = await new Promise((resolve) => worker.once('message', resolve))

const folder = mkdtempSync(join(tmpdir(), 'personctl-lighthouse-'))
const report = join(folder, 'report.json')
console.log(`| page | ${categories.join(' | ')} | bytes |\n|---|${categories.map(() => '--:|').join('')}--:|`)
for (const page of pages) {
  const flags = ['--quiet', '--output=json', `--output-path=${report}`, `--only-categories=${categories}`]
  const chrome = `--chrome-flags=--headless${process.getuid?.() === 0 ? ' --no-sandbox' : ''}`
  spawnSync(process.execPath, [lighthouse, `http://127.0.0.1:${port}/${page}`, ...flags, chrome], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' },
  })
  const { categories: found, audits } = JSON.parse(readFileSync(report, 'utf8'))
  const scores = categories.map((name) => found[name].score)
  const bytes = audits['total-byte-weight'].numericValue
  console.log(`| ${page} | ${scores.map((score) => Math.round(score * 100)).join(' | ')} | ${bytes} |`)
  if (scores.some((score) => score < limit)) process.exitCode = 1
}
rmSync(folder, { recursive: true })
await worker.terminate()
