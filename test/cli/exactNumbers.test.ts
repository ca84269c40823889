import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { propertyRuns } from '../helpers/propertyRuns.ts'
import { type RunOptions, runPersonctl } from '../helpers/runPersonctl.ts'
import { formats } from './helpers/formatRuns.ts'
import { startServiceDouble } from './helpers/serviceDouble.ts'

/** Numbers that a JavaScript number cannot hold. */
const digits = ['9007199254740993', '12345678901234567890', '-12345678901234567890', '1E400', '-0', '-0.0']

/** Runs a command against a service that sends this body. */
async function runAgainst(body: string, args: readonly string[], options: RunOptions = {}) {
  const { env } = await startServiceDouble({ user: () => ({ body }) })
  return runPersonctl(args, { ...options, env: { ...env, ...options.env } })
}

describe('a number that would lose digits', () => {
  const groups = digits.map(
    (gid, index) => `{"id":"${index}","groupIdentifier":"g${index}","displayName":"G","gid":${gid}}`,
  )
  const list = `{"data":[${groups}],"pagination":{"total":${digits.length},"offset":0,"limit":1000,"token":null}}`

  it.each(formats)('is written with its digits as %s, by a list and by api', async (format) => {
    for (const args of [
      ['group', 'list', '--field', 'gid', '--field', 'groupIdentifier'],
      ['api', 'cern', '/api/v1.0/Group', '--paginate'],
      ['api', 'cern', '/api/v1.0/Group'],
    ]) {
      const isCells = format !== 'json' && format !== 'ndjson' && format !== 'yaml'
      const only = isCells && args.length > 3 ? ['--columns', 'gid'] : []
      const { exitCode, stdout, stderr } = await runAgainst(list, [...args, '-o', format, ...only])
      expect(exitCode, stderr).toBe(0)
      for (const number of digits)
        expect(stdout, args.join(' ')).toMatch(new RegExp(`(?<![\\w."'.-])${number}(?![\\w."'.])`))
      expect(stdout).not.toContain('exact')
    }
  })

  it('is written with its digits as the result of a query, and keeps its order among others', async () => {
    const body =
      '[{"n":9007199254740993},{"n":3},{"n":9007199254740992},{"n":-12345678901234567890},{"n":1e400}]'
    const search = async (query: string, format = 'json') =>
      (await runAgainst(body, ['api', 'cis', '/x', '-o', format, '--query', query])).stdout.replace(/\s/g, '')
    expect(await search('[].n')).toBe('[9007199254740993,3,9007199254740992,-12345678901234567890,1e400]')
    expect(await search('[?n > `5`].n')).toBe('[9007199254740993,9007199254740992,1e400]')
    expect(await search('sort_by(@, &n)[0].n')).toBe('-12345678901234567890')
    expect(await search('max_by(@, &n).n', 'text')).toBe('1e400')
    expect(await search('[0].n', 'table')).toBe('9007199254740993')
    expect(await search('[].to_string(n)')).toBe(
      '["9007199254740993","3","9007199254740992","-12345678901234567890","1e400"]',
    )
    expect(await search("join('-', [to_string([0]), to_string(`5`), to_string('x')])")).toBe(
      '"{\\"n\\":9007199254740993}-5-x"',
    )
  })

  it('is sorted as a number with --sort-by', async () => {
    const args = ['api', 'cis', '/x', '-o', 'csv', '--sort-by', 'n', '--no-header']
    const { stdout } = await runAgainst(
      '[{"n":12345678901234567890},{"n":3},{"n":-12345678901234567890}]',
      args,
    )
    expect(stdout).toBe('-12345678901234567890\r\n3\r\n12345678901234567890\r\n')
  })

  it('is written with its digits in the response of a failed request', async () => {
    const { env } = await startServiceDouble({
      user: () => ({ status: 409, body: '{"n":9007199254740993}' }),
    })
    for (const format of ['json', 'table']) {
      const { stderr } = await runPersonctl(['api', 'cern', '/x', '-o', format], { env })
      expect(stderr).toMatch(/"body":\{"n":9007199254740993\}|\n\{"n":9007199254740993\}\n/)
    }
  })

  it('is written with its digits by report decode', async () => {
    const claims = '{"urn:onegini.com:oidc:group_policies":{"groups":[],"version":9007199254740993}}'
    const { stdout, stderr } = await runPersonctl(['report', 'decode', '-', '-o', 'json'], { stdin: claims })
    expect(stdout, stderr).toContain('"version": 9007199254740993')
  })

  it('stays an error as the name of a member', async () => {
    const outcome = await runAgainst('{12345678901234567890:1}', ['api', 'cis', '/x', '-o', 'json'])
    expect(outcome).toMatchObject({ exitCode: 8, stdout: '' })
  })
})

it('any number of JSON is written with the value that it was read with', { tags: 'property' }, async () => {
  const integer = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String)
  const fraction = fc.option(
    fc.nat().map((tail) => `.${tail}`),
    { nil: '' },
  )
  const exponent = fc.option(
    fc.tuple(fc.constantFrom('e', 'E', 'e+', 'E-'), fc.nat(500)).map(([sign, size]) => `${sign}${size}`),
    { nil: '' },
  )
  const literal = fc.tuple(integer, fraction, exponent).map((parts) => parts.join(''))
  // Beside texts that look like numbers, or end like strings.
  const text = fc.oneof(
    fc.string(),
    literal,
    literal.map((digitsOf) => `\\",${digitsOf},"`),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(literal, text), { minLength: 1 }), async (pairs) => {
      const body = `[${pairs.map(([number, words]) => `${number}, ${JSON.stringify(words)}`)}]`
      const { stdout } = await runAgainst(body, ['api', 'cis', '/x', '-o', 'json'])
      const written = [...stdout.matchAll(/^ {2}(-?\d[\d.eE+-]*),$/gm)].map(([, number = '']) => number)
      expect(written.map(toDecimal)).toEqual(pairs.map(([number]) => toDecimal(number)))
      const strings = JSON.parse(stdout).filter((_: unknown, index: number) => index % 2 === 1)
      expect(strings).toEqual(pairs.map(([, words]) => words))
    }),
    propertyRuns(30),
  )
})

/** Returns the value of a literal as a whole number and a power of ten. */
function toDecimal(literal: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? []
  const trimmed = `${whole}${fraction}`.replace(/0+$/, '')
  const zeros = whole.length + fraction.length - trimmed.length
  const value = BigInt(trimmed || '0')
  return value === 0n ? `${sign}0` : `${sign}${value}e${Number(exponent) - fraction.length + zeros}`
}
