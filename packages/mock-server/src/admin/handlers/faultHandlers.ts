import type {
  FaultEffect,
  FaultMatch,
  JsonCondition,
  NewFault,
  ValueCondition,
} from '@personctl/generated/admin'
import { type ServiceOperation, serviceOperations } from '@personctl/generated/serviceOperations'
import { didYouMean } from '@personctl/shared/didYouMean'
import { isChangeOfPeople, isTokenEffect, isTokenEndpoint } from '../../faults/faultInjection.ts'
import { needsBody } from '../../routing/requestMatch.ts'
import { nearestOperation, operationsAt } from '../../routing/router.ts'
import { AdminError, type Handlers, notFoundError, suggestName } from '../contract.ts'

const faultLimit = 1000

export const faultHandlers: Handlers<'listFaults' | 'addFault' | 'clearFaults' | 'getFault' | 'removeFault'> =
  {
    listFaults: (context) => ({ faults: context.session().faults.list() }),
    addFault(context, { body }) {
      const { faults } = context.session()
      const impossibility = validateFault(body)
      if (impossibility !== undefined)
        throw new AdminError('impossible_fault', impossibility.message, impossibility.hint)
      checkEffect(body.effect)
      if (faults.size >= faultLimit)
        throw new AdminError(
          'limit_reached',
          `The limit of ${faultLimit} faults is reached`,
          'remove some of them',
        )
      return faults.add(body)
    },
    clearFaults(context) {
      context.session().faults.clear()
      return undefined
    },
    getFault(context, { path }) {
      const { faults } = context.session()
      const fault = faults.find(path.id)
      if (fault === undefined) throw notFoundError('fault', String(path.id), listIds(faults.list()))
      return fault
    },
    removeFault(context, { path }) {
      const { faults } = context.session()
      if (!faults.remove(path.id)) throw notFoundError('fault', String(path.id), listIds(faults.list()))
      return undefined
    },
  }

const listIds = (faults: readonly { readonly id: number }[]): readonly string[] =>
  faults.map(({ id }) => String(id))

// Headers that the server sets itself, or that would break its connection.
const ownHeaders = ['content-length', 'transfer-encoding', 'connection', 'keep-alive', 'upgrade', 'trailer']

/** @throws {AdminError} if an effect contradicts itself, or its response would be invalid */
function checkEffect(effect: FaultEffect): void {
  if (effect.type === 'status' || effect.type === 'patch') checkResponse(effect)
  const { delayMs } = effect
  if (typeof delayMs === 'object' && delayMs.type === 'uniform' && delayMs.min > delayMs.max)
    throw new AdminError(
      'invalid_request',
      `effect.delayMs.min is ${delayMs.min}`,
      `expected at most ${delayMs.max}`,
    )
  if (effect.type === 'rateLimit') checkLimit(effect)
  if (effect.type === 'expiredToken' || !('expiredBySeconds' in effect)) return
  if (effect.type !== 'flawedToken' || effect.flaw !== 'expired')
    throw new AdminError(
      'invalid_request',
      `effect.expiredBySeconds is ${effect.expiredBySeconds}, and the token has not expired`,
      'leave it out',
    )
}

function checkLimit({ limit, perSeconds, per }: Extract<FaultEffect, { readonly type: 'rateLimit' }>): void {
  if (limit !== undefined && perSeconds !== undefined) return
  if (limit === undefined && perSeconds === undefined && per === undefined) return
  throw new AdminError(
    'invalid_request',
    `effect.${limit === undefined ? 'limit' : 'perSeconds'} is missing`,
    'a limit of requests has limit and perSeconds',
  )
}

type ResponseEffect = Extract<FaultEffect, { readonly type: 'status' | 'patch' }>

