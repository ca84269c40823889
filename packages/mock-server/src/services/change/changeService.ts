import type { WriteFailure } from '@personctl/generated/admin'
import { profileAttributes } from '@personctl/generated/cisAttributes'
import type { BatchResult, ChangeError, ChangeResult, DeletionResult } from '@personctl/generated/cisChange'
import { builtInRules, hostedRules, nullProfileOrder } from '@personctl/generated/cisPublisherRules'
import type { Quirks } from '@personctl/generated/quirks'
import { parseExactJson } from '@personctl/shared/exactJson'
import { isObject } from '@personctl/shared/guards'
import { createNullProfile } from '@personctl/shared/publishing/nullProfile'
import { getItem, getMember, PythonError } from '@personctl/shared/publishing/pythonValues'
import type { AttributeObject } from '@personctl/shared/publishing/signedContent'
import type { Clock } from '../../clock.ts'
import type { ChangingDirectory } from '../../directory/directory.ts'
import { queryOf } from '../../http/request.ts'
import type { ResponseFactory } from '../../http/response.ts'
import type { IdentifierSource } from '../../oauth/identifiers.ts'
import { InvalidTokenError } from '../../oauth/verify.ts'
import { createRefusal, type ServiceCall, type ServiceHandler } from '../../routing/router.ts'
import { serialise } from '../../text/json.ts'
import { signGeneratedProfile } from '../publishing/generatedSignatures.ts'
import type { PublisherKeys } from '../publishing/publisherKeys.ts'
import {
  type ChangedProfile,
  ChangeFailure,
  ChangeRefusal,
  type ChangeRules,
  changeProfile,
  checkSchema,
  checkUserId,
} from './profileChange.ts'
import { decodeLaxBase64, decodeUtf8 } from './signatureCheck.ts'
import { createVault, type StoreResult, type Vault } from './vault.ts'

/** Dependencies of the Change API. */
interface ChangeDeps {
  readonly directory: ChangingDirectory
  readonly keys: PublisherKeys
  readonly identifiers: IdentifierSource
  readonly clock: Clock
  readonly quirks: Quirks
  readonly responses: ResponseFactory
  /** Returns true if a token has the scope `write`; throws or rejects with InvalidTokenError. */
  readonly mayWrite: (authorization: string | null) => boolean | Promise<boolean>
}

/** Creates the Change API. */
export function createChangeService(deps: ChangeDeps): ServiceHandler {
  const vault = createVault(deps.directory)
  return async (call) => {
    try {
      return await serveChange(call, vault, deps)
    } catch (error) {
      return createErrorResponse(error, call, deps)
    }
  }
}

async function serveChange(call: ServiceCall, vault: Vault, deps: ChangeDeps): Promise<Response> {
  const { request, operations } = call
  const { responses } = deps
  const path = operations[0]?.path
  const allowed = {
    Allow:
      path === '/v2/status'
        ? 'GET, HEAD, OPTIONS'
        : path === '/v2/user'
          ? 'DELETE, GET, HEAD, OPTIONS, POST, PUT'
          : 'GET, HEAD, OPTIONS, POST, PUT',
  }
  if (request.method === 'OPTIONS') return responses.empty(200, allowed)
  if (path === '/v2/status') {
    if (request.method === 'GET' || request.method === 'HEAD') return getStatus(call, vault, deps)
  } else if (['POST', 'PUT', 'HEAD', ...(path === '/v2/user' ? ['DELETE'] : [])].includes(request.method)) {
    await checkToken(request, deps)
    if (path === '/v2/users') return changeUsers(await readBody(request), call, vault, deps)
    return changeUser(await readBody(request), call, vault, deps)
  }
  call.outcome.refusal = createRefusal('method_not_allowed', 'The path does not have the method')
  return responses.html(methodNotAllowedPage, 405, allowed)
}

function getStatus({ request }: ServiceCall, vault: Vault, { responses }: ChangeDeps): Response {
  const number = queryOf(request.url).get('sequenceNumber')
  if (!number) throw new ChangeFailure('sequence_number_missing', 'The query has no sequenceNumber')
  return responses.json(`${serialise({ identity_vault: vault.hasNumber(number) })}\n`)
}

