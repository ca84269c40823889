import type { Refusal } from '@personctl/generated/admin'
import {
  type AuthError,
  type Discovery,
  type DiscoveryKey,
  type Message,
  type operations,
  publisherValues,
  scopeValues,
} from '@personctl/generated/cis'
import { profileSchema } from '@personctl/generated/cisProfileSchema'
import { type LookupKey, readAttribute } from '../../directory/profile.ts'
import { baseUrlOf, percentDecode, queryOf, rawQueryOf } from '../../http/request.ts'
import type { Auth0Operation } from '../../oauth/auth0.ts'
import { publicKeyInfo, signingKey } from '../../oauth/keys.ts'
import { InvalidTokenError } from '../../oauth/verify.ts'
import { createRefusal, operationsAt, type ServiceCall, type ServiceHandler } from '../../routing/router.ts'
import { serialise } from '../../text/json.ts'
import type { PublisherKeys } from '../publishing/publisherKeys.ts'
import { checksWithLevel } from './cisPermissions.ts'
import {
  type CisDeps,
  CisFailure,
  type CisHandler,
  matchesActiveFilter,
  readActiveFilter,
  withEntitlement,
} from './cisRequest.ts'
import { listUserIds, listUsers, searchUsers } from './userLists.ts'

/** The audiences of CIS: production, testing, development. A token for any of them is accepted. */
export const cisAudiences: readonly [string, string, string] = [
  'api.sso.mozilla.com',
  'api.test.sso.allizom.org',
  'api.dev.sso.allizom.org',
]

/** Creates the Person API, with the documents that describe it. */
export function createCisService(deps: CisDeps): ServiceHandler {
  return (call) => {
    const { operation, operations, request } = call
    // The description lists no path twice: each has one operation, a GET.
    const [known] = operations
    const isDocument = known?.path.startsWith('/.well-known/')
    // Reading `/v2/user` is a change of people where the Change API alone is at the URL.
    if (known === undefined || known.path === '/v2/user' || (isDocument && operation === undefined)) {
      call.outcome.refusal = createRefusal('not_found', 'The service does not have this path')
      return redirectToPath(call, deps) ?? deps.responses.html(notFoundPage, 404)
    }
    if (request.method === 'OPTIONS') return deps.responses.empty(200, allowedMethods)
    const handle = operation && handlers.get(operation.operation)
    if (handle === undefined) {
      const reason = 'The method is not allowed for the requested URL.'
      call.outcome.refusal = createRefusal('method_not_allowed', reason)
      return deps.responses.json(message(reason), 405, allowedMethods)
    }
    try {
      const response = handle(call, deps)
      return response instanceof Promise
        ? response.catch((error) => createErrorResponse(error, call, deps))
        : response
    } catch (error) {
      return createErrorResponse(error, call, deps)
    }
  }
}

/** Redirects from a path with doubled slashes to the path without them, if the service has that one. */
function redirectToPath({ path, request }: ServiceCall, { responses }: CisDeps): Response | undefined {
  const merged = path.replace(/\/{2,}/g, '/')
  const isServed = path.startsWith('/v2/') && merged !== path && operationsAt(merged).length > 0
  if (!isServed) return undefined
  const query = rawQueryOf(request.url)
  const location = `${baseUrlOf(request.url)}${merged}${query === undefined ? '' : `?${query}`}`
  const headers = { 'Content-Type': 'text/html; charset=utf-8', Location: location }
  return responses.text(
    '<!DOCTYPE html>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n',
    headers,
    308,
  )
}

const allowedMethods = { Allow: 'OPTIONS, HEAD, GET' }

function createErrorResponse(error: unknown, call: ServiceCall, { quirks, responses }: CisDeps): Response {
  call.outcome.refusal = refusalOf(error)
  // The service has 401 objects but no handler for them, so that every one of them becomes its generic 500.
  if (!(error instanceof InvalidTokenError) || quirks.cisRejectedToken !== 'unauthorized')
    return responses.json(message('Internal Server Error'), 500)
  const { code, description } = error
  return responses.json(`${serialise({ code, description } satisfies AuthError)}\n`, 401, {
    'WWW-Authenticate': 'Bearer',
  })
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof InvalidTokenError) return createRefusal(error.code, error.description, error.detail)
  if (error instanceof CisFailure) return createRefusal(error.code, error.message)
  return createRefusal('unexpected_error', String(error))
}

// Unlike profiles, written by Python's `json.dumps` with its default separators.
function message(text: Message['message']): string {
  return `{"message": ${JSON.stringify(text)}}\n`
}

