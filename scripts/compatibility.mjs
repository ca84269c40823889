// Stores what the tests ran, with its date, and writes the tables of it: docs/compatibility.md, and one in the README of the SDK.
import { readFileSync, writeFileSync } from 'node:fs'

const results = new URL('../docs/compatibility.json', import.meta.url)
const page = new URL('../docs/compatibility.md', import.meta.url)
const readme = new URL('../packages/sdk/README.md', import.meta.url)

/** The tables of the page: their titles, the text above them, and their columns. */
const tables = {
  runtimes: {
    title: 'Runtimes of the SDK',
    about:
      'Each is tried against a mock: a token, a profile, a walk over a list, tokens after the first, an abort.',
    command: 'npm run test:runtimes -- --write',
    columns: ['runtime', 'version', 'tried'],
  },
  nodes: {
    title: 'Node.js and the mock',
    about: 'The mock sends the same bytes in all of them, and the tests of mock and SDK pass.',
    command: 'npm run test:nodes -- --write',
    columns: ['Node.js', 'responses compared', 'tests'],
  },
  compilers: {
    title: 'TypeScript',
    about:
      'A strict program that uses the public types compiles, with the libraries unchecked (`skipLibCheck`).',
    command: 'npm run test:compilers -- --write',
    columns: ['TypeScript', 'module resolution'],
  },
  peers: {
    title: 'undici and msw',
    about:
      'The packed packages are installed beside the oldest and the newest versions of their optional peers, compiled and run.',
    command: 'PERSONCTL_WRITE_RESULTS=1 npx vitest run test/packaging/peers.test.ts',
    columns: ['Node.js', 'undici', 'msw'],
  },
}

/**
 * Stores the rows of a table as the results of today, and writes the documents that show it.
 *
 * @param {keyof typeof tables} name
 * @param {string[][]} rows
 */
export function recordResults(name, rows) {
  const stored = readResults()
  stored[name] = { date: new Date().toISOString().slice(0, 10), rows }
  writeFileSync(results, `${JSON.stringify(stored, null, 2)}\n`)
  writeFileSync(page, formatPage(stored))
  if (name !== 'runtimes') return
  const [before, rest] = readFileSync(readme, 'utf8').split('<!-- runtimes -->\n')
  const [, after] = rest.split('<!-- /runtimes -->\n')
  const table = formatTable(tables.runtimes.columns, rows)
  writeFileSync(readme, `${before}<!-- runtimes -->\n${table}\n<!-- /runtimes -->\n${after}`)
}

/** Returns the stored results. */
export function readResults() {
  return JSON.parse(readFileSync(results, 'utf8'))
}

/** Returns the page with all tables. */
export function formatPage(stored) {
  const parts = Object.entries(tables)
    .filter(([name]) => stored[name] !== undefined)
    .map(([name, { title, about, command, columns }]) => {
      const { date, rows } = stored[name]
      return `## ${title}\n\n${about}\nRun on ${date} by \`${command}\`.\n\n${formatTable(columns, rows)}`
    })
  return `# Where it runs

The packages are ESM and need Node.js 20.19 or later; \`require()\` works there, too. The SDK also runs in other runtimes and in
browsers. Nothing on this page is typed by hand: the commands below the headings write it from what they ran.

${parts.join('\n\n')}
`
}

function formatTable(columns, rows) {
  const lines = [columns, columns.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  return lines.join('\n').replace(/(?<=^|\n)\| (?:--- \| )+--- \|/, `|${columns.map(() => '---|').join('')}`)
}
