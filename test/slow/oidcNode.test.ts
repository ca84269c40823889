// Unmodified libraries for Node.js. npm fetches them: so they are in no lockfile.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { fetchLibraries, testSignIn } from './oidc/signInPrograms.ts'

const versions = {
  'openid-client': '6.9.0',
  oauth4webapi: '3.8.8',
  'passport-openidconnect': '0.1.2',
  'express-openid-connect': '3.4.0',
  // Of these, the applications are made.
  passport: '0.7.0',
  oauth: '0.10.2',
  express: '5.3.0',
  'express-session': '1.19.0',
}

const all = ['discovery', 'code and PKCE', 'ID token', 'userinfo', 'refresh', 'revocation', 'logout']

const programs = {
  'openid-client': {
    file: 'openidClient.mjs',
    steps: [...all, 'each way to authenticate', 'rotation'],
  },
  oauth4webapi: { file: 'oauth4webapi.mjs', steps: all },
  'passport-openidconnect': {
    file: 'passport.mjs',
    steps: ['code', 'ID token', 'userinfo', 'refresh', 'logout', 'refusal'],
  },
  'express-openid-connect': {
    file: 'express.mjs',
    steps: all.filter((step) => step !== 'revocation'),
  },
} as const

const versionOf = (name: string): string => versions[name as keyof typeof programs]

test('the documentation has the versions of the libraries', () => {
  const page = readFileSync(new URL('../../docs/mock/tokens.md', import.meta.url), 'utf8')
  for (const name of Object.keys(programs)) expect(page).toContain(`| ${name} | ${versionOf(name)} |`)
})

describe('a library for Node.js', () => {
  let folder: string | undefined

  beforeAll(async () => {
    folder = await fetchLibraries(versions)
  }, 300_000)

  for (const [name, { file, steps }] of Object.entries(programs))
    testSignIn(name, () =>
      folder === undefined
        ? 'npm cannot fetch it'
        : {
            library: `${name} ${versionOf(name)}`,
            command: [process.execPath, join(folder, file)],
            steps,
          },
    )
})
