import type { Refusal, WriteFailure } from '@personctl/generated/admin'
import { type ServiceOperation, serviceOperations } from '@personctl/generated/serviceOperations'
import { editDistance } from '@personctl/shared/didYouMean'
import { pathOf, percentDecode } from '../http/request.ts'
import { setBounded } from '../text/boundedMap.ts'

/** The servers that the mock stands in for. Each has its own paths, and its own errors for everything else. */
export type Backend = 'auth0' | 'cern' | 'cis' | 'dabp' | 'keycloak' | 'oneWelcome'

/** A request to a service, with its route. */
export interface ServiceCall {
  readonly request: Request
  readonly backend: Backend
  /** The path as it was sent, without the prefix of a session. */
  readonly path: string
  /** The operations on the path, in the order of the description; none if the backend does not have the path. */
  readonly operations: readonly ServiceOperation[]
  /** The operation that is called; undefined if the path does not have the method. */
  readonly operation: ServiceOperation | undefined
  /** The parts of the path that vary, decoded. */
  readonly params: Readonly<Record<string, string>>
  /** The failure of a change of people that a fault puts in. @default none */
  readonly writeFailure?: WriteFailure
  /** Set by the service. Copies of the call share it. */
  readonly outcome: CallOutcome
}

/** The findings of the service about a request, beside its response. */
export interface CallOutcome {
  /** The name that the service did not find. */
  missed: MissedName | undefined
  /** The reason for which the service rejects the request. Its response may say less. */
  refusal: Refusal | undefined
}

/**
 * Creates the reason for which a service rejects a request.
 *
 * @param detail more than the service says, to find the mistake by; never a secret
 */
export function createRefusal(code: string, description: string, detail?: string): Refusal {
  return { code, description: detail === undefined ? description : `${description}: ${detail}` }
}

/** A name in a request that does not exist, or is hidden. */
export interface MissedName {
  /** The attribute that holds such names: a key of a person, `upn` or `groupIdentifier`. */
  readonly key: string
  readonly value: string
}

/** Serves the operations of one backend, and responds with its errors to everything else. */
export type ServiceHandler = (call: ServiceCall) => Response | Promise<Response>

/** Finds the route of a request. HEAD calls the operation of GET. */
export function routeRequest(request: Request): ServiceCall {
  const path = pathOf(request.url)
  const { backend, operations, params } = routeOf(path)
  const method = request.method === 'HEAD' ? 'GET' : request.method
  return {
    request,
    backend,
    path,
    operations,
    operation: operations.find((operation) => operation.method === method),
    params,
    outcome: { missed: undefined, refusal: undefined },
  }
}

type Route = Pick<ServiceCall, 'backend' | 'operations' | 'params'>

// A test requests the same few paths over and over.
const routes = new Map<string, Route>()
const longestKnownPath = 200

function routeOf(path: string): Route {
  const known = routes.get(path)
  if (known !== undefined) return known
  const backend = backendOf(path)
  const { operations = [], params = {} } = tableOf(backend).find(path) ?? {}
  const route = { backend, operations, params }
  if (path.length <= longestKnownPath) setBounded(routes, path, route)
  return route
}

/** Returns the operations on a path as it stands in a URL, regardless of their methods. */
export function operationsAt(path: string): readonly ServiceOperation[] {
  return tableOf(backendOf(path)).find(path)?.operations ?? []
}

const auth0Paths: ReadonlySet<string> = new Set([
  '/authorize',
  '/oauth/token',
  '/oauth/revoke',
  '/oidc/logout',
  '/userinfo',
  '/v2/logout',
  '/.well-known/jwks.json',
  '/.well-known/openid-configuration',
])
const cernPath = /^\/+api\/+v1\.0(?:\/|$)/i

function backendOf(path: string): Backend {
  if (cernPath.test(path)) return 'cern'
  if (path.startsWith('/delegation/')) return 'dabp'
  if (auth0Paths.has(percentDecode(path))) return 'auth0'
  if (path.startsWith('/auth/')) return 'keycloak'
  return path.startsWith('/oauth/') ? 'oneWelcome' : 'cis'
}

// Created by the first request to a backend: a server is ready without them.
const tables = new Map<Backend, RouteTable<ServiceOperation>>()

function tableOf(backend: Backend): RouteTable<ServiceOperation> {
  let table = tables.get(backend)
  if (table === undefined) {
    const operations = serviceOperations.filter(({ path }) => backendOf(path) === backend)
    // All paths of a backend are read in the same way.
    table = createRouteTable(operations, operations[0])
    tables.set(backend, table)
  }
  return table
}

/** The operations of one server by their paths. */
export interface RouteTable<Operation> {
  /** Finds a path as it stands in a URL. Names that are fixed come before those that vary. */
  find(path: string): RouteTableMatch<Operation> | undefined
}

