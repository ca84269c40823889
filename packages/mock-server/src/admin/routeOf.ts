import { adminOperations } from '../openapi/adminOperations.generated.ts'
import { nearestWord } from '../text/nearestWord.ts'
import { AdminError } from './adminError.ts'
import type { OperationName } from './operationTypes.ts'

/** The operation a request is, and what its path says. */
export interface FoundRoute {
  readonly operation: OperationName
  readonly values: Readonly<Record<string, string>>
}

/** @param path as it was asked for @throws AdminError if there is no such path, or it has no such method */
export function routeOf(method: string, path: string): FoundRoute {
  const there = operationsOn(path)
  const verb = method === 'HEAD' ? 'GET' : method
  const found = there.find(({ operation }) => adminOperations[operation].method === verb)
  if (found !== undefined) return { operation: found.operation, values: decoded(found.values) }
  if (there.length > 0)
    throw new AdminError('method_not_allowed', `${path} has no ${method}`, `it has ${allowedOn(path)}`)
  const paths = names.map((name) => adminOperations[name].path)
  const nearest = nearestWord(path, paths)
  throw new AdminError(
    'not_found',
    `There is no admin route ${path}`,
    nearest === undefined ? 'see /__admin/openapi.json for those there are' : `did you mean ${nearest}?`,
  )
}

/** The methods a path has. */
export function allowedOn(path: string): string {
  return operationsOn(path)
    .map(({ operation }) => adminOperations[operation].method)
    .join(', ')
}

const names = Object.keys(adminOperations) as OperationName[]
// What varies takes the place of no name.
const patterns = names
  .map((operation) => ({ operation, pattern: patternOf(adminOperations[operation].path) }))
  .sort((one, other) => varying(one.operation) - varying(other.operation))

function varying(operation: OperationName): number {
  return adminOperations[operation].path.includes('{') ? 1 : 0
}

function operationsOn(path: string): readonly FoundRoute[] {
  const found: FoundRoute[] = []
  for (const { operation, pattern } of patterns) {
    const values = pattern.exec(path)
    if (values !== null) found.push({ operation, values: { ...values.groups } })
  }
  return found
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`)
}

function decoded(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  try {
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, decodeURIComponent(value)]),
    )
  } catch {
    throw new AdminError(
      'invalid_request',
      'The path has a percent sign that begins no escape',
      'percent-encode what varies in it',
    )
  }
}
