import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createConfig, lint } from '@redocly/openapi-core'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const folder = new URL('../../openapi/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'))

const config = await createConfig({
  extends: ['recommended'],
  rules: {
    // Some operations of the services have no failure of their own, and one page responds with redirects only.
    'operation-4xx-response': 'off',
    'operation-2xx-response': 'off',
    // The paths of CERN's Authorization Service are ambiguous.
    'no-ambiguous-paths': 'off',
    // The generator reads components to which no operation refers, such as lists of scopes.
    'no-unused-components': 'off',
    // The profile schema is a document of its own, of which the description has the outline only.
    'no-required-schema-properties-undefined': 'off',
    'tag-description': 'off',
  },
})

describe('the descriptions in openapi/', () => {
  it.each(files)('%s has no problem that a linter finds', async (file) => {
    const problems = await lint({ ref: fileURLToPath(new URL(file, folder)), config })
    const found = problems.map(
      ({ ruleId, message, location: [at] }) => `${ruleId} at ${at?.pointer ?? '?'}: ${message}`,
    )
    expect(found).toEqual([])
  })

  it.each(files)(
    '%s means the same to parsers of YAML 1.1 and 1.2, without merge keys and words such as no',
    (file) => {
      const text = readFileSync(new URL(file, folder), 'utf8')
      const modern: unknown = parse(text, { version: '1.2', merge: false })
      expect(modern).toEqual(parse(text, { version: '1.1', merge: true }))
    },
  )
})