/** @throws {InvalidTokenError | ChangeFailure | ChangeRefusal} if the token is rejected */
async function checkToken({ headers }: Request, { mayWrite, quirks }: ChangeDeps): Promise<void> {
  const authorization = headers.get('authorization')
  let isGranted: boolean
  try {
    isGranted = await mayWrite(authorization)
  } catch (error) {
    // The service reads the header of the token before it verifies anything, and fails there.
    if (
      error instanceof InvalidTokenError &&
      error.code === 'invalid_header' &&
      error.detail !== undefined &&
      !namesKey(authorization)
    )
      throw new ChangeFailure('invalid_header', 'The token is not a JWT with a kid in its header')
    throw error
  }
  if (!isGranted && quirks.cisChangeScope === 'required')
    throw new ChangeRefusal(401, 'scope_missing', 'This endpoint may only be used with the scope write')
}

/** Returns true for the header with a JWT that names a key. */
function namesKey(authorization: string | null): boolean {
  const parts = authorization?.trim().split(/\s+/)[1]?.split('.') ?? []
  const bytes = parts.length < 3 ? undefined : decodeLaxBase64(parts[0] ?? '')
  try {
    const header: unknown = JSON.parse(decodeUtf8(bytes ?? new Uint8Array()) ?? '')
    return isObject(header) && Object.hasOwn(header, 'kid')
  } catch {
    return false
  }
}

/** Returns the body of a request; null if it is not JSON, or does not say so. */
async function readBody(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== 'application/json' && !(type.startsWith('application/') && type.endsWith('+json'))) return null
  const text = decodeUtf8(await readBytes(request))
  return text === undefined ? null : parseJson(text)
}

// Somewhat more than passes the gateway in front of the service.
const bodyLimit = 10 * 1024 * 1024

