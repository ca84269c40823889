import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Rolldown, UserConfig } from 'tsdown'
import { declarations } from './scripts/declarations.ts'
import { pageAssets } from './scripts/pageAssets.ts'
import { thirdPartyNotices } from './scripts/thirdPartyNotices.ts'
import { trimConf } from './scripts/trimConf.ts'

/** What is derived from the commands is derived from what was built of them, and so is never older than they are. */
async function writeReference(): Promise<void> {
  const folder = new URL('packages/cli/', import.meta.url)
  const { stdout } = await promisify(execFile)(process.execPath, [
    fileURLToPath(new URL('bin/personctl.js', folder)),
    '__reference',
  ])
  const { table, manPage } = JSON.parse(stdout)
  await mkdir(new URL('man/', folder), { recursive: true })
  await writeFile(new URL('dist/commands.json', folder), table)
  await writeFile(new URL('man/personctl.1', folder), manPage)
}

/**
 * The modules of the CLI that one start loads together are in one file each, since opening a file takes longer than reading
 * it: first those of completion, which must load nothing else but the version, then those of `user get`, which most commands need, too.
 */
const chunkGroups = [
  { name: 'version', modules: ['version'] },
  {
    name: 'completion',
    modules: [
      'completion/commandTable',
      'help/topics',
      'text/text',
      'config/(variables|presets)',
      'errors/errors',
    ],
  },
  {
    name: 'command',
    modules: [
      'cli',
      'globalOptions',
      'commands/(index|command|lookup|progress|user/get|user/print)',
      'config/(contexts|credentials|settings)',
      'errors/(describe|exitCodes)',
      'io/(io|files)',
      'output/(columns|format|index|json|view)',
      'service/(services|connection|clientOptions|transport)',
      'text/redactor',
    ],
  },
].map(({ name, modules }) => ({
  name,
  test: new RegExp(`packages/cli/(package\\.json|src/(${modules.join('|')})\\.ts)$`),
  includeDependenciesRecursively: false,
}))

const libraries = {
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  fixedExtension: true,
  dts: true,
  clean: true,
  plugins: [pageAssets(), thirdPartyNotices(), declarations(['msw'])] as Rolldown.Plugin[],
} as const

const config: UserConfig[] = [
  {
    ...libraries,
    cwd: 'packages/sdk',
    entry: {
      index: 'src/index.ts',
      cern: 'src/cern/index.ts',
      cis: 'src/cis/index.ts',
      dabp: 'src/dabp/index.ts',
      node: 'src/node.ts',
      saml: 'src/saml.ts',
    },
  },
  {
    ...libraries,
    cwd: 'packages/mock-server',
    // Names and lines stay readable in a stack; comments are in the declarations.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: false } },
    entry: {
      index: 'src/index.ts',
      browser: 'src/browser.ts',
      app: 'src/app.ts',
      command: 'src/command/index.ts',
    },
  },
  {
    // Everything a command needs is bundled beside it: opening many small files is most of a cold start.
    cwd: 'packages/cli',
    // `cli` and `complete` have names of their own for the tests, which run them in their process.
    entry: {
      main: 'src/main.ts',
      cli: 'src/cli.ts',
      complete: 'src/completion/candidates.ts',
      keyring: 'src/keyringMain.ts',
    },
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    fixedExtension: true,
    dts: false,
    clean: true,
    minify: true,
    outputOptions: { codeSplitting: { groups: chunkGroups } },
    loader: { '.bash': 'text', '.zsh': 'text', '.fish': 'text', '.ps1': 'text' },
    hooks: { 'build:done': writeReference },
    // But for the keyring, which is machine code, and not there on every system.
    deps: { alwaysBundle: [/^(?!@napi-rs\/)/] },
    plugins: [pageAssets(), trimConf(), thirdPartyNotices()] as Rolldown.Plugin[],
  },
]

export default config
