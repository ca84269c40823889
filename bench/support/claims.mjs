// What the benchmarks measure, with the limits. The runner, docs/benchmarks.md and the README are written from this table and
// from bench/results.json.
import { appendFileSync } from 'node:fs'

/**
 * @typedef {object} Claim
 * @property {string} key the name with which a benchmark reports it
 * @property {string} what
 * @property {string} unit
 * @property {number} [atMost]
 * @property {number} [atMostWithCertificates] the limit with NODE_EXTRA_CA_CERTS on Node.js 20, whose empty run takes longer
 * @property {number} [atLeast]
 * @property {boolean} [isHeadline] true for those in the README
 */

/** @type {{ name: string, measures: string, isLong?: true, args?: string[], claims: Claim[] }[]} */
export const benchmarks = [
  {
    name: 'coldStart',
    measures: 'CPU time of whole runs of short commands, as multiples of `node -e 0`',
    args: ['--rounds', '15'],
    claims: [
      {
        key: 'start.version',
        what: '`personctl --version`',
        unit: 'times `node -e 0`',
        atMost: 1.35,
        atMostWithCertificates: 1.2,
      },
      {
        key: 'start.completion',
        what: 'a completion',
        unit: 'times `node -e 0`',
        atMost: 1.5,
        atMostWithCertificates: 1.3,
      },
      {
        key: 'start.configPath',
        what: '`personctl config path`',
        unit: 'times `node -e 0`',
        atMost: 2,
        atMostWithCertificates: 1.5,
      },
      {
        key: 'start.contextShow',
        what: '`personctl context show`',
        unit: 'times `node -e 0`',
        atMost: 2,
        atMostWithCertificates: 1.5,
      },
      {
        key: 'start.userGet',
        what: '`personctl user get`',
        unit: 'times `node -e 0`',
        atMost: 2.9,
        atMostWithCertificates: 1.75,
        isHeadline: true,
      },
      {
        key: 'start.userGetDemo',
        what: '`personctl user get --demo`',
        unit: 'times `node -e 0`',
        atMost: 3.4,
        atMostWithCertificates: 2.1,
      },
    ],
  },
  {
    name: 'userList',
    measures: '`user list` and the like of 65,000 people: rows per second, CPU time, peak memory',
    isLong: true,
    claims: [
      {
        key: 'list.memory',
        what: 'peak memory of a list of 65,000 people',
        unit: 'MB',
        atMost: 150,
        isHeadline: true,
      },
    ],
  },
  {
    name: 'manyUsers',
    measures: '`user get -` for 5,000 ids, against one process for each id',
    claims: [
      { key: 'bulk.memory', what: 'peak memory of 5,000 look-ups in one process', unit: 'MB', atMost: 120 },
      {
        key: 'bulk.faster',
        what: 'the same, against a process for each',
        unit: 'times as fast',
        atLeast: 10,
      },
      { key: 'bulk.tokens', what: 'token requests of 5,000 look-ups', unit: '', atMost: 1 },
    ],
  },
  {
    name: 'sdkRequests',
    measures: 'CPU time of `users.get` over both transports, each against the same transport without the SDK',
    claims: [
      {
        key: 'request.undici',
        what: '`users.get` over undici',
        unit: 'times undici',
        atMost: 1.2,
        isHeadline: true,
      },
      { key: 'request.fetch', what: '`users.get` over `fetch`', unit: 'times `fetch`', atMost: 1.25 },
    ],
  },
  {
    name: 'sdkSize',
    measures: 'bytes of a bundled client, beside those of others',
    claims: [
      {
        key: 'size.cis',
        what: 'a client of CIS in a bundle, with gzip',
        unit: 'KB',
        atMost: 14.5,
        isHeadline: true,
      },
    ],
  },
  {
    name: 'errorBodies',
    measures: 'hostile error bodies, against plain ones, and a bomb of 400 MB in gzip',
    claims: [
      { key: 'error.128', what: 'a hostile error body of 128 KB', unit: 'ms more', atMost: 50 },
      { key: 'error.1024', what: 'a hostile error body of 1 MB', unit: 'ms more', atMost: 500 },
      { key: 'error.memory', what: 'peak memory with a body of 400 MB in gzip', unit: 'MB', atMost: 200 },
    ],
  },
  {
    name: 'cernGroups',
    measures: 'a walk over 72,272 groups, against bare undici, and four pages at once against one',
    claims: [
      {
        key: 'groups.token',
        what: '`groups.list()` of 72,272 groups',
        unit: 'times undici',
        atMost: 1.1,
        isHeadline: true,
      },
      { key: 'groups.offset', what: 'four pages at once', unit: 'times as fast as one', atLeast: 3 },
    ],
  },
  {
    name: 'dabpReport',
    measures: 'reading a report with 2,000 groups of 50 policies, beyond `JSON.parse`',
    claims: [{ key: 'report.read', what: 'a report of 2,000 groups', unit: 'ms more', atMost: 50 }],
  },
  {
    name: 'verifyProfiles',
    measures: 'CPU time of verifying 650 signed profiles, against WebCrypto alone and against jose',
    claims: [
      { key: 'verify.WebCrypto', what: '`verifyProfile`', unit: 'times WebCrypto', atMost: 1.3 },
      { key: 'verify.jose', what: '`verifyProfile`', unit: 'times jose', atMost: 1.3 },
    ],
  },
  {
    name: 'mockReady',
    measures: 'from spawn to the first response of the mock, above `node -e 0`',
    claims: [
      {
        key: 'mock.ready',
        what: 'first response of the mock, above `node -e 0`',
        unit: 'ms',
        atMost: 250,
        isHeadline: true,
      },
    ],
  },
  {
    name: 'mockThroughput',
    measures: 'filtered profiles per second of the mock, against other servers that send the same bytes',
    claims: [
      {
        key: 'mock.bare node:http',
        what: 'requests per second of the mock',
        unit: 'times a bare `node:http`',
        atLeast: 0.6,
        isHeadline: true,
      },
      {
        key: 'mock.@mswjs/http-middleware',
        what: 'requests per second of the mock',
        unit: 'times `@mswjs/http-middleware`',
        atLeast: 8,
        isHeadline: true,
      },
      {
        key: 'mock.Prism',
        what: 'requests per second of the mock',
        unit: 'times Prism',
        atLeast: 4,
        isHeadline: true,
      },
      {
        key: 'mock.handler',
        what: 'requests per second without a handler of your own',
        unit: 'times those with one',
        atMost: 1.3,
      },
    ],
  },
  {
    name: 'mockManyPeople',
    measures: 'the mock with 50,000 people: start, first look-ups, a walk over all, peak memory',
    claims: [
      { key: 'mock.manyReady', what: 'the mock with 50,000 people is ready after', unit: 's', atMost: 5 },
      { key: 'mock.manyMemory', what: 'peak memory of the mock with 50,000 people', unit: 'MB', atMost: 400 },
    ],
  },
  {
    name: 'mirror',
    measures:
      'a pull of 65,000 people and 2,000 groups into SQLite and PostgreSQL, against the same walks to ndjson; the named questions',
    isLong: true,
    claims: [
      {
        key: 'mirror.first',
        what: 'first pull into SQLite',
        unit: 'times the walks to ndjson',
        atMost: 1.15,
      },
      {
        key: 'mirror.again',
        what: 'pull without changes into SQLite',
        unit: 'times the walks to ndjson',
        atMost: 1.05,
      },
      {
        key: 'mirror.postgresFirst',
        what: 'first pull into PostgreSQL',
        unit: 'times the walks to ndjson',
        atMost: 1.15,
      },
      {
        key: 'mirror.postgresAgain',
        what: 'pull without changes into PostgreSQL',
        unit: 'times the walks to ndjson',
        atMost: 1.05,
      },
      { key: 'mirror.memory', what: 'peak memory of a pull', unit: 'times that of the walks', atMost: 1.25 },
      { key: 'mirror.question', what: 'slowest named question', unit: 'ms', atMost: 1000 },
    ],
  },
  {
    name: 'mockSoak',
    measures: 'ten minutes of mixed load at 50 connections: wrong responses, growth of memory',
    isLong: true,
    claims: [
      { key: 'soak.wrong', what: 'wrong responses in ten minutes of load', unit: '', atMost: 0 },
      {
        key: 'soak.growth',
        what: 'memory after ten minutes of load',
        unit: 'times that after one',
        atMost: 1.1,
      },
    ],
  },
]

const all = benchmarks.flatMap(({ claims }) => claims)

/** Returns the limit of a claim. */
export function limitOf(key, hasCertificates = false) {
  const claim = all.find((one) => one.key === key)
  if (claim === undefined) throw new Error(`There is no claim ${key}.`)
  return (hasCertificates ? claim.atMostWithCertificates : undefined) ?? claim.atMost ?? claim.atLeast
}

/**
 * Reports a figure to the runner, if it started this process.
 *
 * @param {string} key
 * @param {number} figure
 * @param {{ hasCertificates?: boolean, rivals?: Record<string, number> }} [facts] figures of others, in the same unit
 */
export function reportFigure(key, figure, { hasCertificates = false, rivals = {} } = {}) {
  const file = process.env.PERSONCTL_BENCH_RESULTS
  const limit = limitOf(key, hasCertificates)
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ key, figure, limit, rivals })}\n`)
}
