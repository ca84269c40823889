import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createConfig, lint } from '@redocly/openapi-core'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { startMock } from '../helpers/startMock.ts'

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

/** Returns a description with one server in place of all that it names. */
function withServer(document: any, url: string): object {
  const paths = Object.entries<any>(document.paths).map(([path, { servers: _, ...item }]) => [path, item])
  return {
    ...document,
    servers: [{ url, description: 'The mock.' }],
    paths: Object.fromEntries(paths),
  }
}

describe('the descriptions that the mock serves', () => {
  const read = async (url: string) => (await fetch(url)).json()

  it.each(files)(
    '%s is served as JSON, with the mock or one of its sessions in place of the real hosts',
    async (file) => {
      const { url } = await startMock()
      const source = parse(readFileSync(new URL(file, folder), 'utf8'))
      const path = `/__admin/openapi/${file.replace('.yaml', '.json')}`
      for (const base of [url, `${url}/__session/mine`])
        expect(await read(base + path)).toEqual(withServer(source, base))
    },
  )

  it('are listed with their URLs, and all of them are', async () => {
    const { url } = await startMock()
    const { descriptions } = await read(`${url}/__admin/openapi`)
    expect(descriptions.map(({ name }: { name: string }) => `${name}.yaml`)).toEqual(files.toSorted())
    for (const { url: target } of descriptions) expect((await read(target)).openapi).toBe('3.1.0')
  })

  it('have that of the admin routes at its former URL as well', async () => {
    const { url } = await startMock()
    const [former, now] = await Promise.all(
      ['.json', '/admin.json'].map((end) => read(`${url}/__admin/openapi${end}`)),
    )
    expect(former).toEqual(now)
  })

  it('do not include an unknown one, which is a 404 with a suggestion', async () => {
    const { url } = await startMock()
    const response = await fetch(`${url}/__admin/openapi/cir.json`)
    expect(response.status).toBe(404)
    expect((await response.json()).error).toEqual({
      code: 'not_found',
      message: 'The description cir.json does not exist',
      hint: 'did you mean cis.json?',
    })
  })

  it('need the admin token if there is one, as every other admin route does', async () => {
    const { url } = await startMock({ adminToken: 'secret' })
    for (const path of ['openapi', 'openapi.json', 'openapi/cis.json'])
      expect((await fetch(`${url}/__admin/${path}`)).status).toBe(403)
  })
})
