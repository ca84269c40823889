import type { ServiceOperation } from '../openapi/serviceOperations.generated.ts'
import { serviceOperations } from '../openapi/serviceOperations.generated.ts'

/** The operation a request is, by its method and its path, decoded; undefined where it is none. */
export function operationOf(method: string, path: string): ServiceOperation | undefined {
  const verb = method === 'HEAD' ? 'GET' : method
  return operationsAt(path).find((operation) => operation.method === verb)
}

/** The operations there are on a path, whatever their method. */
export function operationsAt(path: string): readonly ServiceOperation[] {
  routes ??= routesOf(serviceOperations)
  const known = routes.fixed.get(path)
  if (known !== undefined) return known
  const lenient = routes.fixed.get(lenientForm(path))?.filter(({ lenientPath }) => lenientPath) ?? []
  return lenient.length > 0
    ? lenient
    : (routes.varying.find(({ pattern }) => pattern.test(path))?.operations ?? [])
}

interface Routes {
  readonly fixed: ReadonlyMap<string, readonly ServiceOperation[]>
  readonly varying: readonly { readonly pattern: RegExp; readonly operations: readonly ServiceOperation[] }[]
}

let routes: Routes | undefined

function routesOf(operations: readonly ServiceOperation[]): Routes {
  const fixed = new Map<string, ServiceOperation[]>()
  const varying = new Map<string, { pattern: RegExp; operations: ServiceOperation[] }>()
  for (const operation of operations) {
    const { path, lenientPath } = operation
    if (path.includes('{')) {
      const route = varying.get(path) ?? { pattern: patternOf(path, lenientPath), operations: [] }
      route.operations.push(operation)
      varying.set(path, route)
    } else
      for (const form of new Set([path, lenientPath ? lenientForm(path) : path]))
        fixed.set(form, [...(fixed.get(form) ?? []), operation])
  }
  return { fixed, varying: [...varying.values()] }
}

const lenientForm = (path: string): string =>
  path
    .toLowerCase()
    .replace(/\/+/g, '/')
    .replace(/(.)\/$/, '$1')

function patternOf(path: string, isLenient: boolean): RegExp {
  const escaped = path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')
  return isLenient ? new RegExp(`^${escaped.replaceAll('/', '/+')}/*$`, 'i') : new RegExp(`^${escaped}$`)
}