const notFoundPage = `<!DOCTYPE html>
<title>404 Not Found</title>
<h1>Not Found</h1>
<p>There is nothing at this URL. Check the path for a misspelling or a slash at its end.</p>
`

/** Returns the handler that finds one person by a key. */
function getUserBy(key: LookupKey): CisHandler {
  return withEntitlement((call, { directory, filter, responses, quirks }, { checks }) => {
    // The router has decoded the path once. These routes decode what they find in it a second time.
    const value = percentDecode(call.params[key] ?? '')
    const profile = directory.find(key, value)
    const query = queryOf(call.request.url)
    if (profile === undefined || !matchesActiveFilter(profile, readActiveFilter(query.get('active')))) {
      call.outcome.missed = { key, value }
      return quirks.cisUnknownPerson === 'notFound'
        ? responses.json(message('Not Found'), 404)
        : responses.json('{}\n')
    }
    return responses.json(
      filter.serialiseProfile(profile, checksWithLevel(checks, query.get('filterDisplay'))),
    )
  })
}

const getUserMetadata: CisHandler = ({ params }, { directory, responses }) => {
  const profile = directory.find('primary_email', params['primary_email'] ?? '')
  const groups = profile && readAttribute(profile, 'access_information.ldap')
  if (profile !== undefined && groups === undefined)
    throw new CisFailure('profile_incomplete', 'The profile has no access_information.ldap')
  const exists = { cis: profile !== undefined, ldap: profile !== undefined && groups !== null }
  return responses.json(`${serialise({ exists })}\n`)
}

type CisOperation = Exclude<keyof operations, Auth0Operation>

const handlers: ReadonlyMap<string, CisHandler> = new Map(
  Object.entries<CisHandler>({
    getUserByUserId: getUserBy('user_id'),
    getUserByUuid: getUserBy('uuid'),
    getUserByPrimaryEmail: getUserBy('primary_email'),
    getUserByPrimaryUsername: getUserBy('primary_username'),
    listUsers,
    listUserIds,
    searchUsers,
    getUserMetadata,
    getGreeting: (_, { responses }) => responses.html('Mozilla Profile Retrieval Service Endpoint'),
    getVersion: (_, { responses }) => responses.json('{"message":"0.0.1"}\n'),
    getProfileSchema: (_, { responses }) => responses.json(JSON.stringify(profileSchema)),
    getDiscovery: async ({ request }, { responses, loadPublisherKeys }) =>
      responses.json(serialise(discoveryDocument(baseUrlOf(request.url), await loadPublisherKeys()))),
    getPublisherRules: async (_, { responses }) => {
      const { hostedRules } = await import('@personctl/generated/cisPublisherRules')
      return responses.json(JSON.stringify(hostedRules))
    },
  } satisfies Record<CisOperation, CisHandler>),
)

/** Returns the document at `/.well-known/mozilla-iam`, in which the server stands for every service. */
function discoveryDocument(baseUrl: string, keys: PublisherKeys): Discovery {
  const wellKnown = `${baseUrl}/.well-known`
  return {
    oidc_discovery_uri: `${wellKnown}/openid-configuration`,
    access_file: {
      endpoint: `${baseUrl}/apps.yml`,
      aai_mapping: {
        LOW: ['NO_RECENT_AUTH_FAIL', 'AUTH_RATE_NORMAL'],
        MEDIUM: ['2FA', 'HAS_KNOWN_BROWSER_KEY', 'HIGH_ASSURANCE_IDP'],
        HIGH: ['GEOLOC_NEAR', 'SAME_IP_RANGE'],
        MAXIMUM: ['KEY_AUTH'],
      },
      jwks: { keys: createKey('AccessFile') },
    },
    api: {
      endpoints: { change: baseUrl, person: baseUrl },
      audience: cisAudiences[0],
      profile_schema_uri: `${wellKnown}/profile.schema`,
      // The real document leaves this one out as well.
      scopes_supported: scopeValues.filter((scope) => scope !== 'search:all'),
      publishers_rules_uri: `${wellKnown}/mozilla-iam-publisher-rules`,
      publishers_jwks: Object.fromEntries(
        publisherValues.map((publisher) => [
          publisher,
          { keys: keys.findPublished(publisher)?.map(({ jwk }) => jwk as DiscoveryKey) ?? [] },
        ]),
      ),
    },
  }
}

function createKey(kid: string): DiscoveryKey {
  return {
    alg: 'RS256',
    kty: 'RSA',
    use: 'sig',
    x5c: [publicKeyInfo],
    n: signingKey.n,
    e: signingKey.e,
    kid,
  }
}
