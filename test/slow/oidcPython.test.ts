// Unmodified libraries for Python: those of Debian, python3-authlib and python3-requests-oauthlib, or any that are installed.
import { fileURLToPath } from 'node:url'
import { describe } from 'vitest'
import { outputOf, testSignIn } from './oidc/signInPrograms.ts'

const steps = ['code and PKCE', 'ID token', 'userinfo', 'refresh', 'revocation', 'logout']

const libraries = {
  authlib: { file: 'authlib_program.py', steps },
  // Not a library of OpenID Connect: it does not read the ID token.
  requests_oauthlib: {
    file: 'requests_oauthlib_program.py',
    steps: steps.filter((step) => step !== 'ID token'),
  },
}

describe('a library for Python', () => {
  for (const [module, { file, steps }] of Object.entries(libraries))
    testSignIn(module, () => {
      for (const python of ['/usr/bin/python3', 'python3']) {
        const version = outputOf(python, '-c', `import ${module}; print(${module}.__version__)`)
        const program = fileURLToPath(new URL(`oidc/${file}`, import.meta.url))
        const env = { PYTHONDONTWRITEBYTECODE: '1' }
        if (version !== undefined)
          return { library: `${module} ${version}`, command: [python, program], steps, env }
      }
      return `python3 has no module ${module}`
    })
})
