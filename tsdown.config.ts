import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Rolldown, UserConfig } from 'tsdown'
import { docComments } from './scripts/docComments.ts'
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

/** Small modules that most commands need: in one file, for each file that is opened takes longer than to read it. */
const neededByMost = new RegExp(
  `packages/shared/|packages/cli/src/(${[
    'text/',
    'errors/',
    'config/(variables|presets)',
    'docs/(commandTable|topics)',
    'output/(columns|format|index|json|view)\\.',
    'commands/(lookup|progress)\\.',
  ].join('|')})`,
)

const libraries = {
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  fixedExtension: true,
  dts: true,
  clean: true,
  plugins: [pageAssets(), thirdPartyNotices(), docComments()] as Rolldown.Plugin[],
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
      complete: 'src/docs/complete.ts',
      keyring: 'src/keyring.ts',
    },
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    fixedExtension: true,
    dts: false,
    clean: true,
    minify: true,
    outputOptions: { codeSplitting: { groups: [{ name: 'base', test: neededByMost }] } },
    loader: { '.bash': 'text', '.zsh': 'text', '.fish': 'text', '.ps1': 'text' },
    hooks: { 'build:done': writeReference },
    // But for the keyring, which is machine code, and not there on every system.
    deps: { alwaysBundle: [/^(?!@napi-rs\/)/] },
    plugins: [pageAssets(), trimConf(), thirdPartyNotices()] as Rolldown.Plugin[],
  },
]

export default config
