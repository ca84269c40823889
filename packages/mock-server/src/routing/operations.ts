import { type ServiceOperation, serviceOperations } from '@personctl/openapi/serviceOperations'
import { editDistance } from '@personctl/shared/didYouMean'
import { percentDecode } from '../http/request.ts'

/** The operation a request is, by its method and its path as it stands there; undefined where it is none. */
export function operationOf(method: string, path: string): ServiceOperation | undefined {
  const verb = method === 'HEAD' ? 'GET' : method
  return operationsAt(path).find((operation) => operation.method === verb)
}

/** The operations there are on a path as it stands in a URL, whatever their method. */
export function operationsAt(path: string): readonly ServiceOperation[] {
  routes ??= routesOf(serviceOperations)
  const known = routes.fixed.get(path)
  if (known !== undefined) return known
  const decoded = percentDecode(path)
  return (
    routes.patterns.find(({ pattern, decodes }) => pattern.test(decodes ? decoded : path))?.operations ?? []
  )
}

interface Route {
  readonly pattern: RegExp
  /** Whether it is for decoded paths. */
  readonly decodes: boolean
  readonly operations: ServiceOperation[]
}

interface Routes {
  /** By the paths that nothing in varies. */
  readonly fixed: ReadonlyMap<string, readonly ServiceOperation[]>
  /** Of every path: those that nothing in varies first. */
  readonly patterns: readonly Route[]
}

let routes: Routes | undefined

function routesOf(operations: readonly ServiceOperation[]): Routes {
  const byPath = new Map<string, Route>()
  for (const operation of operations) {
    const { path, decodesWholePath: decodes } = operation
    const route = byPath.get(path) ?? { pattern: patternOf(operation), decodes, operations: [] }
    route.operations.push(operation)
    byPath.set(path, route)
  }
  const isFixed = (path: string): boolean => !path.includes('{')
  const fixed = [...byPath].filter(([path]) => isFixed(path))
  const varying = [...byPath].filter(([path]) => !isFixed(path))
  return {
    fixed: new Map(fixed.map(([path, route]) => [path, route.operations])),
    patterns: [...fixed, ...varying].map(([, route]) => route),
  }
}

function patternOf({ path, lenientPath }: ServiceOperation): RegExp {
  const slash = lenientPath ? '/+' : '/'
  const parts = path.split('/').map((part) => (part.startsWith('{') ? '[^/]+' : part.replaceAll('.', '\\.')))
  return new RegExp(`^${parts.join(slash)}${lenientPath ? '/*' : ''}$`, lenientPath ? 'i' : '')
}

const missingPart = 6

/**
 * The operation most like a request that is none: one of the same path with another method, else the one of the path
 * most like it. Undefined where none is like it.
 */
export function nearestOperation(method: string, path: string): ServiceOperation | undefined {
  const [sameRoute] = operationsAt(path)
  if (sameRoute !== undefined) return sameRoute
  const parts = path.split('/')
  let nearest: ServiceOperation | undefined
  let least = Math.max(missingPart, path.length / 3) + 1
  for (const operation of serviceOperations) {
    const distance =
      pathDistance(parts, operation.path.split('/'), least) + (operation.method === method ? 0 : 0.5)
    if (distance >= least) continue
    least = distance
    nearest = operation
  }
  return nearest
}

function pathDistance(parts: readonly string[], route: readonly string[], limit: number): number {
  let distance = missingPart * Math.abs(parts.length - route.length)
  for (const [index, name] of route.entries()) {
    const part = parts[index]
    if (part === undefined || name.startsWith('{')) continue
    distance += editDistance(part, name, limit)
    if (distance >= limit) return limit
  }
  return distance
}
