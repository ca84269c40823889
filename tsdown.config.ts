import type { UserConfig } from 'tsdown'
import { thirdPartyNotices } from './scripts/thirdPartyNotices.ts'

const libraries = {
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  fixedExtension: true,
  dts: true,
  clean: true,
  plugins: thirdPartyNotices(),
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
    entry: { index: 'src/index.ts', app: 'src/app.ts', command: 'src/command/index.ts' },
  },
  {
    // Everything a command needs is bundled beside it: opening many small files is most of a cold start.
    cwd: 'packages/cli',
    entry: { main: 'src/main.ts', keyring: 'src/keyring.ts' },
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    fixedExtension: true,
    dts: false,
    clean: true,
    minify: true,
    // But for the keyring, which is machine code, and not there on every system.
    deps: { alwaysBundle: [/^(?!@napi-rs\/)/] },
    plugins: thirdPartyNotices(),
  },
]

export default config