interface RouteTableMatch<Operation> {
  /** In the order of the description. */
  readonly operations: readonly Operation[]
  readonly params: Readonly<Record<string, string>>
}

interface RouteTableOptions {
  /** Ignores case, and slashes at the end or twice in a row. */
  readonly lenientPath?: boolean
  /** Decodes the path before it is split, so that an encoded slash is a slash. */
  readonly decodesWholePath?: boolean
  /** Decodes a part of a path that varies. @default percentDecode */
  readonly decodeParam?: (part: string) => string
}

interface RouteNode<Operation> {
  readonly fixed: Map<string, RouteNode<Operation>>
  varying: RouteNode<Operation> | undefined
  readonly operations: Operation[]
  /** The names of the parts that vary, with their indexes. */
  params: readonly (readonly [name: string, index: number])[]
}

/** Creates the table of routes of some operations: a tree with a level for each part of their paths. */
export function createRouteTable<Operation extends { readonly path: string }>(
  operations: Iterable<Operation>,
  { lenientPath = false, decodesWholePath = false, decodeParam = percentDecode }: RouteTableOptions = {},
): RouteTable<Operation> {
  const split = (path: string): string[] => {
    if (lenientPath)
      return path
        .split('/')
        .filter((part) => part !== '')
        .map(percentDecode)
    return (decodesWholePath ? percentDecode(path) : path).split('/')
  }
  const decode = lenientPath || decodesWholePath ? (part: string) => part : decodeParam
  const spell = lenientPath ? (part: string) => part.toLowerCase() : (part: string) => part

  const root = createNode<Operation>()
  for (const operation of operations) {
    let node = root
    const params: [string, number][] = []
    for (const [index, part] of split(operation.path).entries()) {
      if (part.startsWith('{')) {
        params.push([part.slice(1, -1), index])
        node = node.varying ??= createNode()
      } else {
        const next = node.fixed.get(spell(part)) ?? createNode()
        node.fixed.set(spell(part), next)
        node = next
      }
    }
    node.operations.push(operation)
    node.params = params
  }

  const walk = (
    node: RouteNode<Operation>,
    parts: readonly string[],
    index: number,
  ): RouteNode<Operation> | undefined => {
    const part = parts[index]
    if (part === undefined) return node.operations.length > 0 ? node : undefined
    const next = node.fixed.get(spell(part))
    const found = next && walk(next, parts, index + 1)
    if (found !== undefined || node.varying === undefined || part === '') return found
    return walk(node.varying, parts, index + 1)
  }

  return {
    find(path) {
      const parts = split(path)
      const node = walk(root, parts, 0)
      if (node === undefined) return undefined
      const params: Record<string, string> = {}
      for (const [name, index] of node.params) params[name] = decode(parts[index] ?? '')
      return { operations: node.operations, params }
    },
  }
}

function createNode<Operation>(): RouteNode<Operation> {
  return { fixed: new Map(), varying: undefined, operations: [], params: [] }
}

const missingPartDistance = 6

/**
 * Returns the operation that is most like a request without one: on the same path with another method, otherwise on the
 * most similar path. Undefined if nothing is similar.
 */
export function nearestOperation(method: string, path: string): ServiceOperation | undefined {
  const [samePath] = operationsAt(path)
  if (samePath !== undefined) return samePath
  const parts = path.split('/')
  let nearest: ServiceOperation | undefined
  let least = Math.max(missingPartDistance, path.length / 3) + 1
  for (const operation of serviceOperations) {
    const distance =
      pathDistance(parts, operation.path.split('/'), least) + (operation.method === method ? 0 : 0.5)
    if (distance >= least) continue
    least = distance
    nearest = operation
  }
  return nearest
}

function pathDistance(parts: readonly string[], template: readonly string[], limit: number): number {
  let distance = missingPartDistance * Math.abs(parts.length - template.length)
  for (const [index, name] of template.entries()) {
    const part = parts[index]
    if (part === undefined || name.startsWith('{')) continue
    distance += editDistance(part, name, limit)
    if (distance >= limit) return limit
  }
  return distance
}

/**
 * Returns true for a path that equals a pattern, or begins with it if the pattern ends with `*`. Percent-encoding makes
 * no difference, nor do case and additional slashes if the service of the path ignores them.
 */
export function matchesPath(path: string, pattern: string): boolean {
  return (
    equalsPattern(path, pattern) ||
    equalsPattern(percentDecode(path), percentDecode(pattern)) ||
    (cernPath.test(path) && equalsPattern(simplifyPath(path), simplifyPath(pattern)))
  )
}

/** Returns a path as a service with lenient paths reads it. */
function simplifyPath(path: string): string {
  const simple = percentDecode(path)
    .toLowerCase()
    .replaceAll(/\/{2,}/g, '/')
  return simple.length > 1 && simple.endsWith('/') ? simple.slice(0, -1) : simple
}

function equalsPattern(path: string, pattern: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern
}
