import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { jsonError, runPersonctl } from '../helpers/runPersonctl.ts'
import { everyCommand, everyVerb, globalOptions, manPage, readmeTable } from './helpers/commandTable.ts'

const topics = ['exit-codes', 'environment', 'files', 'formats', 'scopes']

describe.each([...everyCommand])('personctl %s', (path, { examples, options }) => {
  it('prints help that begins with examples', async () => {
    const { exitCode, stdout, stderr } = await runPersonctl([...path.split(' '), '--help'])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^Examples?:\n +(\$ )?.*personctl/)
    expect(stdout).toContain('\nUsage: personctl')
  })

  it('has examples whose commands and options exist', () => {
    expect(examples.length).toBeGreaterThan(0)
    for (const example of examples) {
      expect(example).toContain(`personctl ${path}`)
      const known = everyVerb.has(path)
        ? [...options, ...globalOptions].flatMap(({ flags }) => flags)
        : [...everyVerb.values()]
            .flatMap((verb) => [...verb.options, ...globalOptions])
            .flatMap(({ flags }) => flags)
      const [own = ''] = example.slice(example.indexOf(`personctl ${path}`)).split(/ [|>&] /)
      for (const [flag] of own.matchAll(/(?<=\s)--?[a-z][\w-]*/g)) expect(known, example).toContain(flag)
    }
  })
})

it.each(
  [...everyVerb].filter(([, { options }]) => options.some(({ flags }) => flags.includes('--checkpoint'))),
)('personctl %s --help shows a checkpoint with this list', async (path) => {
  if (path === 'api') return
  const { stdout } = await runPersonctl([...path.split(' '), '--help'])
  expect(stdout).toContain(`until personctl ${path}`)
})

describe('personctl help', () => {
  it.each(topics)('prints the topic %s', async (topic) => {
    const { exitCode, stdout, stderr } = await runPersonctl(['help', topic])
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout.split('\n').length).toBeGreaterThan(12)
    expect((await runPersonctl([])).stdout).toContain(topic)
  })

  it('names every topic and command once', async () => {
    const { hint } = jsonError(await runPersonctl(['help', 'nosuch']))
    const names = hint?.match(/[a-z-]+(?=[,.])/g) ?? []
    expect(names).toEqual(expect.arrayContaining(['user', 'scopes', 'exit-codes']))
    expect(new Set(names).size).toBe(names.length)
  })

  it('leads from the topic scopes to the command, and to its verbs', async () => {
    expect((await runPersonctl(['help', 'scopes'])).stdout).toContain('personctl scopes --help')
    const { stdout } = await runPersonctl(['help', 'scopes', 'for'])
    expect(stdout).toBe((await runPersonctl(['scopes', 'for', '--help'])).stdout)
  })

  it('names the variables of proxies, certificates and formats among those of the environment', async () => {
    const { stdout } = await runPersonctl(['help', 'environment'])
    for (const name of [
      'HTTPS_PROXY',
      'NO_PROXY',
      'NODE_EXTRA_CA_CERTS',
      'SSL_CERT_FILE',
      'PERSONCTL_OUTPUT',
    ])
      expect(stdout).toContain(name)
  })

  it('suggests the nearest topic or command for a mistyped one', async () => {
    for (const [words, suggestion] of [
      [['exit-code'], 'exit-codes'],
      [['fromats'], 'formats'],
      [['usr', 'get'], 'user'],
      [['user', 'gte'], 'get'],
    ] as const) {
      const outcome = await runPersonctl(['help', ...words])
      expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
      expect(jsonError(outcome).hint).toBe(`Did you mean ${suggestion}?`)
    }
    expect(jsonError(await runPersonctl(['help', 'formats', 'json'])).message).toContain('one too many')
  })
})

it('lists all commands with their summaries in the README', () => {
  const readme = readFileSync(new URL('../../packages/cli/README.md', import.meta.url), 'utf8')
  expect(readme, 'run npm run generate').toContain(readmeTable)
})

describe('the man page', () => {
  it('has every command, option and topic', () => {
    const installed = readFileSync(new URL('../../packages/cli/man/personctl.1', import.meta.url), 'utf8')
    expect(installed).toBe(manPage)
    const text = manPage.replaceAll('\\-', '-')
    for (const [path, { options }] of everyVerb) {
      expect(text).toContain(`.SS personctl ${path}`)
      for (const { flags } of options) expect(text).toContain(flags.at(-1))
    }
    for (const { flags } of globalOptions) expect(text).toContain(flags.at(-1))
    for (const section of ['EXIT STATUS', 'ENVIRONMENT', 'FILES', 'FORMATS', 'SCOPES'])
      expect(text).toContain(`.SH ${section}\n`)
  })

  it('has lines that fit 80 columns, but for words that do not', () => {
    // What is not filled is indented by seven.
    for (const verbatim of manPage.match(/^\.nf\n(.*?)^\.fi$/gms) ?? []) {
      for (const line of verbatim.split('\n').slice(1, -1)) {
        const shown = line.replace(/\\\(..|\\-|\\e/g, 'x')
        if (shown.length > 71) expect(shown).toMatch(/^ *(?:\$ )?(?:x\S* )?\S*"[^"]*"(?: x)?$/)
      }
    }
  })

  it('has --help, and characters of ASCII only', () => {
    expect(manPage).toContain('.B \\-h, \\-\\-help')
    expect(manPage).toMatch(/^[\n -~]*$/)
    expect(manPage).toContain('"hint":"\\[u2026]"')
  })

  it('has no character that a shell does not know in place of one that it does', () => {
    for (const line of manPage.split('\n').filter((line) => !line.startsWith('.')))
      expect(line).not.toMatch(/(?<!\\)[-'`^~]/)
  })

  it.skipIf(spawnSync('groff', ['--version']).status !== 0)('passes the warnings of groff', () => {
    const { status, stderr, stdout } = spawnSync('groff', ['-man', '-ww', '-Kutf8', '-Tutf8', '-z'], {
      input: manPage,
      encoding: 'utf8',
    })
    expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: '', stdout: '' })
  })
})