async function readBytes({ body }: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body?.getReader()
  for (let chunk = await reader?.read(); chunk?.value !== undefined; chunk = await reader?.read()) {
    size += chunk.value.byteLength
    if (size > bodyLimit) {
      void reader?.cancel().catch(() => {})
      throw new ChangeFailure('body_too_large', `The body has more than ${bodyLimit} bytes`)
    }
    chunks.push(chunk.value)
  }
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

function parseJson(text: string): unknown {
  try {
    return parseExactJson(text)
  } catch {
    return null
  }
}

// Names of arguments of the function that the service hands its parameters to.
const clashingParameters = ['sequence_number', 'profile_json', 'self']

function changeUser(body: unknown, call: ServiceCall, vault: Vault, deps: ChangeDeps): Response {
  const { request } = call
  const profile = typeof body === 'string' ? parseJson(body) : body
  if (!isObject(profile)) throw new ChangeFailure('body_invalid', 'The body is not a profile as JSON')
  const ownId = getItem(getItem(profile, 'user_id'), 'value')
  const query = queryOf(request.url)
  const clash = clashingParameters.find((name) => query.has(name))
  if (clash !== undefined)
    throw new ChangeFailure('parameter_invalid', `The parameter ${clash} is an argument of the service`)
  if (request.method === 'DELETE') return deleteUser(profile, vault, deps)
  const userId = query.get('user_id') || ownId
  const { changes, result, sequenceNumber } = storeChanges([profile], () => userId, call, vault, deps)
  if (changes.length === 0)
    return respond({ condition: 'noop', sequence_number: null, status_code: 202 }, deps)
  const condition = result.creations !== undefined ? 'create' : 'update'
  if (result.creations === undefined && result.updates === undefined)
    throw new ChangeRefusal(
      500,
      'integration_exception',
      "No operation occurred: {'creates': None, 'updates': None, 'status': 200}",
    )
  return respond({ condition, sequence_number: sequenceNumber, status_code: 200 }, deps)
}

function respond(result: ChangeResult | BatchResult, { responses, quirks }: ChangeDeps): Response {
  const isNothing = ('status' in result ? result.status : result.status_code) === 202
  const status = isNothing && quirks.cisChangeNothing === 'accepted' ? 202 : 200
  return responses.json(`${serialise(result)}\n`, status)
}

function deleteUser(profile: AttributeObject, vault: Vault, { responses, quirks }: ChangeDeps): Response {
  if (quirks.cisChangeDeletion !== 'allowed')
    throw new ChangeFailure('deletion_refused', 'Production does not delete people')
  for (const name of ['primary_email', 'uuid', 'primary_username']) getItem(getItem(profile, name), 'value')
  const userId = getItem(getItem(profile, 'user_id'), 'value')
  vault.remove(userId)
  const result: DeletionResult = {
    condition: 'delete',
    message: `user profile deleted for user: ${String(userId)}`,
    status: 200,
  }
  return responses.json(`${serialise(result)}\n`)
}

function changeUsers(body: unknown, call: ServiceCall, vault: Vault, deps: ChangeDeps): Response {
  const isEmpty = body === '' || (isObject(body) && Object.keys(body).length === 0)
  if (!Array.isArray(body) && !isEmpty)
    throw new ChangeFailure('body_invalid', 'The body is not a list of profiles')
  const profiles = Array.isArray(body)
    ? body.map((one) => (typeof one === 'string' ? parseJson(one) : one))
    : []
  const userIdOf = (profile: AttributeObject): unknown => getMember(getMember(profile, 'user_id'), 'value')
  const { changes, result, sequenceNumber } = storeChanges(profiles, userIdOf, call, vault, deps)
  const numbers = (count: number): string[] => Array.from({ length: count }, () => sequenceNumber)
  const { creations, updates } = result
  return respond(
    {
      creates: creations === undefined ? null : { sequence_numbers: numbers(creations), status: 200 },
      status: changes.length === 0 ? 202 : 200,
      updates:
        updates === undefined
          ? null
          : { ResponseMetadata: { HTTPStatusCode: 200 }, sequence_numbers: numbers(updates), status: '200' },
    },
    deps,
  )
}

interface StoredChanges {
  readonly changes: readonly ChangedProfile[]
  readonly result: StoreResult
  readonly sequenceNumber: string
}

/** Checks each profile against what is stored, then stores all of them. */
function storeChanges(
  profiles: readonly unknown[],
  userIdOf: (profile: AttributeObject) => unknown,
  { writeFailure }: ServiceCall,
  vault: Vault,
  deps: ChangeDeps,
): StoredChanges {
  const laws = readLaws(deps, writeFailure)
  const changes = profiles.flatMap((profile) => {
    if (!isObject(profile)) throw new ChangeFailure('body_invalid', 'A profile of the list is not an object')
    const userId = userIdOf(profile)
    checkUserId(profile, userId)
    if (deps.quirks.cisChangeSchema === 'checked') checkSchema(profile)
    // A person whom a null id cannot find is created by the id of the query, and fails when it is stored.
    const stored = vault.find(userId)
    const change = changeProfile(profile, stored && signGeneratedProfile(stored), laws)
    return change === undefined ? [] : [change]
  })
  if (changes.length === 0)
    return { changes, result: { creations: undefined, updates: undefined }, sequenceNumber: '' }
  const sequenceNumber = BigInt(`0x${deps.identifiers.uuid().replaceAll('-', '')}`).toString()
  return { changes, result: vault.store(changes, { sequenceNumber, fault: writeFailure }), sequenceNumber }
}

let nullProfile: AttributeObject | undefined

function readLaws({ keys, clock, quirks }: ChangeDeps, failure: WriteFailure | undefined): ChangeRules {
  nullProfile ??= createNullProfile(profileAttributes, nullProfileOrder)
  return {
    rules: quirks.cisChangeRules === 'hosted' ? hostedRules : builtInRules,
    nullProfile,
    findKeys(publisher) {
      const published = keys.findPublished(publisher)
      return failure === 'retiredKey' && publisher !== 'cis' ? published && [] : published
    },
    signAsService: keys.signAsService,
    now: `${new Date(clock.now()).toISOString().slice(0, 19)}.000Z`,
  }
}

function createErrorResponse(error: unknown, call: ServiceCall, { responses }: ChangeDeps): Response {
  if (error instanceof InvalidTokenError) {
    call.outcome.refusal = error.refusal
    const { code, description } = error
    return responses.json(`${serialise({ code, description })}\n`, 401)
  }
  if (error instanceof ChangeRefusal) {
    call.outcome.refusal = createRefusal(error.code, error.description)
    const { code, description } = error
    return responses.json(`${serialise({ code, description } as ChangeError)}\n`, error.status)
  }
  call.outcome.refusal =
    error instanceof ChangeFailure
      ? createRefusal(error.code, error.message)
      : error instanceof PythonError
        ? createRefusal('profile_incomplete', `The service fails with a ${error.kind}: ${error.message}`)
        : createRefusal('unexpected_error', String(error))
  return responses.html(internalErrorPage, 500)
}

const createPage = (title: string, text: string): string =>
  `<!doctype html>\n<html lang=en>\n<title>${title}</title>\n<h1>${title.slice(4)}</h1>\n<p>${text}</p>\n`

const internalErrorPage = createPage(
  '500 Internal Server Error',
  'The service has failed. The journal of the mock tells why.',
)
const methodNotAllowedPage = createPage(
  '405 Method Not Allowed',
  'The method is not allowed for the requested URL.',
)
