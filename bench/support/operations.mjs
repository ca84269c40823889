import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'

const folder = new URL('../../openapi/', import.meta.url)
const methods = new Set(['get', 'post', 'put', 'patch', 'delete'])

/** The operations of all mocked services, for which a rival needs routes as well. */
export const operations = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml') && file !== 'admin.yaml')
  .flatMap((file) =>
    Object.entries(parse(readFileSync(new URL(file, folder), 'utf8'), { merge: true }).paths),
  )
  .flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => methods.has(key))
      .map((method) => ({ method, path })),
  )
