import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { benchmarks } from '../../bench/support/claims.mjs'
import { pageOf, readmePart, readResults } from '../../bench/support/page.mjs'

// Names and limits only: no figure depends on the machine that runs this.
const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const results = readResults()
const claims = benchmarks.flatMap((one) => one.claims)

test('the page of the benchmarks is what the runner writes of the results', () => {
  expect(textOf('docs/benchmarks.md')).toBe(pageOf(results))
})

test('the README has the headlines of the results', () => {
  expect(textOf('README.md')).toContain(readmePart(results))
})

test('the README of the benchmarks names each with what it measures', () => {
  const rows = benchmarks.map(
    ({ name, measures, isLong }) => `| \`${name}\`${isLong ? ' (long)' : ''} | ${measures} |`,
  )
  expect(textOf('bench/README.md').match(/^\| `.*\|$/gm)).toEqual(rows)
})

test('each benchmark has a file that reports its claims, and each file is a benchmark', () => {
  const files = readdirSync(new URL('../../bench', import.meta.url)).filter((name) => name.endsWith('.mjs'))
  const names = benchmarks.map(({ name }) => `${name}.mjs`)
  expect(files.filter((name) => name !== 'run.mjs').sort()).toEqual(names.sort())
  for (const { name, claims: own } of benchmarks)
    for (const { key } of own) {
      const [family = '', member = ''] = key.split('.')
      const source = textOf(`bench/${name}.mjs`)
      expect(
        source.includes(`'${key}'`) || source.includes(`\`${family}.$`) || source.includes(member),
        key,
      ).toBe(true)
    }
})

test('every result is that of a claim, with its limit', () => {
  for (const [key, { limit, date, machine }] of Object.entries(results)) {
    const claim = claims.find((one) => one.key === key)
    expect([claim?.atMost, claim?.atMostWithCertificates, claim?.atLeast], key).toContain(limit)
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(machine).toMatch(/cores \(.*\), Node\.js \d+/)
  }
})