function checkResponse(effect: ResponseEffect): void {
  if ([204, 205, 304].includes(effect.status ?? 200) && effect.body !== undefined)
    throw new AdminError(
      'invalid_request',
      `A response with status ${effect.status} cannot have effect.body`,
      'leave it out',
    )
  for (const [name, value] of Object.entries(effect.headers ?? {})) {
    if (ownHeaders.includes(name.toLowerCase()))
      throw new AdminError('invalid_request', `effect.headers.${name} is set by the server`, 'leave it out')
    if (!isHeader(name, value ?? ''))
      throw new AdminError(
        'invalid_request',
        `effect.headers.${name} is invalid: ${JSON.stringify(value)}`,
        'expected a valid header name, and a value of Latin-1 characters in one line',
      )
  }
}

function isHeader(name: string, value: string): boolean {
  try {
    new Headers([[name, value]])
    return /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
  } catch {
    return false
  }
}

/** The reason why a request cannot match a fault, with a hint. */
interface FaultError {
  readonly message: string
  readonly hint: string
}

/** Returns an error for a fault that cannot match any request; undefined for every other fault. */
export function validateFault({ match = {}, effect }: NewFault): FaultError | undefined {
  const { service, operation, path, method } = match
  if (match.anyRoute === true) return validateAnyRoute(match) ?? validateConditions(match, [])
  const ofService = serviceOperations.filter((one) => service === undefined || one.service === service)
  const named = ofService.filter((one) => operation === undefined || one.operation === operation)
  if (ofService.length === 0)
    return { message: `This server does not have the service ${service}`, hint: listServices() }
  if (operation !== undefined && named.length === 0)
    return createOperationError(operation, service, ofService)
  const onPath = named.filter((one) => path === undefined || canHavePath(one, path))
  if (path !== undefined && onPath.length === 0) return createPathError(path, operation, named)
  const possible = onPath.filter((one) => method === undefined || canHaveMethod(one, method))
  if (possible.length === 0) return createMethodError(String(method), operation ?? path ?? service, onPath)
  if (isTokenEffect(effect) && !possible.some(({ needsToken }) => needsToken))
    return {
      message: `${effect.type} acts on a token, and ${operation ?? path} does not take one`,
      hint: 'match an operation that takes a token, or choose another effect',
    }
  if (effect.type === 'flawedToken' && !possible.some(isTokenEndpoint))
    return {
      message: `${operation ?? path} does not issue tokens`,
      hint: 'match a token endpoint, or choose another effect',
    }
  if (effect.type === 'failedWrite' && !possible.some(isChangeOfPeople))
    return {
      message: `${operation ?? path ?? service} does not change people`,
      hint: 'match changeUser, putUser, changeUsers or putUsers, or choose another effect',
    }
  if (effect.type === 'flawedToken' && effect.flaw === 'wrongNonce' && effect.token !== 'id')
    return {
      message: `Tokens of the kind ${effect.token} have no nonce`,
      hint: 'set effect.token to id, or choose another flaw',
    }
  return validateConditions(match, possible)
}

function validateAnyRoute({ path, operation, service }: FaultMatch): FaultError | undefined {
  if (path === undefined)
    return { message: 'match.anyRoute is about a path, which is missing', hint: 'add match.path' }
  if (operation === undefined && service === undefined) return undefined
  return {
    message: `A request that is of ${operation ?? service} has one of its paths`,
    hint: 'leave match.anyRoute out, or match only by path',
  }
}

/** @param operations those that the fault is for; none if it is for any route */
function validateConditions(
  match: FaultMatch,
  operations: readonly ServiceOperation[],
): FaultError | undefined {
  const { method, grant } = match
  const subject = match.operation ?? match.path ?? method
  const hasBody = (one: string): boolean => one !== 'GET' && one !== 'HEAD'
  const methods = method === undefined ? operations.map((one) => one.method) : [method]
  if (needsBody(match) && methods.length > 0 && !methods.some(hasBody))
    return {
      message: `A request of ${subject} has no body`,
      hint: `leave match.${grant === undefined ? 'body' : 'grant'} out`,
    }
  if (grant !== undefined && !knownGrants.some((known) => [known, `${grantPrefix}${known}`].includes(grant)))
    return { message: `No token endpoint has the grant ${grant}`, hint: suggestName(grant, knownGrants) }
  if (grant !== undefined && operations.length > 0 && !operations.some(isTokenEndpoint))
    return {
      message: `${subject} is not a token endpoint, so that its requests have no grant`,
      hint: 'leave match.grant out',
    }
  const contradiction = listConditions(match).find(([, condition]) => isContradiction(condition))
  return (
    contradiction && {
      message: `match.${contradiction[0]} must be missing and must have a value`,
      hint: 'leave out present, or the other conditions',
    }
  )
}

