// x/oauth2, unmodified, from the sources that Debian installs (golang-golang-x-oauth2-dev).
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { outputOf, testSignIn } from './oidc/signInPrograms.ts'

const sources = '/usr/share/gocode'
const program = fileURLToPath(new URL('oidc/xoauth2.go', import.meta.url))

testSignIn('x/oauth2 for Go', () => {
  if (outputOf('go', 'version') === undefined) return 'go is not installed'
  if (!existsSync(`${sources}/src/golang.org/x/oauth2`)) return `there is no x/oauth2 in ${sources}`
  const [, version = ''] = outputOf('dpkg-query', '-W', 'golang-golang-x-oauth2-dev')?.split('\t') ?? []
  return {
    library: `x/oauth2 ${version}`,
    command: ['go', 'run', program],
    steps: ['code and PKCE', 'ID token', 'userinfo', 'refresh', 'logout'],
    env: { GO111MODULE: 'off', GOPATH: sources, GOTOOLCHAIN: 'local' },
  }
})
