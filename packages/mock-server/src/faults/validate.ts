import type { NewFault } from '@personctl/openapi/admin'
import { type ServiceOperation, serviceOperations } from '@personctl/openapi/serviceOperations'
import { didYouMean } from '@personctl/shared/didYouMean'
import { nearestOperation, operationsAt } from '../routing/operations.ts'
import { isTokenEffect } from './faults.ts'

/** Why no request can ever match a fault, and what to do about it. */
interface Impossibility {
  readonly message: string
  readonly hint: string
}

/** What is wrong with a fault that no request can match; undefined for any other. */
export function impossibilityOf({ match = {}, effect }: NewFault): Impossibility | undefined {
  const { service, operation, path } = match
  const ofService = serviceOperations.filter((one) => service === undefined || one.service === service)
  const named = ofService.filter((one) => operation === undefined || one.operation === operation)
  if (ofService.length === 0) return { message: `This server has no ${service}`, hint: knownServices() }
  if (operation !== undefined && named.length === 0) return unknownOperation(operation, service, ofService)
  const there = named.filter((one) => path === undefined || mayBeOn(one, path))
  if (path !== undefined && there.length === 0) return unknownPath(path, operation, named)
  if (isTokenEffect(effect) && !there.some(({ needsToken }) => needsToken))
    return {
      message: `${effect.type} is an effect on a token, and ${operation ?? path} takes none`,
      hint: 'match an operation that takes a token, or choose another effect',
    }
  return undefined
}

function unknownOperation(
  operation: string,
  service: string | undefined,
  known: readonly ServiceOperation[],
): Impossibility {
  const elsewhere = serviceOperations.find((one) => one.operation === operation)
  const nearest = didYouMean(
    operation,
    known.map((one) => one.operation),
  )
  const message = `No operation of ${service ?? 'any service'} is called ${operation}`
  if (nearest !== undefined) return { message, hint: `did you mean ${nearest}?` }
  return elsewhere === undefined
    ? { message, hint: `there are ${[...new Set(known.map((one) => one.operation))].join(', ')}` }
    : { message, hint: `${elsewhere.service} has one` }
}

function unknownPath(
  path: string,
  operation: string | undefined,
  named: readonly ServiceOperation[],
): Impossibility {
  const nearest = operation === undefined ? nearestOperation('GET', path.replace(/\/?\*$/, '')) : named[0]
  return {
    message: `No request of ${operation ?? 'any operation'} is on the path ${path}`,
    hint: nearest === undefined ? 'match an operation instead' : `${nearest.operation} is on ${nearest.path}`,
  }
}

function mayBeOn(operation: ServiceOperation, pattern: string): boolean {
  if (!pattern.endsWith('*')) return operationsAt(pattern).includes(operation)
  const beginning = pattern.slice(0, -1)
  const start = (operation.lenientPath ? beginning.replace(/\/+/g, '/') : beginning).split('/')
  const route = operation.path.split('/')
  const last = start.length - 1
  if (last >= route.length) return false
  return start.every((part, index) => {
    const name = route[index] ?? ''
    if (name.startsWith('{')) return true
    const [one, other] = operation.lenientPath ? [name.toLowerCase(), part.toLowerCase()] : [name, part]
    return index === last ? one.startsWith(other) : one === other
  })
}

const knownServices = (): string =>
  `there are ${[...new Set(serviceOperations.map(({ service }) => service))].join(', ')}`
