// Writes what bench/results.json has into docs/benchmarks.md and the README.
import { readFileSync, writeFileSync } from 'node:fs'
import { benchmarks } from './claims.mjs'

const at = (path) => new URL(`../../${path}`, import.meta.url)

/** @returns {Record<string, { figure: number, limit: number, rivals: Record<string, number>, date: string, machine: string }>} */
export function readResults() {
  return JSON.parse(readFileSync(at('bench/results.json'), 'utf8'))
}

const shown = (number) =>
  (Number.isInteger(number) ? number : Number(number.toPrecision(3))).toLocaleString('en')

/** Returns the table of the results of claims, in the order of the claims. */
export function tableOf(results, isWanted = () => true) {
  const rows = benchmarks
    .flatMap(({ name, claims }) => claims.map((claim) => ({ name, claim, result: results[claim.key] })))
    .filter(({ claim }) => isWanted(claim))
    .map(({ name, claim, result }) => [
      claim.what,
      result === undefined ? '' : `${shown(result.figure)} ${claim.unit}`.trim(),
      [limitText(claim, result), ...rivalTexts(result)].join('; '),
      result === undefined ? 'not measured' : isMet(claim, result) ? 'met' : '**missed**',
      `\`${name}\``,
      result?.date ?? '',
    ])
  return [
    '| what | figure | limit; rivals | verdict | benchmark | date |',
    '|---|--:|---|---|---|---|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n')
}

function limitText(claim, result) {
  const limit = result?.limit ?? claim.atMost ?? claim.atLeast
  return `at ${claim.atLeast === undefined ? 'most' : 'least'} ${shown(limit)}`
}

function rivalTexts(result) {
  return Object.entries(result?.rivals ?? {}).map(([name, figure]) => `${name} ${shown(figure)}`)
}

export function isMet(claim, { figure, limit }) {
  return claim.atLeast === undefined ? figure <= limit : figure >= limit
}

/** Writes the page, and the table of the README. */
export function writePages(results = readResults()) {
  writeFileSync(at('docs/benchmarks.md'), pageOf(results))
  const readme = readFileSync(at('README.md'), 'utf8')
  const part = `<!-- benchmarks: written by npm run bench -->\n\n${readmePart(results)}\n\n<!-- end of benchmarks -->`
  writeFileSync(
    at('README.md'),
    readme.replace(/<!-- benchmarks: [\s\S]*?<!-- end of benchmarks -->/, () => part),
  )
}

export function readmePart(results) {
  return tableOf(results, ({ isHeadline }) => isHeadline === true)
}

export function pageOf(results) {
  const machines = [...new Set(Object.values(results).map(({ machine }) => machine))]
  return `<!-- Written by npm run bench from bench/results.json. -->

# Benchmarks

What we claim about speed and memory, as it was measured last. Ratios compare what took turns on one machine; seconds and megabytes
are those of this machine. A limit that is missed says so.

${tableOf(results)}

Measured on ${machines.join('; ')}.

\`npm run bench\` in a clone measures it anew in less than ten minutes. [bench](../bench/README.md) says what each benchmark does, and
how to run one.
`
}