const grantPrefix = 'urn:ietf:params:oauth:grant-type:'
const knownGrants = [
  'client_credentials',
  'authorization_code',
  'refresh_token',
  'device_code',
  'token-exchange',
]

type Condition = ValueCondition | JsonCondition

function listConditions({ query, header, body = {} }: FaultMatch): readonly (readonly [string, Condition])[] {
  const { text, form, json } = body
  const groups: Readonly<Record<string, Readonly<Record<string, Condition>> | undefined>> = {
    query,
    header,
    body: text === undefined ? {} : { text },
    'body.form': form,
    'body.json': json,
  }
  return Object.entries(groups).flatMap(([group, conditions = {}]) =>
    Object.entries(conditions).map(([name, condition]) => [`${group}.${name}`, condition] as const),
  )
}

const isContradiction = (condition: Condition): boolean =>
  typeof condition === 'object' && condition?.present === false && Object.keys(condition).length > 1

/** A request with another method gets the error of the service for its path. */
function canHaveMethod(operation: ServiceOperation, method: string): boolean {
  return operation.method === (method === 'HEAD' ? 'GET' : method)
}

function createMethodError(
  method: string,
  subject: string | undefined,
  known: readonly ServiceOperation[],
): FaultError {
  const methods = [...new Set(known.map((one) => one.method))]
  return {
    message: `No request of ${subject ?? 'any operation'} has the method ${method}`,
    hint: `the methods are ${methods.join(', ')}`,
  }
}

function listServices(): string {
  return `the services are ${[...new Set(serviceOperations.map(({ service }) => service))].join(', ')}`
}

function createOperationError(
  operation: string,
  service: string | undefined,
  known: readonly ServiceOperation[],
): FaultError {
  const namesake = serviceOperations.find((one) => one.operation === operation)
  const names = known.map((one) => one.operation)
  const nearest = didYouMean(operation, names)
  const message = `No operation of ${service ?? 'any service'} is called ${operation}`
  if (nearest !== undefined) return { message, hint: `did you mean ${nearest}?` }
  return namesake === undefined
    ? { message, hint: `the operations are ${[...new Set(names)].join(', ')}` }
    : { message, hint: `${namesake.service} has one` }
}

function createPathError(
  path: string,
  operation: string | undefined,
  named: readonly ServiceOperation[],
): FaultError {
  const nearest = operation === undefined ? nearestOperation('GET', path.replace(/\/?\*$/, '')) : named[0]
  return {
    message: `No request of ${operation ?? 'any operation'} matches the path ${path}`,
    hint:
      operation !== undefined && nearest !== undefined
        ? `the path of ${operation} is ${nearest.path}`
        : nearest === undefined
          ? 'match an operation instead, or set match.anyRoute to true for a path of your own handlers'
          : `the path of ${nearest.operation} is ${nearest.path}; set match.anyRoute to true if this is a path of your own handlers`,
  }
}

/** Returns true if the path of an operation can match a pattern. */
function canHavePath(operation: ServiceOperation, pattern: string): boolean {
  if (!pattern.endsWith('*')) return operationsAt(pattern).includes(operation)
  const prefix = pattern.slice(0, -1)
  const parts = (operation.lenientPath ? prefix.replace(/\/+/g, '/') : prefix).split('/')
  const template = operation.path.split('/')
  const last = parts.length - 1
  if (last >= template.length) return false
  return parts.every((part, index) => {
    const name = template[index] ?? ''
    if (name.startsWith('{')) return true
    const [one, other] = operation.lenientPath ? [name.toLowerCase(), part.toLowerCase()] : [name, part]
    return index === last ? one.startsWith(other) : one === other
  })
}
