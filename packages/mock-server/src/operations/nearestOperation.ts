import type { ServiceOperation } from '../openapi/serviceOperations.generated.ts'
import { serviceOperations } from '../openapi/serviceOperations.generated.ts'
import { editDistance } from '../text/editDistance.ts'
import { operationsAt } from './operationOf.ts'

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
