import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Rolldown, UserConfig } from 'tsdown'
import { bundleGetResponse } from './scripts/bundleGetResponse.ts'
import { declarations } from './scripts/declarations.ts'
import { lazyBuiltins } from './scripts/lazyBuiltins.ts'
import { shortenMaps } from './scripts/lineMaps.ts'
import { pageAssets } from './scripts/pageAssets.ts'
import { checkStartChunks, startChunks } from './scripts/startChunks.ts'
import { thirdPartyNotices } from './scripts/thirdPartyNotices.ts'
import { trimLibraries } from './scripts/trimLibraries.ts'

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

/** Names and lines stay readable in a stack; comments are in the declarations, or of no use to a program. */
const readable = { compress: true, mangle: false, codegen: { removeWhitespace: false } } as const

/** Takes out of the bundler's helpers an import that they do not use, and with which no browser starts. */
const helpersForBrowsers: Rolldown.Plugin = {
  name: 'helpers-for-browsers',
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle))
      if (part.type === 'chunk' && part.fileName.startsWith('rolldown-runtime'))
        part.code = part.code.replace(/^import ?["']node:module["'];?\n?/m, '')
  },
}

const libraries = {
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  fixedExtension: true,
  dts: true,
  clean: true,
  sourcemap: true,
  hooks: { 'build:done': ({ options }: { options: { outDir: string } }) => shortenMaps(options.outDir) },
  plugins: [
    bundleGetResponse(),
    pageAssets(),
    thirdPartyNotices(),
    declarations(['msw']),
    helpersForBrowsers,
  ] as Rolldown.Plugin[],
} as const

const config: UserConfig[] = [
  {
    ...libraries,
    cwd: 'packages/sdk',
    entry: {
      index: 'src/index.ts',
      cern: 'src/cern/index.ts',
      cis: 'src/cis/index.ts',
      'cis-publisher': 'src/cisPublisher/index.ts',
      dabp: 'src/dabp/index.ts',
      node: 'src/node.ts',
      saml: 'src/saml.ts',
    },
  },
  {
    ...libraries,
    cwd: 'packages/mirror',
    entry: { index: 'src/index.ts' },
  },
  {
    ...libraries,
    cwd: 'packages/mock-server',
    minify: readable,
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
    entry: { main: 'src/main.ts', inProcess: 'src/inProcess.ts', keyring: 'src/keyringMain.ts' },
    // The loader of modules takes 10 ms more, and importing node:http there loads the fetch of Node.js (service/transport.ts).
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    fixedExtension: true,
    dts: false,
    clean: true,
    minify: readable,
    outputOptions: {
      codeSplitting: startChunks,
      comments: { legal: true, annotation: false, jsdoc: false },
    },
    loader: { '.bash': 'text', '.zsh': 'text', '.fish': 'text', '.ps1': 'text' },
    hooks: { 'build:done': writeReference },
    // But for the keyring, which is machine code, and not there on every system; and for the mirror, which few install.
    deps: { alwaysBundle: [/^(?!@napi-rs\/|@personctl\/mirror$)/], neverBundle: ['@personctl/mirror'] },
    plugins: [
      bundleGetResponse(),
      pageAssets(),
      trimLibraries(),
      lazyBuiltins(),
      checkStartChunks(),
      thirdPartyNotices(),
    ] as Rolldown.Plugin[],
  },
]

export default config
